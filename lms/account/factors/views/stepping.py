"""The second step of signing in."""

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.account.factors.forms import PrintedStepForm, StepForm
from lms.account.factors.queries import factors_of, is_remembered
from lms.account.factors.rules.stepping import take_step
from lms.account.factors.views.awaiting import Awaited, await_second, awaited_second
from lms.account.factors.views.blueprint import factors
from lms.account.factors.views.passkeys import site
from lms.account.models import DeviceKind
from lms.account.policies import must_prove_twice
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.arriving import device_cookie
from lms.account.views.coming_in import come_in
from lms.account.views.loading import address
from lms.account.views.signing import Answer, beside, too_many
from lms.base import clock
from lms.base.database import db
from lms.config import Config
from lms.people.models import Person
from lms.web.access import public
from lms.web.refusing import refusal_told

PAGE = "factors/second_step.html"


def ask_second(person_id: int, kind: DeviceKind, next_page: str) -> Response | bool:
    """Whether somebody who has shown once who she is goes on, and how: see ``AskSecond``."""
    if factors_of(person_id).any:
        if kind is DeviceKind.OWN and is_remembered(person_id, device_cookie(), clock.now()):
            return True
        await_second(Awaited(person_id, kind, next_page))
        return redirect(url_for("factors.second_step"), 303)
    if must_prove_twice(db.session.get_one(Person, person_id), clock.today()):
        await_second(Awaited(person_id, kind, next_page))
        return redirect(url_for("factors.enrol_first"), 303)
    return False


@factors.route("/sign-in/second-step", methods=["GET", "POST"])
@public
def second_step() -> Answer:
    """What she has besides her password: the digits of her app, or a printed code."""
    awaited = awaited_second()
    if awaited is None or not factors_of(awaited.person_id).any:
        return redirect(url_for("account.sign_in"))
    found = factors_of(awaited.person_id)
    form = StepForm() if found.app_since and "printed" not in request.args else PrintedStepForm()
    around = {
        "own": awaited.kind is DeviceKind.OWN,
        "days": _days(),
        "factors": found,
        "site": site(),
    }
    if form.validate_on_submit():
        tries = f"second step {awaited.person_id}"
        try:
            count_try(tries, address(), digits=True)
        except TooManyTries as refusal:
            return too_many(PAGE, form, refusal, **around)
        db.session.commit()  # the try counts, whatever comes of it
        with refusal_told(beside(form.code)):
            take_step(awaited.person_id, form.code.data, printed=isinstance(form, PrintedStepForm))
            forget_tries(tries, address(), digits=True)
            days = _days() if form.remember.data else 0
            return come_in(*awaited, second_done=True, remembered_for=days)
    return render_template(PAGE, form=form, **around)


def _days() -> int:
    config: Config = current_app.extensions["config"]
    return config.second_factor_days

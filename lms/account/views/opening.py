"""Signing in without typing: by the QR code of a card, by its printed code, by a name this device knows."""

from collections.abc import Callable

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.forms import CardCodeForm, CardForm, PinForm
from lms.account.models import Card, DeviceKind
from lms.account.queries import account_of, card_by_code, card_by_token, digest
from lms.account.rules.hashing import digest_code, fits
from lms.account.rules.issuing_cards import CODE_LENGTH
from lms.account.rules.keeping_pins import count_pin_try, forget_pin_tries, wrong
from lms.account.rules.one_time_codes import as_printed
from lms.account.rules.opening_cards import check_card, check_person, has_pin
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.arriving import (
    PIN_MARK,
    is_borrowed,
    other_browser,
    people_here,
    this_device,
)
from lms.account.views.blueprint import account
from lms.account.views.coming_in import Way, come_in
from lms.account.views.loading import address
from lms.account.views.pending import AwaitedPin, awaited_pin, remember_pin
from lms.account.views.signing import Answer, beside, too_many
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker, public
from lms.web.asking import row_key
from lms.web.forms import ActionForm
from lms.web.refusing import refusal_told


@account.route("/c", methods=["GET", "POST"])
@public
def open_card() -> Answer:
    """Where the QR code of a card leads. Its token stands behind the # and comes here only in a form."""
    form = CardForm()
    if not form.validate_on_submit():
        return render_template("account/open_card.html", form=form, in_app=other_browser())
    token = form.token.data[:100]
    return _open(form, "account/open_card.html", digest(token), lambda: card_by_token(token))


@account.route("/code", methods=["GET", "POST"])
@public
def type_code() -> Answer:
    """The same for phones without camera or script: by the code printed on the card."""
    form = CardCodeForm()
    if not form.validate_on_submit():
        return render_template("account/type_code.html", form=form)
    code = as_printed(form.code.data, CODE_LENGTH) or ""
    mark = digest(code or form.code.data)
    return _open(form, "account/type_code.html", mark, lambda: card_by_code(digest_code(code)))


@account.route("/who", methods=["GET", "POST"])
@public
def choose_who() -> Answer:
    """The people whom this device knows, as big buttons; then the PIN."""
    users, form = people_here(), ActionForm()
    if not users:
        return redirect(url_for("account.sign_in"))
    if form.validate_on_submit():
        wanted = request.form.get("person", type=row_key)
        user = next((each for each in users if each.person_id == wanted), None)
        if user and asker().is_authenticated and asker().id == user.person_id:
            return redirect("/", 303)
        if user and has_pin(account_of(user.person_id)):
            remember_pin(AwaitedPin(user.person_id, user.card_id, user.kind))
            return redirect(url_for("account.type_pin"), 303)
        if user:
            form.form_errors.append(
                _("There is no PIN for this name yet. Scan the card, or sign in with the password.")
            )
    return render_template("account/choose_who.html", form=form, users=users, borrowed=is_borrowed())


def fill_who_is_here() -> str:
    """The same people on the first page, where nobody is signed in; nothing on a device that knows nobody."""
    users = people_here()
    return render_template("account/who_is_here.html", users=users) if users else ""


@account.route("/pin", methods=["GET", "POST"])
@public
def type_pin() -> Answer:
    """The PIN of whoever showed her card or chose her name; then she is signed in."""
    awaited, form = awaited_pin(), PinForm()
    person = db.session.get(Person, awaited.person_id) if awaited else None
    if awaited is None or person is None or not _still_known(awaited):
        return redirect(url_for("account.sign_in"))
    name = person.full_name
    if form.validate_on_submit():
        try:
            count_try(f"pin {awaited.person_id}", address())
        except TooManyTries as refusal:
            return too_many("account/type_pin.html", form, refusal, name=name, person_id=awaited.person_id)
        with refusal_told(beside(form.pin)):
            answer = _come_in_by_pin(awaited, form.pin.data)
            session[PIN_MARK] = form.mark.data
            return answer
    return render_template("account/type_pin.html", form=form, name=name, person_id=awaited.person_id)


def _come_in_by_pin(awaited: AwaitedPin, pin: str) -> Response:
    """Sign her in by her PIN; a try counts whatever comes of it."""
    hashed = count_pin_try(awaited.person_id)
    db.session.commit()
    if not fits(pin, hashed):
        raise wrong(awaited.person_id)
    check_person(db.session.get_one(Person, awaited.person_id))
    forget_pin_tries(awaited.person_id)
    forget_tries(f"pin {awaited.person_id}", address())
    return come_in(awaited.person_id, awaited.kind, way=Way.PIN, card_id=awaited.card_id)


def _still_known(awaited: AwaitedPin) -> bool:
    """Whether a PIN may open something here: after a card, or on a device that knows her."""
    return awaited.card_id is not None or any(user.person_id == awaited.person_id for user in people_here())


def _open(form: CardForm | CardCodeForm, template: str, mark: str, find: Callable[[], Card | None]) -> Answer:
    """Sign in by a card, or go on to its PIN; ``mark`` is what its tries are counted under."""
    try:
        count_try(f"card {mark[:32]}", address())
    except TooManyTries as refusal:
        return too_many(template, form, refusal, in_app=None)
    db.session.commit()
    with refusal_told(form.form_errors.append):
        card = check_card(find(), this_device())
        card_id, person_id = card.id, card.person_id
        if _is_here(person_id, form.device_kind):
            return redirect("/", 303)
        if has_pin(account_of(person_id)):
            remember_pin(AwaitedPin(person_id, card_id, form.device_kind))
            return redirect(url_for("account.type_pin"), 303)
        forget_tries(f"card {mark[:32]}", address())
        return come_in(person_id, form.device_kind, way=Way.CARD, card_id=card_id)
    return render_template(template, form=form, in_app=None)


def _is_here(person_id: int, kind: DeviceKind) -> bool:
    """Whether she is signed in already, on a device that is hers or not, as she says."""
    return (
        asker().is_authenticated
        and asker().id == person_id
        and any(user.person_id == person_id and user.kind is kind for user in people_here())
    )

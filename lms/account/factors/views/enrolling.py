"""Bringing an app in: at the first sign-in of somebody who must have a second factor, or when one likes."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.account.factors.forms import AppCodeForm
from lms.account.factors.queries import factors_of
from lms.account.factors.rules.keeping_apps import add_app, address_of, in_fours
from lms.account.factors.rules.keeping_passkeys import Site
from lms.account.factors.rules.sparing_codes import make_spare_codes
from lms.account.factors.views.awaiting import awaited_second, forget_key, key_to_add
from lms.account.factors.views.blueprint import factors
from lms.account.factors.views.passkeys import site
from lms.account.models import DeviceKind
from lms.account.rules.throttling import TooManyTries, count_try, forget_tries
from lms.account.views.coming_in import come_in
from lms.account.views.loading import address
from lms.account.views.signing import Answer, beside, too_many
from lms.base.database import db
from lms.paper.qr import qr_path
from lms.people.models import Person
from lms.web.access import asker, public, signed_in
from lms.web.asking import same_site_path
from lms.web.forms import ActionForm
from lms.web.freshness import fresh
from lms.web.refusing import refusal_told

PAGE = "factors/add_app.html"


@factors.route("/sign-in/second-factor", methods=["GET", "POST"])
@public
def enrol_first() -> Answer:
    """Somebody who must have a second factor brings it in before anything else; then she is signed in.

    The page offers a passkey of this device too, unless it is borrowed: ``passkeys.begin_first``.
    """
    awaited = awaited_second()
    if awaited is None or factors_of(awaited.person_id).any:
        return redirect(url_for("account.sign_in"))
    person = db.session.get_one(Person, awaited.person_id)
    own = awaited.kind is DeviceKind.OWN
    added = _add(person, "factors.enrol_first", site=site() if own else None)
    if added is not None:
        return added
    codes = make_spare_codes(awaited.person_id)
    come_in(*awaited, second_done=True)
    return _codes(codes, awaited.next_page)


@factors.route("/account/second-factor/app", methods=["GET", "POST"])
@signed_in
@fresh
def enrol_app() -> Answer:
    """An app on one's phone, in place of one before it."""
    person_id = asker().id
    first = not factors_of(person_id).any
    added = _add(asker(), "factors.enrol_app")
    if added is not None:
        return added
    codes = make_spare_codes(person_id) if first else []
    db.session.commit()
    if not codes:
        flash(_("The app on this phone now shows the codes; the one before it no longer does."), "success")
        return redirect(url_for("factors.show_factors"), 303)
    return _codes(codes, url_for("factors.show_factors"))


@factors.route("/account/second-factor/codes", methods=["GET", "POST"])
@signed_in
@fresh
def print_codes() -> Answer:
    """Ten new printed codes; those before them are good no longer. First what they are for: nobody prints
    what she has not asked for."""
    then = same_site_path(request.args.get("next"), url_for("factors.show_factors"))
    if not factors_of(asker().id).any:
        return redirect(url_for("factors.show_factors"), 303)
    if not ActionForm().validate_on_submit():
        return render_template(
            "factors/offer_codes.html", next_page=then, left=factors_of(asker().id).spare_codes
        )
    codes = make_spare_codes(asker().id)
    db.session.commit()
    return _codes(codes, then)


def _add(person: Person, endpoint: str, site: Site | None = None) -> Answer | None:
    """The page with the key, until the right digits come back; None once the app is hers, not committed."""
    person_id, code, key, form = person.id, person.code, key_to_add(person), AppCodeForm()
    side, path = qr_path(address_of(key, code))
    first = endpoint == "factors.enrol_first"
    around = {
        "action": url_for(endpoint),
        "key": in_fours(key),
        "address": address_of(key, code),
        "side": side,
        "path": path,
        "first": first,
        "site": site,
    }
    if form.validate_on_submit():
        tries = f"new app {person_id}"
        try:
            count_try(tries, address())
        except TooManyTries as refusal:
            return too_many(PAGE, form, refusal, **around)
        db.session.commit()
        with refusal_told(beside(form.code)):
            add_app(person_id, key, form.code.data, first=first)
            forget_tries(tries, address())
            forget_key()
            return None
    return render_template(PAGE, form=form, **around)


def _codes(codes: list[str], next_page: str) -> str:
    return render_template("factors/codes.html", codes=codes, next_page=next_page, person=asker())

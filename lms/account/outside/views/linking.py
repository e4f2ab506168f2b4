"""Linking one's account with one of the other house, and taking a link away."""

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.outside.queries import link_of
from lms.account.outside.rules.asking import stale
from lms.account.outside.rules.linking import link, unlink
from lms.account.outside.views.blueprint import outside
from lms.account.outside.views.loading import asking_or_404
from lms.account.outside.views.remembering import Purpose, arrived, take_arrival
from lms.account.outside.views.signing import go_there
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import may_see
from lms.web.access import Permission, asker, requires, signed_in
from lms.web.freshness import fresh
from lms.web.menu import stands_under
from lms.web.refusing import refusal_flashed


@outside.get("/account/outside")
@signed_in
@fresh
@stands_under("account.show_account")
def show_link() -> str:
    """Whether the other house signs her in, and the way to change it."""
    house, person_id, arrival = asking_or_404().house, asker().id, arrived()
    return render_template(
        "outside/show_link.html",
        name=house.name,
        link=link_of(person_id, house.issuer),
        to_link=arrival is not None and arrival.purpose.person_id == person_id,
    )


@outside.post("/account/outside/link")
@signed_in
@fresh
def begin_linking() -> FlaskResponse:
    """Go to the other house, to be linked with whom it names."""
    return go_there(Purpose(url_for("outside.show_link"), asker().id))


@outside.post("/account/outside/confirm")
@signed_in
@fresh
def confirm_link() -> Response:
    """Link her account with whom the other house has named."""
    house = asking_or_404().house
    with refusal_flashed():
        arrival, person_id = take_arrival(), asker().id
        if arrival is None or arrival.purpose.person_id != person_id:
            raise stale()
        link(person_id, arrival.said, house.name)
        db.session.commit()
        flash(
            _("The account is linked. From now on it signs you in; the password still does too."), "success"
        )
    return redirect(url_for("outside.show_link"), 303)


@outside.post("/account/outside/unlink")
@signed_in
@fresh
def remove_link() -> Response:
    """Let the other house sign her in no longer."""
    house = asking_or_404().house
    if not unlink(asker().id, house.issuer, house.name, asker().id):
        abort(404)
    db.session.commit()
    flash(_("The link is removed. Only the password signs you in now."), "success")
    return redirect(url_for("outside.show_link"), 303)


@outside.post("/people/<int:person_id>/outside/unlink")
@requires(Permission.SYSTEM_ADMINISTER)
@fresh
def remove_link_of(person_id: int) -> Response:
    """Let the other house sign somebody in no longer: she has left it, or somebody else holds her account."""
    house, person = asking_or_404().house, db.session.get(Person, person_id)
    if person is None or not may_see(asker(), person):
        abort(404)
    if not unlink(person_id, house.issuer, house.name, asker().id):
        abort(404)
    db.session.commit()
    flash(
        _("The link is removed; the person was told. Only her password or card signs her in now."), "success"
    )
    return redirect(url_for("people.show_person", person_id=person_id), 303)

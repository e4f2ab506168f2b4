"""A colleague who has lost her phone: whoever runs the product takes her second factor away."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.account.factors.forms import ReasonForm
from lms.account.factors.queries import factors_of
from lms.account.factors.rules.taking_away import take_away
from lms.account.factors.views.blueprint import factors
from lms.account.models import SignInSession
from lms.account.queries import sessions_of
from lms.account.rules.keeping_sessions import end_other_sessions, end_session
from lms.account.views.signing import beside
from lms.base import audit, clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import may_see
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.freshness import fresh
from lms.web.menu import stands_under
from lms.web.refusing import refusal_told


@factors.route("/people/<int:person_id>/second-factor", methods=["GET", "POST"])
@requires(Permission.SYSTEM_ADMINISTER)
@fresh
@stands_under("people.list_people")
def take_from_colleague(person_id: int) -> Response | str:
    """Before it is taken away: what follows from it, and why it is done."""
    person = _colleague(person_id)
    form, name = ReasonForm(), person.full_name
    if form.validate_on_submit():
        with refusal_told(beside(form.reason)):
            take_away(person, form.reason.data, asker().id)
            db.session.commit()
            flash(
                _("The second factor of %(name)s is taken away; the person was told of it.", name=name),
                "success",
            )
            return redirect(url_for("people.show_person", person_id=person_id), 303)
    return render_template("factors/take_from_colleague.html", form=form, name=name, person_id=person_id)


def fill_person(person: Person, **_context: object) -> str:
    """On the page of a person, for whoever runs the product: what she has besides her password."""
    if not asker().may(Permission.SYSTEM_ADMINISTER) or person.id == asker().id:
        return ""
    return render_template(
        "factors/of_person.html",
        person=person,
        factors=factors_of(person.id),
        sessions=_sessions(person.id),
    )


@factors.get("/people/<int:person_id>/sessions")
@requires(Permission.SYSTEM_ADMINISTER)
@stands_under("people.list_people")
def show_sessions_of(person_id: int) -> str:
    """Where a colleague is signed in now."""
    person = _colleague(person_id)
    return render_template("factors/sessions_of.html", person=person, sessions=_sessions(person_id))


@factors.post("/people/<int:person_id>/sessions/end")
@requires(Permission.SYSTEM_ADMINISTER)
@fresh
def end_sessions_of(person_id: int) -> Response:
    """Sign a colleague out on one device, or on all."""
    person = _colleague(person_id)
    session_id = request.form.get("session", type=row_key)
    if session_id is None:
        end_other_sessions(person_id, None, by=asker().id)
    elif not end_session(person, session_id, by=asker().id):
        abort(404)
    db.session.commit()
    flash(_("Signed out. What is not sent yet is still taken."), "success")
    return redirect(url_for("factors.show_sessions_of", person_id=person_id), 303)


def _colleague(person_id: int) -> Person:
    """Somebody else whose record the asker may see; any other is answered as absent."""
    person = db.session.get(Person, person_id)
    if person is None or person.id == asker().id or not may_see(asker(), person):
        abort(404)
    audit.note_access(asker().id, "second factors and devices of a person", person_id=person_id)
    db.session.commit()
    return person


def _sessions(person_id: int) -> Sequence[SignInSession]:
    return db.session.scalars(sessions_of(person_id, clock.now())).all()

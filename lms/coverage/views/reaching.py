"""From a number to an action: the people who lack something are called and reminded."""

from datetime import date
from typing import Any, NamedTuple

from flask import (
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.activities.policies import run_by
from lms.activities.queries import coming_classes
from lms.assignments.rules.assigning import Assigned
from lms.assignments.rules.assigning import assign as assign_to
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.coverage.formats.call_list import Call
from lms.coverage.formats.call_list import call_list as call_sheet
from lms.coverage.formats.reminder import group_text, own_words, subject_of, why
from lms.coverage.formats.wording import state_name
from lms.coverage.forms import AssignForm, NamesForm, RemindForm
from lms.coverage.rules.listing import Line
from lms.coverage.rules.reaching import about, only, remind, short_of
from lms.coverage.views import coverage
from lms.coverage.views.choosing import Asked, asked
from lms.coverage.views.names import asked_again, picked_by
from lms.coverage.views.noting import note
from lms.outbox.queries import latest_about
from lms.paper.drawing import drawn
from lms.standards.models import Requirement
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.files import sent
from lms.web.filters import day as written_day
from lms.web.i18n import said


class Those(NamedTuple):
    """Who is to be reached, about what."""

    question: Asked[NamesForm]
    requirement: Requirement
    lines: list[Line]

    @property
    def where(self) -> dict[str, Any]:
        """What a link to the same people carries."""
        form = self.question.form
        return {**self.question.here, **asked_again(form), "state": form.state.data or None}


@coverage.get("/coverage/names/reach")
@requires(Permission.COVERAGE_SEE)
def reach() -> str:
    """The people of a list who lack something, and what can be done for them."""
    return _page(_those("reach"))


@coverage.get("/coverage/names/call-list")
@requires(Permission.COVERAGE_SEE)
def call_list() -> Response:
    """The same people on paper, with their phones; the export is noted."""
    those = _those("call list", exported=True)
    unit, today = those.question.unit, clock.today()
    data = drawn("pdf", lambda: call_sheet(unit, today, those.requirement, [*map(_call, those.lines)]))
    return sent(data, "pdf", f"goi-dien-{unit.name}-{today.isoformat()}")


@coverage.post("/coverage/names/reminders")
@requires(Permission.COVERAGE_SEE)
def send_reminders() -> Response | tuple[str, int]:
    """Send a text to those of the list who were ticked, to each of them once a day."""
    those, form = _those("reminders"), RemindForm()
    where = those.where
    if not form.validate():
        return _page(those, reminding=form), 422
    words = {line.person.id: own_words(line.person, line.standing) for line in _ticked(those)}
    if not words:
        flash(_("Nobody was chosen."), "warning")
    else:
        subject, by = subject_of(those.requirement), asker().id
        sent = remind(those.question.scene(), those.requirement, subject, form.text.data, words, by=by)
        db.session.commit()
        _say_sent(len(sent), len(words))
    return redirect(url_for("coverage.reach", **where), 303)


@coverage.post("/coverage/names/assignments")
@requires(Permission.COVERAGE_SEE)
def assign() -> Response | tuple[str, int]:
    """Ask those of the list who were ticked to meet the requirement by a day."""
    those, form = _those("assignments"), AssignForm()
    where, person_ids = those.where, [line.person.id for line in _ticked(those)]
    if not form.validate():
        return _page(those, assigning=form), 422
    if not person_ids:
        flash(_("Nobody was chosen."), "warning")
        return redirect(url_for("coverage.reach", **where), 303)
    try:
        assigned = assign_to(person_ids, those.requirement.id, form.due_on.data, by=asker().id)
        db.session.commit()
        _say_assigned(assigned, form.due_on.data)
    except Refusal as refusal:
        db.session.rollback()
        form.due_on.errors = [said(refusal.message)]
        return _page(_those("assignments"), assigning=form), 422
    return redirect(url_for("coverage.reach", **where), 303)


def _those(what: str, *, exported: bool = False) -> Those:
    """Who is asked for; that their names are read is noted. Where they cannot be reached, the request ends
    with the list of names and the reason."""
    question = asked(NamesForm)
    picked = picked_by(question)
    requirement = picked.requirement or abort(404)
    note(
        asker().id,
        f"coverage {what} {question.unit.code} {request.query_string.decode()}"[:200],
        exported=exported,
    )
    try:
        if question.day != clock.today():
            raise Refusal(message("Only the people of today can be reached."))
        lines = short_of(question.scene(), picked.wanted, requirement)
    except Refusal as refusal:
        flash(said(refusal.message), "warning")
        names = url_for("coverage.names", **Those(question, requirement, []).where)
        abort(make_response(redirect(names, 303)))
    return Those(question, requirement, lines)


def _ticked(those: Those) -> list[Line]:
    return only(those.lines, request.form.getlist("person", type=row_key))


def _page(those: Those, reminding: RemindForm | None = None, assigning: AssignForm | None = None) -> str:
    """The people and what can be done; with the forms as they were sent."""
    text = group_text(those.requirement, asker(), _address())
    person_ids = [line.person.id for line in those.lines]
    return render_template(
        "coverage/reach.html",
        asked=those.question,
        where=those.where,
        requirement=those.requirement,
        lines=those.lines,
        ticked=_ticked_before(person_ids),
        reminding=reminding or RemindForm(formdata=None, text=text),
        assigning=assigning or AssignForm(formdata=None),
        wrong=reminding or assigning,
        classes=coming_classes(run_by(asker()), clock.today()),
        state_name=state_name,
        why=why,
        own={line.person.id: own_words(line.person, line.standing) for line in those.lines},
        sent=latest_about(about(those.requirement), person_ids),
    )


def _ticked_before(person_ids: list[int]) -> set[int]:
    """Who was ticked when the page came back with an error; everybody at first."""
    return set(request.form.getlist("person", type=row_key) if request.form else person_ids)


def _call(line: Line) -> Call:
    places = dict.fromkeys(place.name for place, _role in line.posts if place)
    return Call(line.person.full_name, line.person.phone, "; ".join(places), why(line.standing))


def _say_sent(new: int, asked_for: int) -> None:
    if new:
        words = ngettext("The text was sent to %(num)s person.", "The text was sent to %(num)s people.", new)
        flash(words, "success")
    if new < asked_for:
        flash(
            _("Who had this text today already did not get it again: %(number)s.", number=asked_for - new),
            "info",
        )


def _say_assigned(assigned: Assigned, due_on: date) -> None:
    words = [
        ngettext(
            "%(num)s person is to do it by %(day)s.",
            "%(num)s people are to do it by %(day)s.",
            assigned.now,
            day=written_day(due_on),
        )
    ]
    if assigned.later:
        words.append(
            _(
                "%(number)s have something else to do first: their days begin when that is done.",
                number=assigned.later,
            )
        )
    if assigned.kept:
        words.append(_("%(number)s had been asked before: nothing changes for them.", number=assigned.kept))
    flash(" ".join(words), "success")


def _address() -> str:
    return current_app.extensions["config"].public_url or request.host_url.rstrip("/")

"""The names behind a number: who has it, who lacks it, and why not yet."""

from typing import Any, NamedTuple

from flask import abort, render_template, request

from lms.base import clock
from lms.coverage.formats.wording import state_name
from lms.coverage.forms import NamesForm
from lms.coverage.models import NOWHERE, OWN, UNKNOWN_HAMLET, State
from lms.coverage.queries.naming import Wanted, hamlet_by_id, people, staff_kind_by_code, totals
from lms.coverage.rules.listing import lines_of
from lms.coverage.views import coverage
from lms.coverage.views.choosing import Asked, asked
from lms.coverage.views.noting import note
from lms.people.models import StaffKind
from lms.places.models import Hamlet
from lms.standards.models import Requirement
from lms.standards.queries import requirement_by_code
from lms.web.access import Permission, asker, requires
from lms.web.paging import page_of

PLACES = {"": None, "own": OWN, "nowhere": NOWHERE, "unknown_hamlet": UNKNOWN_HAMLET}
STATES = {"": None, **{state.name.lower(): state for state in State}}


@coverage.get("/coverage/names")
@requires(Permission.COVERAGE_SEE)
def names() -> str:
    """The people of a row, a requirement and a state; that they were looked at is noted."""
    question = asked(NamesForm)
    picked = picked_by(question)
    note(asker().id, f"coverage names {question.unit.code} {request.query_string.decode()}")
    return _list(question, picked)


class Picked(NamedTuple):
    """The rows that a question about names means, and the people whom they pick out."""

    requirement: Requirement | None
    kind: StaffKind | None
    hamlet: Hamlet | None
    wanted: Wanted


def picked_by(question: Asked[NamesForm]) -> Picked:
    """Which of the people on the page are asked for."""
    form = question.form
    requirement, kind, hamlet = _requirement(question), _kind(form), _hamlet(form)
    wanted = Wanted(
        place=hamlet.id if hamlet else PLACES[form.row.data],
        requirement_id=requirement.id if requirement else None,
        staff_kind_id=kind.id if kind else None,
        state=STATES[form.state.data],
    )
    return Picked(requirement, kind, hamlet, wanted)


def asked_again(form: NamesForm) -> dict[str, Any]:
    """What a link to the same names carries beside the unit and whom to count."""
    words = {"requirement": form.requirement, "kind": form.kind, "row": form.row, "hamlet": form.hamlet}
    return {name: field.data for name, field in words.items() if field.data}


def _list(question: Asked[NamesForm], picked: Picked) -> str:
    scene, form = question.scene(), question.form
    requirement, kind, hamlet, wanted = picked
    page = page_of(people(scene, wanted))
    return render_template(
        "coverage/names.html",
        asked=question,
        form=form,
        requirement=requirement,
        kind=kind,
        hamlet=hamlet,
        page=page,
        lines=lines_of(scene, page.rows, requirement),
        totals=totals(scene, wanted) if requirement else {},
        state_name=state_name,
        where={**question.here, **asked_again(form)},
        can_reach=requirement is not None
        and question.day == clock.today()
        and wanted.state is not State.CONFIRMED
        and bool(page.rows),
    )


def _requirement(question: Asked[NamesForm]) -> Requirement | None:
    code = question.form.requirement.data
    return (requirement_by_code(code, question.day) or abort(404)) if code else None


def _kind(form: NamesForm) -> StaffKind | None:
    code = form.kind.data
    return (staff_kind_by_code(code) or abort(404)) if code else None


def _hamlet(form: NamesForm) -> Hamlet | None:
    """The hamlet of a row; one that lies elsewhere has nobody on the page."""
    hamlet_id = form.hamlet.data
    return (hamlet_by_id(hamlet_id) or abort(404)) if hamlet_id else None

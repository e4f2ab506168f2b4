"""The names behind a number: who has it, who lacks it, and why not yet."""

from flask import abort, render_template, request

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
    requirement, kind = _requirement(question), _kind(question.form)
    hamlet = _hamlet(question.form)
    note(asker().id, f"coverage names {question.unit.code} {request.query_string.decode()}")
    return _list(question, requirement, kind, hamlet)


def _list(
    question: Asked[NamesForm],
    requirement: Requirement | None,
    kind: StaffKind | None,
    hamlet: Hamlet | None,
) -> str:
    scene, form = question.scene(), question.form
    wanted = Wanted(
        place=hamlet.id if hamlet else PLACES[form.row.data],
        requirement_id=requirement.id if requirement else None,
        staff_kind_id=kind.id if kind else None,
        state=STATES[form.state.data],
    )
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

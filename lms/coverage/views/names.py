"""The names behind a number: who has it, who lacks it, and why not yet."""

from flask import abort, render_template, request

from lms.coverage.formats.wording import state_name
from lms.coverage.forms import NamesForm
from lms.coverage.queries.naming import Wanted, people, staff_kind_by_code, totals
from lms.coverage.queries.serving import NOWHERE, OWN, State
from lms.coverage.rules.choosing import path_to
from lms.coverage.rules.listing import lines_of
from lms.coverage.rules.tabulating import scene_of
from lms.coverage.views import coverage
from lms.coverage.views.choosing import day_asked, unit_asked
from lms.coverage.views.noting import note
from lms.people.models import StaffKind
from lms.places.models import Unit
from lms.standards.models import Requirement
from lms.standards.queries import requirement_by_code
from lms.web.access import Permission, asker, requires
from lms.web.paging import page_of

PLACES = {"": None, "own": OWN, "nowhere": NOWHERE}
STATES = {"": None, **{state.name.lower(): state for state in State}}


@coverage.get("/coverage/names")
@requires(Permission.COVERAGE_SEE)
def names() -> str:
    """The people of a row, a requirement and a state; that they were looked at is noted."""
    form = NamesForm(request.args)
    unit = unit_asked(form, asker())
    requirement, kind = _requirement(form), _kind(form)
    note(asker().id, f"coverage names {unit.code} {request.query_string.decode()}")
    return _list(form, unit, requirement, kind)


def _list(form: NamesForm, unit: Unit, requirement: Requirement | None, kind: StaffKind | None) -> str:
    scene = scene_of(unit, day_asked(form))
    wanted = Wanted(
        place=PLACES[form.row.data],
        requirement_id=requirement.id if requirement else None,
        staff_kind_id=kind.id if kind else None,
        state=STATES[form.state.data],
    )
    page = page_of(people(scene, wanted))
    return render_template(
        "coverage/names.html",
        form=form,
        unit=unit,
        day=scene.day,
        path=path_to(asker(), unit, scene.day),
        requirement=requirement,
        kind=kind,
        page=page,
        lines=lines_of(scene, page.rows, requirement),
        totals=totals(scene, wanted) if requirement else {},
        state_name=state_name,
    )


def _requirement(form: NamesForm) -> Requirement | None:
    code = form.requirement.data
    return (requirement_by_code(code, day_asked(form)) or abort(404)) if code else None


def _kind(form: NamesForm) -> StaffKind | None:
    code = form.kind.data
    return (staff_kind_by_code(code) or abort(404)) if code else None

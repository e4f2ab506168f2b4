"""Two days beside each other, and the people who made the difference."""

from datetime import date

from flask import abort, render_template, request

from lms.coverage.forms import ComparisonForm, DifferenceForm
from lms.coverage.queries.comparing import Moment, Part, people_between
from lms.coverage.rules.comparing import compare
from lms.coverage.rules.dating import a_year_before
from lms.coverage.views import coverage
from lms.coverage.views.choosing import Asked, asked
from lms.coverage.views.noting import note
from lms.people.queries import postings_on
from lms.staffing.queries import confirmed_units
from lms.standards.queries import requirement_by_code
from lms.web.access import Permission, asker, requires
from lms.web.paging import page_of


@coverage.get("/coverage/comparison")
@requires(Permission.COVERAGE_SEE)
def comparison() -> str:
    """Each requirement on two days: what joined and gained, less what left and expired, is the difference."""
    question = asked(ComparisonForm)
    then = _then(question)
    differences = compare(question.scene(then), question.scene())
    only = question.form.only.data
    return render_template(
        "coverage/comparison.html",
        asked=question,
        then=then,
        differences=[each for each in differences if only in (None, "", each.requirement.code)],
        Part=Part,
        confirmed=confirmed_units(question.unit, question.unit_day),
    )


@coverage.get("/coverage/difference")
@requires(Permission.COVERAGE_SEE)
def difference() -> str:
    """The names behind one part of a difference; that they were looked at is noted."""
    question = asked(DifferenceForm)
    then, code = _then(question), question.form.requirement.data or ""
    old, new = requirement_by_code(code, then), requirement_by_code(code, question.day)
    if not (old or new):
        abort(404)
    note(asker().id, f"coverage difference {question.unit.code} {request.query_string.decode()}")
    part = Part(question.form.part.data)
    earlier = Moment(question.scene(then), old.id if old else None)
    later = Moment(question.scene(), new.id if new else None)
    page = page_of(people_between(part, earlier, later))
    ids = [person.id for person in page.rows]
    return render_template(
        "coverage/difference.html",
        asked=question,
        then=then,
        requirement=new or old,
        part=part,
        Part=Part,
        page=page,
        posts=postings_on(ids, then if part is Part.LEFT else question.day),
    )


def _then(question: Asked[ComparisonForm]) -> date:
    """The earlier day asked for, else a year before; never after the day itself."""
    then = question.form.then.data or a_year_before(question.day)
    return min(then, question.day)

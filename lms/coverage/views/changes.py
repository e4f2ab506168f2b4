"""The names behind what changed this month: who came, who left, whose certificates ran out or will."""

from flask import render_template, request

from lms.coverage.forms import ChangesForm
from lms.coverage.queries.changing import Change, Happening, happenings, people_behind
from lms.coverage.views import coverage
from lms.coverage.views.choosing import asked
from lms.coverage.views.noting import note
from lms.people.queries import postings_on
from lms.standards.queries import requirements_on
from lms.web.access import Permission, asker, requires
from lms.web.paging import page_of


@coverage.get("/coverage/changes")
@requires(Permission.COVERAGE_SEE)
def changes() -> str:
    """One kind of change in the month of a day; that the names were looked at is noted."""
    question = asked(ChangesForm)
    note(asker().id, f"coverage changes {question.unit.code} {request.query_string.decode()}")
    change = Change(question.form.what.data)
    scene = question.scene()
    page = page_of(people_behind(change, scene))
    ids = [person.id for person in page.rows]
    return render_template(
        "coverage/changes.html",
        asked=question,
        change=change,
        Change=Change,
        page=page,
        happened=_by_person(happenings(change, scene, ids)),
        posts=postings_on(ids, question.day),
        requirements={each.id: each for each in requirements_on(question.day)},
    )


def _by_person(found: list[Happening]) -> dict[int, list[Happening]]:
    by_person: dict[int, list[Happening]] = {}
    for each in found:
        by_person.setdefault(each.person_id, []).append(each)
    return by_person

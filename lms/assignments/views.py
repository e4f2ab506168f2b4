"""What was assigned to whom, and what is asked of oneself."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.assignments.models import Assignment
from lms.assignments.policies import followed_by, may_take_back
from lms.assignments.queries import last_learned
from lms.assignments.rules.assigning import current
from lms.assignments.rules.assigning import take_back as end
from lms.assignments.rules.following import open_turns
from lms.base import audit, clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import Permission, asker, requires
from lms.web.paging import page_of_rows

assignments = Blueprint("assignments", "lms.assignments", template_folder="templates")


@assignments.get("/assignments")
@requires(Permission.COVERAGE_SEE)
def list_assignments() -> str:
    """What is open among the people she answers for, the longest overdue first; the look is noted."""
    audit.note_access(asker().id, f"list of assignments, page {request.args.get('page', 1, type=int)}")
    db.session.commit()
    today = clock.today()
    found = open_turns(followed_by(asker()), today)
    page = page_of_rows(found)
    return render_template(
        "assignments/list_assignments.html",
        page=page,
        late=sum(turn.is_overdue(today) for turn in found),
        learned=last_learned([turn.assignment.person_id for turn in page.rows]),
        today=today,
    )


@assignments.post("/assignments/<int:assignment_id>/take-back")
@requires(Permission.COVERAGE_SEE)
def take_back(assignment_id: int) -> Response:
    """Take an assignment back."""
    found = db.session.get(Assignment, assignment_id)
    if found is None or not may_take_back(asker(), found):
        abort(404)
    end(assignment_id, by=asker().id)
    db.session.commit()
    flash(_("The assignment was taken back."), "success")
    return redirect(url_for("assignments.list_assignments"), 303)


def own_assignment(*, person: Person) -> str:
    """On the start page: the one thing that she was asked to do now, by when, and by whom."""
    today = clock.today()
    turn = current(person.id, today)
    if turn is None:
        return ""
    return render_template("assignments/own.html", turn=turn, late=turn.is_overdue(today))

"""What can be done for those whom a changed clause concerns: a class, a planned one or a new one."""

from collections.abc import Sequence

from flask import render_template

from lms.activities.policies import run_by
from lms.activities.queries import coming_classes
from lms.base import clock
from lms.standards.models import Clause
from lms.web.access import Permission, asker


def classes_for(*, clause: Clause, person_ids: Sequence[int]) -> str:
    """The slot ``affected_people``: bring them into a class that is planned, or plan one about the clause."""
    if not person_ids or not asker().may(Permission.ACTIVITIES_RUN):
        return ""
    return render_template(
        "activities/classes_for.html",
        clause=clause,
        person_ids=person_ids,
        classes=coming_classes(run_by(asker()), clock.today()),
    )

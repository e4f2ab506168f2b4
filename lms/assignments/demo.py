"""Assignments of the demonstration: a commune's officer asks some of her collaborators to learn by a day, and
they are reminded of it."""

from datetime import timedelta

from sqlalchemy import select

from lms.assignments.models import Assignment
from lms.assignments.rules.assigning import assign
from lms.assignments.rules.reminding import due_soon
from lms.base import clock
from lms.base.database import db
from lms.outbox.rules.reminding import compose
from lms.people.queries import person_by_code
from lms.standards.queries import requirement_by_code

OFFICER = "TD-X01"
ASKED = (
    ("bao_ve_tre_em", 14, ("TD-C001", "TD-C008", "TD-C009")),
    ("tap_huan_ctv_hang_nam", 30, ("TD-C009", "TD-C011")),
)
"""What, within how many days, of whom; who is asked twice does one after the other."""


def load_demo() -> None:
    """Assign it, unless something is assigned already; the caller commits."""
    officer = person_by_code(OFFICER)
    if officer is None or db.session.scalar(select(Assignment.id).limit(1)):
        return
    today = clock.today()
    for code, days, asked in ASKED:
        requirement = requirement_by_code(code)
        people = [person.id for each in asked if (person := person_by_code(each))]
        if requirement:
            assign(people, requirement.id, today + timedelta(days=days), by=officer.id)
    compose(due_soon(today, timedelta(days=ASKED[0][1])), today)

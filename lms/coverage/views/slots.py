"""What a head sees of coverage on her start page."""

from flask import render_template

from lms.base import clock
from lms.coverage.rules.choosing import top_units
from lms.coverage.rules.tabulating import table_of
from lms.people.models import Person
from lms.web.access import Permission


def figures_of(*, person: Person) -> str:
    """Three figures of today about the unit she answers for, and the way to the table; nothing for others."""
    if not person.may(Permission.COVERAGE_SEE):
        return ""
    today = clock.today()
    units = top_units(person, today)
    table = table_of(units[0], today) if len(units) == 1 else None
    return render_template("coverage/home.html", units=units, table=table, day=today)

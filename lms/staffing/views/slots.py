"""What staffing shows on pages of other parts."""

from flask import render_template

from lms.people.models import Person
from lms.staffing.queries.lists import waiting_count
from lms.web.access import Permission


def decisions(*, person: Person) -> str:
    """On the start page: her own lists that still wait."""
    number = waiting_count(person) if person.may(Permission.STAFFING_IMPORT) else 0
    return render_template("staffing/decisions.html", number=number) if number else ""

"""What staffing shows on pages of other parts."""

from flask import render_template

from lms.base import clock
from lms.people.models import Person
from lms.staffing.queries.confirmations import late_number
from lms.staffing.queries.lists import waiting_count
from lms.staffing.queries.rosters import communes_listed_by, staffed
from lms.web.access import Permission


def decisions(*, person: Person) -> str:
    """On the start page: her own lists that still wait."""
    number = waiting_count(person) if person.may(Permission.STAFFING_IMPORT) else 0
    return render_template("staffing/decisions.html", number=number) if number else ""


def late_rosters(*, person: Person) -> str:
    """On the start page: the communes of hers that have posts, and whose rosters nobody confirmed in time."""
    if not person.may(Permission.STAFFING_IMPORT):
        return ""
    today = clock.today()
    number = late_number(staffed(communes_listed_by(person, today), today), today)
    return render_template("staffing/late_rosters.html", number=number) if number else ""

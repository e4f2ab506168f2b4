"""Adding up what a unit did in a year."""

from datetime import date

from lms.activities.queries import Seats, seats_of
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import tops_of
from lms.places.models import Unit
from lms.places.queries import children_of
from lms.plans.models.tally import Tally
from lms.plans.models.year_report import YearLine, YearReport
from lms.plans.queries import activities_of_year
from lms.plans.rules.counting import tally, tally_each
from lms.web.access import Permission


def year_report(unit: Unit, year: int) -> YearReport:
    """The activities that a unit, those below it and those they followed held in a year.

    Only closed attendance counts.
    """
    activities = activities_of_year(unit, year)
    sums = tally_each(activities)
    seats = seats_of([each.id for each in activities])
    lines = [
        YearLine(each, sums.get(each.id, Tally()), seats.get(each.id, Seats()).all) for each in activities
    ]
    return YearReport(unit, year, lines, tally(activities))


def units_reported_by(asker: Person, day: date) -> list[Unit]:
    """The units whose year somebody may report: the highest that she answers for, and those right below."""
    tops = sorted(tops_of(asker, Permission.ACTIVITIES_RUN), key=lambda unit: (unit.folded, unit.id))
    below = [child for top in tops for child in db.session.scalars(children_of(top.id, day))]
    return list(dict.fromkeys([*tops, *below]))

"""Fills of other parts' pages: this month's meetings, and the way to all of them."""

from datetime import date

from flask import current_app, render_template

from lms.base import clock
from lms.meetings.policies import led_by, may_lead
from lms.meetings.queries import meetings_of, progress_of
from lms.people.models import Person
from lms.people.policies import tops_of
from lms.places.models import UnitKind
from lms.web.access import Permission, asker


def way_to_meetings(**_context: object) -> str:
    """The slot ``activity_ways``: the way to all monthly meetings, for who sees how people stand."""
    return render_template("meetings/way.html") if asker().may(Permission.PEOPLE_SEE) else ""


def own_meetings(*, person: Person) -> str:
    """The slot ``today``: this month's meeting of the communes at the top of what somebody leads."""
    tops = tops_of(person, Permission.ACTIVITIES_RUN)
    communes = [unit for unit in tops if unit.kind is UnitKind.COMMUNE and may_lead(person, unit)]
    if not communes:
        return ""
    month = clock.today().replace(day=1)
    return render_template(
        "meetings/home.html",
        communes=communes,
        held=meetings_of([unit.id for unit in communes], month),
        month=month,
        meeting_days=current_app.extensions["config"].meeting_days,
    )


def meetings_this_month(*, person: Person, day: date) -> str:
    """The slot ``month``: how many of the communes that somebody leads meet in the month of ``day``."""
    communes, held = progress_of(led_by(person), day)
    if not communes:
        return ""
    month = day.replace(day=1)
    return render_template("meetings/month.html", communes=communes, held=held, month=month)

"""Fills of other parts' pages: her classes on a person's page, invitations and meetings on her own."""

from datetime import date

from flask import current_app, render_template
from sqlalchemy import select

from lms.activities.models import Activity
from lms.activities.policies import led_by, may_lead, run_by
from lms.activities.queries import classes_of, invitations_of, unanswered_of
from lms.activities.rules.asking import is_open
from lms.activities.rules.attending import present_in
from lms.activities.rules.meeting_gathering import meetings_of, progress_of
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import tops_of
from lms.places.models import UnitKind
from lms.web.access import Permission, asker


def fill_person(person: Person, **_context: object) -> str:
    """The slot ``person``: the activities in which she had a seat, and how much of each she attended."""
    entries = classes_of(person.id)
    if not entries:
        return ""
    ids = [entry.activity_id for entry in entries]
    runs = set(db.session.scalars(select(Activity.id).where(Activity.id.in_(ids), run_by(asker()))))
    return render_template(
        "activities/person.html",
        entries=[(entry, len(present_in(entry)), len(entry.activity.half_days)) for entry in entries],
        runs=runs,
        today=clock.today(),
    )


def own_invitations(*, person: Person) -> str:
    """The slot ``home``: to what she is invited, and which questionnaire waits for her; else nothing."""
    today = clock.today()
    invited = invitations_of(person.id, today)
    waiting = [entry for entry in unanswered_of(person.id) if is_open(entry.activity)]
    return (
        render_template("activities/home.html", invited=invited, waiting=waiting)
        if invited or waiting
        else ""
    )


def own_meetings(*, person: Person) -> str:
    """The slot ``home``: this month's meeting of the communes at the top of what somebody leads."""
    tops = tops_of(person, Permission.ACTIVITIES_RUN)
    communes = [unit for unit in tops if unit.kind is UnitKind.COMMUNE and may_lead(person, unit)]
    if not communes:
        return ""
    month = clock.today().replace(day=1)
    return render_template(
        "activities/meetings/home.html",
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
    return render_template("activities/meetings/month.html", communes=communes, held=held, month=month)

"""Fills of other parts' pages: her classes on a person's page, invitations and questionnaires on her own."""

from flask import render_template
from sqlalchemy import select

from lms.activities.models import HALVES, WAYS, Activity
from lms.activities.policies import run_by
from lms.activities.queries import classes_of, invitations_of, unanswered_of
from lms.activities.rules.asking import is_open
from lms.activities.rules.attending import present_in
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker


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
        halves=HALVES,
        ways=WAYS,
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

"""What a trainer finds on her start page."""

from flask import render_template

from lms.base import clock
from lms.people.models import Person
from lms.web.access import Permission
from quizzes.authoring.rules.minding import what_they_ask

SHOWN = 6  # exercises on the start page; all of them stand a tap away


def writing(*, person: Person) -> str:
    """Her exercises and what they ask for; nothing for who writes none."""
    if not person.may(Permission.EXERCISES_WRITE):
        return ""
    exercises = what_they_ask(person.id, clock.now())
    return render_template(
        "authoring/home.html",
        person=person,
        exercises=exercises[:SHOWN],
        asking=sum(each.asks for each in exercises),
        decides=person.may(Permission.COVERAGE_SEE),
    )

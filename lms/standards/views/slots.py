"""Fills of other parts' pages: how a person stands to what is asked of her."""

from flask import render_template

from lms.base import clock
from lms.people.models import Person
from lms.standards.rules.explaining import State, explain_all

BADGES = {
    State.HELD: "good",
    State.EXPIRING: "warn",
    State.DECLARED: "warn",
    State.SHOWN_LATER: "neutral",
}


def fill_person(person: Person, **_context: object) -> str:
    """The slot ``person``: each requirement asked of her today, with the sentence that says why."""
    return render_template(
        "standards/person.html", standings=explain_all(person.id, clock.today()), badges=BADGES
    )

"""What observed practice adds to other pages."""

from flask import render_template

from courses.practice.policies import ANSWERS
from courses.practice.queries import may_observe_somebody, number_to_decide, observations_of
from lms.base import clock
from lms.people.models import Person
from lms.web.access import Permission, asker


def decisions(*, person: Person) -> str:
    """The slot ``decisions``: what was kept apart and waits for her."""
    if not person.may(Permission.STAFFING_IMPORT):
        return ""
    number = number_to_decide(person)
    return render_template("practice/decisions.html", number=number) if number else ""


def home(*, person: Person) -> str:
    """On the start page of who may observe and has no entry for it in the menu: the way there."""
    if person.may(ANSWERS) or not may_observe_somebody(person, clock.today()):
        return ""
    return render_template("practice/home.html")


def of_person(*, person: Person) -> str:
    """On the page of a person: what was observed of her lately."""
    found = observations_of(person.id, most=5)
    if not found or asker().is_anonymous:
        return ""
    return render_template("practice/of_person.html", observations=found)

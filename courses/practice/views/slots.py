"""What observed practice adds to other pages."""

from flask import render_template

from courses.practice.queries import number_to_decide, observations_of
from lms.people.models import Person
from lms.web.access import Permission, asker


def decisions(*, person: Person) -> str:
    """The slot ``decisions``: what was kept apart and waits for her."""
    if not person.may(Permission.STAFFING_IMPORT):
        return ""
    number = number_to_decide(person)
    return render_template("practice/decisions.html", number=number) if number else ""


def of_person(*, person: Person) -> str:
    """On the page of a person: what was observed of her lately."""
    found = observations_of(person.id, most=5)
    if not found or asker().is_anonymous:
        return ""
    return render_template("practice/of_person.html", observations=found)

"""What a trainer finds on her start page."""

from flask import render_template

from lms.people.models import Person
from lms.web.access import Permission


def writing(person: Person) -> str:
    """How exercises are written and where they are seen; nothing for who writes none."""
    return render_template("quizzes/home.html") if person.may(Permission.EXERCISES_WRITE) else ""

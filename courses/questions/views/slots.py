"""What questions add to other pages: what waits on the start page, the way to the FAQ on a course's page."""

from flask import g, render_template

from courses.models import Edition
from courses.questions.policies import may_answer
from courses.questions.queries import Backlog, backlog
from courses.questions.rules.measuring import days_since
from lms.base import clock
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.web.access import Permission


def home(*, person: Person) -> str:
    """On the start page of who answers questions: how many wait."""
    waits = _waiting() if may_answer(person) else None
    if waits is None or not waits.number:
        return ""
    return render_template(
        "questions/home_trainer.html", waits=waits, oldest=days_since(waits.since, clock.now())
    )


def waiting_of_people(*, person: Person) -> str:
    """The slot ``today``: for who answers for people and not for questions, how many of theirs wait, and
    nothing else of them."""
    if may_answer(person) or not person.may(Permission.PEOPLE_SEE):
        return ""
    theirs = backlog(seen_by(person, clock.today(), Permission.PEOPLE_SEE) & (Person.id != person.id))
    return render_template("questions/home_officer.html", waits=theirs) if theirs.number else ""


def course_help(*, edition: Edition) -> str:
    """On the page of a course: what others asked, section by section, and one's own questions."""
    return render_template("questions/course_help.html", edition=edition)


def number_waiting() -> int:
    """How many questions wait; asked once for a page."""
    return _waiting().number


def _waiting() -> Backlog:
    if "questions_waiting" not in g:
        g.questions_waiting = backlog()
    found: Backlog = g.questions_waiting
    return found

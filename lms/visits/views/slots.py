"""Fills of other parts' pages: the way to support visits, and what is overdue after them."""

from flask import render_template

from lms.base import clock
from lms.people.models import Person
from lms.visits.policies import visit_seen_by
from lms.visits.queries import overdue_count


def way_to_visits(**_context: object) -> str:
    """The slot ``activity_ways``: the way to all support visits."""
    return render_template("visits/way.html")


def decisions(*, person: Person) -> str:
    """The slot ``decisions``: how much is overdue after visits; nothing where nothing is."""
    number = overdue_count(visit_seen_by(person), clock.today())
    return render_template("visits/decisions.html", number=number) if number else ""

"""Whose paper it is: the agency for which somebody works, and the one above it."""

from dataclasses import dataclass
from datetime import date

from lms.people.models import Person
from lms.people.queries import postings_of
from lms.places.models import Unit
from lms.places.rules.naming import short_name

HEAD_OF_AGENCY = "Thủ trưởng đơn vị"
"""Vietnamese like the paper, whatever the page speaks; who prints it writes the office that signs."""


@dataclass(frozen=True)
class Head:
    """What is known of the head of a paper; what is not is empty, to be filled in."""

    agency: str
    superior: str
    place: str
    power: str = HEAD_OF_AGENCY


def head_for(person: Person, unit: Unit, day: date) -> Head:
    """The employer of somebody's main post on ``day``; the unit itself where she has none."""
    postings = [each for each in postings_of(person.id, day) if each.post.organisation]
    if not postings:
        return Head(
            unit.name, unit.parent.name if unit.parent and unit.parent.parent else "", short_name(unit)
        )
    main = min(postings, key=lambda posting: (posting.second_job, posting.id))
    if main.post.organisation is None:
        raise ValueError("the posting was chosen for its employer")
    employer = main.post.organisation.on(day)
    above = employer.parent.name if employer.parent else ""
    return Head(employer.name, above, short_name(employer.unit or unit))

"""Reading whom somebody may help to learn."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.people.queries import find_people
from lms.web.access import Permission

MOST = 200  # people on a page: who answers for more says of which commune


class PeopleToHelp(NamedTuple):
    """The people of a page of helping, by name."""

    people: Sequence[Person]
    more: bool
    """Whether there are more than a page names."""


def people_to_help(asker: Person, commune: str, day: date) -> PeopleToHelp:
    """Whom the asker may help to learn on ``day``; where words name communes, only those there."""
    hers = seen_by(asker, day, Permission.STAFFING_IMPORT)
    found = find_people(asker, "", commune.strip(), day).where(hers, Person.id != asker.id)
    people = db.session.scalars(found.limit(MOST + 1)).all()
    return PeopleToHelp(people[:MOST], len(people) > MOST)

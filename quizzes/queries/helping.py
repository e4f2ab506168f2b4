"""Reading whom somebody may help."""

from datetime import date

from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.people.queries import find_people
from lms.web.access import Permission


def people_to_help(asker: Person, commune: str, day: date, most: int) -> list[Person]:
    """Whom the asker may help to learn on ``day``, by name; where words name communes, only those there."""
    hers = seen_by(asker, day, Permission.STAFFING_IMPORT)
    found = find_people(asker, "", commune, day).where(hers, Person.id != asker.id)
    return list(db.session.scalars(found.limit(most)))

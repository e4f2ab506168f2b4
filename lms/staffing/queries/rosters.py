"""Who serves where: the rosters that offices keep."""

from datetime import date

from sqlalchemy import Select, false, select

from lms.people.models import Person
from lms.people.policies import scope_of
from lms.people.queries import posting_rows
from lms.places.queries import subtree_ids
from lms.web.access import Permission


def people_served_by(asker: Person, day: date) -> Select[Person]:
    """Everybody posted on ``day`` in a unit for which the asker may list people, by name."""
    scope = scope_of(asker, Permission.STAFFING_IMPORT, day)
    query = select(Person).order_by(Person.sort_key, Person.id)
    if scope is None:
        return query.where(false())
    rows = posting_rows(scope, day).subquery()
    return query.where(Person.id.in_(select(rows.c.person_id)))


def people_served_in(asker: Person, unit_id: int, day: date) -> Select[Person]:
    """Those of them who are posted in one unit or below it."""
    rows = posting_rows(subtree_ids([unit_id], day), day).subquery()
    return people_served_by(asker, day).where(Person.id.in_(select(rows.c.person_id)))

"""The places with nobody trained, with the names of what stands there."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import roles
from lms.places.models import Hamlet
from lms.places.queries import units_with_ids
from lms.staffing.models.untrained import NamedPlace, UntrainedPlace
from lms.standards.models import Requirement


def named_places(places: Sequence[UntrainedPlace], requirements: Collection[Requirement]) -> list[NamedPlace]:
    """The same places in their order; ``requirements`` are those of their codes."""
    units = units_with_ids({place.unit_id for place in places})
    hamlets = _hamlets({place.hamlet_id for place in places if place.hamlet_id})
    people = _people({person_id for place in places for person_id in place.serving})
    by_code = {each.code: each for each in requirements}
    by_id = {role.id: role for role in db.session.scalars(roles())}
    return [
        NamedPlace(
            place,
            units[place.unit_id],
            hamlets.get(place.hamlet_id or 0),
            by_id[place.role_id],
            by_code[place.code],
            sorted((people[each] for each in place.serving), key=lambda person: (person.sort_key, person.id)),
        )
        for place in places
    ]


def _hamlets(ids: Collection[int]) -> dict[int, Hamlet]:
    pieces = in_pieces(sorted(ids))
    rows = (db.session.scalars(select(Hamlet).where(Hamlet.id.in_(piece))) for piece in pieces)
    return {hamlet.id: hamlet for some in rows for hamlet in some}


def _people(ids: Collection[int]) -> dict[int, Person]:
    pieces = in_pieces(sorted(ids))
    rows = (db.session.scalars(select(Person).where(Person.id.in_(piece))) for piece in pieces)
    return {person.id: person for some in rows for person in some}

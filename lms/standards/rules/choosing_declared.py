"""Which declarations somebody confirms at once: by commune, and only those that she answers for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lms.base import clock
from lms.base.database import lock_for_writing
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import units_with_ids
from lms.standards.queries.declared import Waiting, waiting_for
from lms.standards.rules.confirming import confirm_all


@dataclass(frozen=True)
class Place:
    """The declarations of the people of one unit."""

    unit: Unit | None
    """None for people without a post that has a place."""
    rows: Sequence[Waiting]

    @property
    def people(self) -> int:
        """How many people they are of."""
        return people_in(self.rows)


def people_in(rows: Iterable[Waiting]) -> int:
    """How many people some declarations are of; who declared twice is one."""
    return len({row.person_id for row in rows})


def by_place(rows: Iterable[Waiting]) -> list[Place]:
    """The declarations by unit, in the order of the units' names; each stands in one of them."""
    found: dict[int | None, list[Waiting]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    units = units_with_ids(key for key in found if key)
    places = [Place(unit, found[key]) for key, unit in units.items()]
    return [*places, Place(None, found[None])] if None in found else places


def confirm_chosen(asker: Person, evidence_ids: Collection[int], document: str) -> int:
    """Confirm those of some declarations that still wait for the asker; returns how many. Raises what
    :func:`confirm_all` raises."""
    lock_for_writing("evidence")
    waiting = {row.id for row in waiting_for(asker, clock.today())}
    return len(confirm_all(waiting & set(evidence_ids), by=asker.id, document=document))

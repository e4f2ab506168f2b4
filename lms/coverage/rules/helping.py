"""Whom to help first: who lacks most of what is asked of her."""

from collections.abc import Collection
from dataclasses import dataclass, field

from lms.coverage.models import Scene, State
from lms.coverage.queries.naming import details
from lms.standards.models import Requirement


@dataclass
class Lacking:
    """Somebody who lacks something."""

    person_id: int
    full_name: str
    phone: str | None
    requirements: list[Requirement] = field(default_factory=list)
    """What she does not even declare, in the order of the table."""


def who_lacks(scene: Scene, requirements: Collection[Requirement], *, but: int) -> list[Lacking]:
    """Everybody on the page who lacks something, most first, then by name; without the person ``but``.

    ``requirements`` are those of the page's table. Meant for a commune: it reads everybody.
    """
    best: dict[tuple[int, int], State] = {}
    people: dict[int, Lacking] = {}
    for row in details(scene):
        if row.requirement_id is None or row.person_id == but:
            continue
        people.setdefault(row.person_id, Lacking(row.person_id, row.full_name, row.phone))
        pair = row.person_id, row.requirement_id
        best[pair] = max(best.get(pair, State.LACKING), State(row.state))
    for person in people.values():
        person.requirements = [
            each for each in requirements if best.get((person.person_id, each.id)) is State.LACKING
        ]
    lacking = [person for person in people.values() if person.requirements]
    return sorted(lacking, key=lambda person: -len(person.requirements))

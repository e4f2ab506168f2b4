"""The roster of a unit as somebody looks it through: people with their posts, and what changed since."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lms.staffing.queries.rosters import roster_rows


@dataclass(frozen=True)
class Difference:
    """Who came, left or serves otherwise than on an earlier day."""

    joined: list[Any]
    """Rows of the later roster, one for each person."""
    left: list[Any]
    """Rows of the earlier one."""
    changed: list[Any]
    """Rows of the later one: her posts, hamlets or second jobs are others."""

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        return not (self.joined or self.left or self.changed)


def digest_of(rows: Iterable[Any]) -> str:
    """A digest over who holds which post where: it changes where anything of that does. Holds ids only."""
    said = sorted((row.id, row.person_id, row.role_id, row.hamlet_id or 0, row.second_job) for row in rows)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def people_in(rows: Iterable[Any]) -> int:
    """How many people a roster names; who holds two posts is one."""
    return len({row.person_id for row in rows})


def differences(unit_id: int, earlier: date, now: Sequence[Any]) -> Difference:
    """What the roster ``now`` of a unit has that the one of an earlier day has not, and the reverse."""
    before = roster_rows([unit_id], earlier)
    then, present = _by_person(before), _by_person(now)
    return Difference(
        joined=[rows[0] for person, rows in present.items() if person not in then],
        left=[rows[0] for person, rows in then.items() if person not in present],
        changed=[
            rows[0]
            for person, rows in present.items()
            if person in then and _served(rows) != _served(then[person])
        ],
    )


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def _served(rows: Iterable[Any]) -> set[tuple[int, int | None, bool]]:
    return {(row.role_id, row.hamlet_id, row.second_job) for row in rows}

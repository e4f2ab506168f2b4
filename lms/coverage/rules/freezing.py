"""The figures of a unit on a day as plain values, with the ids of the people behind each; and back again.

What is kept names no person: names are looked up when somebody reads, so that erasing a person leaves no
trace of her here but a number.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lms.coverage.models import Count, Row, Scene, State, Table
from lms.coverage.queries.counting import Present, present


@dataclass(frozen=True)
class Asked:
    """A requirement as it was asked when figures were read."""

    id: int
    code: str
    name_vi: str
    name_en: str
    role_ids: frozenset[int]
    threshold: Decimal | None
    """The target of the whole unit in percent; None where there was none."""


@dataclass(frozen=True)
class Figures:
    """Who was counted where, and how far each was."""

    requirements: tuple[Asked, ...]
    """In the order of the table."""
    places: Mapping[int, frozenset[int]] = field(repr=False)
    """By person, the rows in which she was counted."""
    states: Mapping[int, Mapping[int, State]] = field(repr=False)
    """By requirement, how far each person was of whom it was asked."""

    def count(self, requirement_id: int) -> Count:
        """The figure of the whole unit."""
        states = list(self.states.get(requirement_id, {}).values())
        return Count(len(states), states.count(State.CONFIRMED), states.count(State.DECLARED))


def snapshot_of(table: Table, scene: Scene) -> dict[str, Any]:
    """What is kept of a table that counts everybody: its figures, and the people behind them in each row."""
    found = present(scene)
    return {
        "day": table.day.isoformat(),
        "unit": table.unit.id,
        "requirements": [
            {
                "id": column.requirement.id,
                "code": column.requirement.code,
                "name_vi": column.requirement.name_vi,
                "name_en": column.requirement.name_en,
                "roles": sorted(role.id for role in column.requirement.roles),
                "threshold": _written(column.target.threshold if column.target else None),
            }
            for column in table.columns
        ],
        "rows": [_row(row) for row in (table.total, *table.rows)],
        "serving": [[*key, sorted(ids)] for key, ids in sorted(found.serving.items())],
        "showing": [
            [*key, sorted(ids)]
            for key, ids in sorted(
                _showing(found, (column.requirement.id for column in table.columns)).items()
            )
        ],
    }


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 of a snapshot, whatever the database did to the order of its keys."""
    written = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def frozen(snapshot: Mapping[str, Any]) -> Figures:
    """The figures that a snapshot keeps."""
    asked = [
        Asked(
            each["id"],
            each["code"],
            each["name_vi"],
            each["name_en"],
            frozenset(each["roles"]),
            None if each["threshold"] is None else Decimal(each["threshold"]),
        )
        for each in snapshot["requirements"]
    ]
    serving = {(place, role_id): set(ids) for place, role_id, ids in snapshot["serving"]}
    showing = {(key, State(state)): set(ids) for key, state, ids in snapshot["showing"]}
    return figures(asked, serving, showing)


def counted_now(scene: Scene, table: Table) -> Figures:
    """The same figures as they are counted now; ``table`` is the one of the scene."""
    asked = [
        Asked(
            column.requirement.id,
            column.requirement.code,
            column.requirement.name_vi,
            column.requirement.name_en,
            frozenset(role.id for role in column.requirement.roles),
            column.target.threshold if column.target else None,
        )
        for column in table.columns
    ]
    found = present(scene)
    return figures(asked, found.serving, _showing(found, (each.id for each in asked)))


def figures(
    asked: Iterable[Asked],
    serving: Mapping[tuple[int, int], set[int]],
    showing: Mapping[tuple[int, State], set[int]],
) -> Figures:
    """Each person once for each requirement, at the best of her states. Pure."""
    asked = tuple(asked)
    places: dict[int, set[int]] = {}
    for (place, _role_id), ids in serving.items():
        for person_id in ids:
            places.setdefault(person_id, set()).add(place)
    states: dict[int, dict[int, State]] = {}
    for each in asked:
        roles = (ids for (_place, role_id), ids in serving.items() if role_id in each.role_ids)
        states[each.id] = dict.fromkeys(set().union(*roles), State.LACKING)
        for state in (State.DECLARED, State.CONFIRMED):
            for person_id in showing.get((each.id, state), set()) & states[each.id].keys():
                states[each.id][person_id] = state
    return Figures(asked, {key: frozenset(rows) for key, rows in places.items()}, states)


def _showing(found: Present, requirement_ids: Iterable[int]) -> dict[tuple[int, State], set[int]]:
    """By requirement and state, who meets it."""
    keys = ((each, state) for each in requirement_ids for state in (State.DECLARED, State.CONFIRMED))
    return {key: people for key in keys if (people := found.showing(*key))}


def _row(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "unit": row.unit.id,
        "code": row.unit.code,
        "name": row.hamlet.name if row.hamlet else row.unit.name,
        "hamlet": row.hamlet.id if row.hamlet else None,
        "people": row.people,
        "vacancies": row.vacancies,
        "cells": [
            [
                cell.count.confirmed,
                cell.count.asked,
                cell.count.declared,
                _written(cell.threshold),
            ]
            for cell in row.cells
        ],
    }


def _written(value: Decimal | None) -> str | None:
    return None if value is None else str(value)

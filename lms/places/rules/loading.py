"""Bringing the shipped units and their succession into an empty database, in bulk."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import insert, select

from lms.base.database import LONG_AGO, db, lock_for_writing
from lms.base.text import clean, fold
from lms.places.library import (
    EarlierChange,
    UnitLine,
    earlier_changes,
    succession_lines,
    unit_lines,
)
from lms.places.models import Succession, Unit, UnitKind
from lms.places.queries import COUNTRY_CODE
from lms.places.rules.planning_units import KIND_BY_LENGTH

SOURCE = "vietnamadminunits 1.0.4"
# How sure the list is: the units of July 2025 were compared with the official list; of the earlier ones it
# says neither when they began nor what they were before June 2025.
SURE, BEGINNING_UNKNOWN = "H", "M"


class UnitIndex:
    """The ids of units by code and day, while they are loaded."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[date, date | None, int]]] = {}

    def add(self, code: str, valid_from: date, valid_until: date | None, unit_id: int) -> None:
        """Remember a unit."""
        self._rows.setdefault(code, []).append((valid_from, valid_until, unit_id))

    def at(self, code: str, day: date) -> int:
        """The id of the unit with this code on ``day``; KeyError when the lists contradict each other."""
        for valid_from, valid_until, unit_id in self._rows.get(code, ()):
            if valid_from <= day and (valid_until is None or day < valid_until):
                return unit_id
        raise KeyError(f"no unit {code} on {day}")


def load_units() -> int:
    """Load the shipped units and successions; returns how many units, 0 when they are there already."""
    lock_for_writing("units")
    if db.session.scalar(select(Unit.id).where(Unit.code == COUNTRY_CODE)):
        return 0
    changes = earlier_changes()
    rows = [*map(_unit_row, with_changes(unit_lines(), changes))]
    index = UnitIndex()
    for _, level in groupby(rows, key=lambda row: row["kind"]):
        _insert_level(list(level), index)
    _insert_successions(index, changes)
    return len(rows)


def with_changes(lines: Iterable[UnitLine], changes: Iterable[EarlierChange]) -> list[UnitLine]:
    """The lines with each changed unit beginning on the day of its change, and the old units before it."""
    result = list(lines)
    for (code, day), parts in groupby(changes, key=lambda change: (change.new_code, change.effective_on)):
        place, line = next(
            (place, line)
            for place, line in enumerate(result)
            if line.code == code
            and line.valid_from < day
            and (not line.valid_until or day < line.valid_until)
        )
        before = [UnitLine(part.old_code, part.old_name, line.parent, line.valid_from, day) for part in parts]
        result[place : place + 1] = [*before, line._replace(valid_from=day)]
    return result


def _unit_row(line: UnitLine) -> dict[str, Any]:
    name = clean(line.name)
    return {
        "code": line.code,
        "name": name,
        "folded": fold(name),
        "kind": UnitKind.COUNTRY if line.code == COUNTRY_CODE else KIND_BY_LENGTH[len(line.code)],
        "parent": line.parent,
        "valid_from": line.valid_from,
        "valid_until": line.valid_until,
        "source": SOURCE,
        "confidence": BEGINNING_UNKNOWN if line.valid_until else SURE,
    }


def _insert_level(rows: list[dict[str, Any]], index: UnitIndex) -> None:
    """Insert units of one level, whose parents are in the index already."""
    for row in rows:
        parent = row.pop("parent")
        row["parent_id"] = index.at(parent, row["valid_from"]) if parent else None
    db.session.connection().execute(insert(Unit), rows)
    added = select(Unit.code, Unit.valid_from, Unit.valid_until, Unit.id)
    for code, valid_from, valid_until, unit_id in db.session.execute(
        added.where(Unit.kind == rows[0]["kind"])
    ):
        index.add(code, valid_from, valid_until, unit_id)


def _insert_successions(index: UnitIndex, changes: Iterable[EarlierChange]) -> None:
    rows = [
        {
            "from_id": index.at(line.old, line.effective_on.fromordinal(line.effective_on.toordinal() - 1)),
            "to_id": index.at(line.new, line.effective_on),
            "effective_on": line.effective_on,
            "kind": line.kind,
            "is_default": line.is_default,
            "decision": line.decision,
            "confidence": SURE,
        }
        for line in succession_lines()
    ]
    rows += [
        {
            "from_id": index.at(change.old_code, LONG_AGO),
            "to_id": index.at(change.new_code, change.effective_on),
            "effective_on": change.effective_on,
            "kind": change.kind,
            "is_default": False,
            "decision": change.decision,
            "confidence": change.confidence,
        }
        for change in changes
    ]
    db.session.connection().execute(insert(Succession), rows)

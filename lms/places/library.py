"""Reading the shipped unit lists: plain CSV in UTF-8, checked when they are loaded.

``units.csv`` has a row for every unit and time: a row ends when the unit's code, name, territory or parent
changes. So the eleven provinces that stayed as they were on 1 July 2025 have one row, and every commune has
two, since its parent changed at the least. ``earlier_changes.csv`` corrects it for changes before that list
was made, each with its reason.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lms.places.models import SuccessionKind

DATA = Path(__file__).parent / "data"
PROVINCE_DIGITS = 2


class UnitLine(NamedTuple):
    """A line of ``units.csv``."""

    code: str
    name: str
    parent: str
    valid_from: date
    valid_until: date | None


class SuccessionLine(NamedTuple):
    """A line of ``successions.csv``: ``old`` is the code of the day before, ``new`` the code of the day."""

    old: str
    new: str
    effective_on: date
    kind: SuccessionKind
    is_default: bool
    decision: str | None


class EarlierChange(NamedTuple):
    """A line of ``earlier_changes.csv``: until the day, the unit ``new_code`` was (also) ``old_name``."""

    effective_on: date
    old_code: str
    old_name: str
    new_code: str
    kind: SuccessionKind
    confidence: str
    decision: str


def unit_lines() -> list[UnitLine]:
    """Every unit: the country, then provinces, districts and communes, older rows first."""
    return [
        UnitLine(
            line["code"],
            line["name"],
            line["parent"],
            date.fromisoformat(line["valid_from"]),
            date.fromisoformat(line["valid_until"]) if line["valid_until"] else None,
        )
        for line in _lines("units.csv")
    ]


def provinces() -> dict[str, str]:
    """The names of the provinces that there are now, by code."""
    return {
        line.code: line.name
        for line in unit_lines()
        if len(line.code) == PROVINCE_DIGITS and line.code.isdecimal() and line.valid_until is None
    }


def succession_lines() -> list[SuccessionLine]:
    """Every pair of old and new unit."""
    return [
        SuccessionLine(
            line["old"],
            line["new"],
            date.fromisoformat(line["effective_on"]),
            SuccessionKind(line["kind"]),
            line["is_default"] == "1",
            line["decision"] or None,
        )
        for line in _lines("successions.csv")
    ]


def earlier_changes() -> list[EarlierChange]:
    """Changes before the list of June 2025 that are known one by one."""
    return [
        EarlierChange(
            date.fromisoformat(line["effective_on"]),
            line["old_code"],
            line["old_name"],
            line["new_code"],
            SuccessionKind(line["kind"]),
            line["confidence"],
            line["decision"],
        )
        for line in _lines("earlier_changes.csv")
    ]


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)

"""The rows of a table in the order asked for, and only those asked for. Pure: no number changes."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lms.base.text import alphabet_key, fold
from lms.coverage.models import Row, Table

NAME = "name"
PEOPLE = "people"
MISSING = "missing"


@dataclass(frozen=True)
class By:
    """In which order the rows of places stand, and which of them."""

    sort: str = ""
    """:data:`NAME`, :data:`PEOPLE`, :data:`MISSING` or the key of a column; anything else is by name."""
    descending: bool = False
    words: str = ""
    """A part of their names; without diacritics too."""
    below: bool = False
    """Only those where somebody is missing to a target."""


def arranged(table: Table, by: By) -> list[Row]:
    """The rows of places as asked for; then those of people who serve the unit itself or no place.

    Whoever asks for a name or for what is missing is shown places only. Places without a share come last
    either way.
    """
    wanted = fold(by.words)
    places = [row for row in table.rows if row.is_place and not row.is_empty]
    places = [row for row in places if wanted in fold(name_of(row)) and (row.missing or not by.below)]
    places.sort(key=lambda row: alphabet_key(name_of(row)), reverse=by.descending and _is_by_name(table, by))
    key = _key(table, by)
    if key:
        known = [row for row in places if key(row) is not None]
        unknown = [row for row in places if key(row) is None]
        places = sorted(known, key=key, reverse=by.descending) + unknown
    others = [] if wanted or by.below else [row for row in table.rows if not row.is_place]
    return [*places, *others]


def name_of(row: Row) -> str:
    """What the place of a row is called."""
    return row.hamlet.name if row.hamlet else row.unit.name


def _is_by_name(table: Table, by: By) -> bool:
    return _key(table, by) is None


def _key(table: Table, by: By) -> Callable[[Row], Any] | None:
    if by.sort == PEOPLE:
        return lambda row: row.people
    if by.sort == MISSING:
        return lambda row: row.missing
    places = {column.address_key: place for place, column in enumerate(table.columns)}
    if by.sort not in places:
        return None
    place = places[by.sort]

    def share(row: Row) -> Decimal | None:
        return row.cells[place].percent

    return share

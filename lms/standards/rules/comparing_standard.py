"""What a workbook of the standard says beside what is on record: added, changed, ended. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lms.standards.rules.reading_standard import ReadRow
from lms.standards.rules.sheets import SHEETS, Cell, Row

ENDS = ("valid_until", "ended_on")


class Change(NamedTuple):
    """A row that the workbook has otherwise."""

    row: ReadRow
    before: Row
    fields: tuple[str, ...]
    """The fields that differ, in the order of the columns."""

    @property
    def is_end(self) -> bool:
        """Whether it ends what had no end."""
        return any(name in ENDS and self.before[name] is None for name in self.fields)


@dataclass
class Difference:
    """All that is different."""

    added: list[ReadRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    missing: int = 0
    """Rows on record that the workbook does not have: they stay as they are."""

    @property
    def changes_nothing(self) -> bool:
        """Whether all that the workbook says is on record."""
        return not self.added and not self.changed


def compare(rows: Iterable[ReadRow], record: Mapping[str, Sequence[Row]]) -> Difference:
    """The rows of the workbook against those on record, by what tells a row apart."""
    known = {
        (sheet.name, *(row[name] for name in sheet.key)): row
        for sheet in SHEETS
        for row in record[sheet.name]
    }
    found, met = Difference(), set[tuple[Cell, ...]]()
    for row in rows:
        key = (row.shape.name, *row.key)
        before = known.get(key)
        met.add(key)
        if before is None:
            found.added.append(row)
            continue
        fields = tuple(name for name in row.shape.columns if row.values[name] != before[name])
        if fields:
            found.changed.append(Change(row, before, fields))
        else:
            found.same += 1
    found.missing = len(known.keys() - met)
    return found

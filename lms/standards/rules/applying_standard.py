"""Writes what a workbook of the standard says: all of it or nothing, by the same rules as the pages."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date
from functools import partial

from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.spreadsheets import read_workbook
from lms.standards.rules.comparing_standard import Change, Difference, compare
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.reading_standard import ReadRow, RefusedCell, read_standard
from lms.standards.rules.sheets import REQUIREMENTS, SHEETS, Cell
from lms.standards.rules.tabulating import standard_rows
from lms.standards.rules.writing_standard import ADD, CHANGE


@dataclass(frozen=True)
class StandardPlan:
    """What a workbook would change, and the cells of it that are refused."""

    difference: Difference
    refused: list[RefusedCell]

    @property
    def is_clean(self) -> bool:
        """Whether all of it can be written."""
        return not self.refused


class StandardRefused(Refusal):
    """Cells are refused, so nothing of the workbook is written."""

    def __init__(self, plan: StandardPlan) -> None:
        super().__init__(
            message("Nothing was written: %(cells)s cells are refused.", cells=str(len(plan.refused)))
        )
        self.plan = plan


def weigh_standard(data: bytes, *, by: int) -> StandardPlan:
    """What a workbook would do: it is written on trial and taken back. Raises the refusals of reading."""
    try:
        return _write(data, by)
    finally:
        db.session.rollback()


def apply_standard(data: bytes, *, by: int) -> StandardPlan:
    """Write what a workbook says; each row is noted as the pages note it.

    Raises :class:`StandardRefused` where any cell is refused, and the refusals of reading.
    """
    plan = _write(data, by)
    if not plan.is_clean:
        raise StandardRefused(plan)
    return plan


def _write(data: bytes, by: int) -> StandardPlan:
    rows, refused = read_standard(read_workbook(data))
    lock_for_writing("standard", "evidence")
    difference = compare(rows, standard_rows())
    for sheet in SHEETS:
        added = sorted((row for row in difference.added if row.shape is sheet), key=_begins)
        begun = {(row.values.get("code"), row.values.get("valid_from")) for row in added}
        for each in difference.changed:
            if each.row.shape is sheet and not _is_followed(each, begun):
                _attempt(each.row, partial(CHANGE[sheet.name], each, by), refused)
        for row in added:
            _attempt(row, partial(ADD[sheet.name], row.values, by), refused)
    return StandardPlan(difference, refused)


def _is_followed(change: Change, begun: Set[tuple[Cell, Cell]]) -> bool:
    """Whether a row only ends on the day on which another of its code begins, which ends it by itself."""
    row = change.row
    return (
        row.shape is REQUIREMENTS
        and change.fields == ("valid_until",)
        and (row.values["code"], row.values["valid_until"]) in begun
    )


def _attempt(row: ReadRow, write: Callable[[], None], refused: list[RefusedCell]) -> None:
    """Write a row; note what refuses it, and take back what was begun of it."""
    try:
        with db.session.begin_nested():
            write()
    except UnfitValue as refusal:
        refused.append(row.refused(_FIELDS.get(refusal.field, refusal.field), refusal.message))
    except Refusal as refusal:
        refused.append(row.refused(row.shape.key[0], refusal.message))


_FIELDS = {"replaced_by_id": "replaced_by"}


def _begins(row: ReadRow) -> date:
    day = row.values.get("valid_from") or row.values.get("effective_on")
    return day if isinstance(day, date) else date.min

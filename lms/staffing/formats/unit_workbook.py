"""The workbook in which changes of units are listed."""

from datetime import date

from flask_babel import gettext as _

from lms.base.spreadsheets import Column, Workbook
from lms.places.rules.reading_units import SUCCESSION_COLUMNS, UNIT_COLUMNS

# A merger as it happened, so that every column shows what it takes.
_DAY = date(2025, 7, 1)
_UNITS = [("08869", "Xã Tam Dương", "25", _DAY, None)]
_DECISION = "Nghị quyết 1676/NQ-UBTVQH15"
_SUCCESSIONS = [(old, "08869", _DAY, "toàn bộ", None, _DECISION) for old in ("08869", "08878")]


def unit_workbook() -> bytes:
    """Two sheets with headings and an example: the units that begin, and which of them follow which."""
    book = Workbook()
    book.add_sheet(
        _("Units that begin"),
        [Column(heading, 24) for heading in UNIT_COLUMNS.values()],
        _UNITS,
        notes=[_("One row for each unit that begins. Replace the example.")],
    )
    book.add_sheet(
        _("Who follows whom"),
        [Column(heading, 20) for heading in SUCCESSION_COLUMNS.values()],
        _SUCCESSIONS,
        notes=[
            _("One row for each old unit and the one that follows: toàn bộ, một phần or đổi tên."),
            _("An old unit ends on that day by itself. Replace the example."),
        ],
    )
    return book.data()

"""The whole standard as one Excel workbook, to be changed there and sent back."""

from lms.base.database import db
from lms.base.spreadsheets import Column, Workbook
from lms.people.queries import roles
from lms.standards.rules.sheets import SHEETS, Kind
from lms.standards.rules.tabulating import role_words, standard_rows

_FORMATS = {Kind.TEXT: "", Kind.DAY: "dd/mm/yyyy", Kind.WHOLE: "0", Kind.SHARE: "0.##"}


def standard_workbook() -> bytes:
    """One sheet for each table of the standard, and one that says which roles there are."""
    book, rows = Workbook(), standard_rows()
    for sheet in SHEETS:
        columns = [Column(each.heading, each.width, _FORMATS[each.kind]) for each in sheet.columns.values()]
        book.add_sheet(
            sheet.name, columns, ([row[name] for name in sheet.columns] for row in rows[sheet.name])
        )
    book.add_sheet(
        "Mã chức danh",
        [Column("Mã", 32), Column("Chức danh", 48)],
        [(role_words(role), role.staff_kind.name_vi) for role in db.session.scalars(roles())],
    )
    return book.data()

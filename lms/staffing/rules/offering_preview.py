"""What a list would change, all of it, as an Excel workbook: a page shows the first rows of each kind."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from lms.base.messages import Message, message
from lms.base.spreadsheets import Column, Workbook
from lms.staffing.rules.plans import Plan, Row, RowState

_REFUSED = (message("Cell"), message("Column"), message("Value"), message("Why"))
_CHANGED = (message("Row"), message("Name"), message("What"), message("On record"), message("In the list"))
_NEW = (message("Row"), message("Name"), message("Unit"))
_UNLISTED = (message("Full name"), message("Code"))
_WIDE = 40.0


def preview_workbook(plan: Plan, unlisted: Iterable[Any], said: Callable[[Message], str]) -> bytes:
    """Every row of the preview, a sheet for each kind; ``unlisted`` are rows of the roster. ``said`` speaks
    the language of who asks."""
    book = Workbook()

    def add(name: Message, headings: Sequence[Message], rows: Iterable[Sequence[str]]) -> None:
        book.add_sheet(said(name), [Column(said(each), _WIDE) for each in headings], rows)

    refused = ((each.cell.address, each.heading, each.value, said(each.sentence)) for each in plan.refused)
    add(message("Refused cells"), _REFUSED, refused)
    add(message("Changes"), _CHANGED, _changes(plan, said))
    new = (each for each in plan.rows if each.state is RowState.NEW)
    add(message("New"), _NEW, ((_place(each), each.name, each.unit) for each in new))
    missing = ((each.full_name, each.code) for each in unlisted)
    add(message("On record, but not on the list"), _UNLISTED, missing)
    return book.data()


def _changes(plan: Plan, said: Callable[[Message], str]) -> Iterator[Sequence[str]]:
    def value(of: str | Message) -> str:
        return of if isinstance(of, str) else said(of)

    for row in plan.rows:
        if row.state is RowState.CHANGED:
            for each in row.changes:
                yield _place(row), row.name, said(each.what), value(each.before), value(each.after)


def _place(row: Row) -> str:
    return row.place.whole_row

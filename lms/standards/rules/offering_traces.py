"""Whom a changed clause concerns, as an Excel workbook: one sheet for each requirement."""

from collections.abc import Callable, Sequence

from lms.base.messages import Message, message
from lms.base.spreadsheets import Column, Workbook
from lms.standards.models import Clause
from lms.standards.rules.tracing import Trace

_COLUMNS = (
    (message("No."), 6),
    (message("Code"), 14),
    (message("Name"), 28),
    (message("Why"), 80),
)


def trace_workbook(
    clause: Clause, traces: Sequence[Trace], said: Callable[[Message], str], named: Callable[[object], str]
) -> bytes:
    """The names of those who have not learned the clause, each with the reason; ``said`` and ``named`` speak
    the language of who asks."""
    book = Workbook()
    for each in traces:
        counts = message(
            "%(asked)s people are asked, %(learned)s have learned it, %(affected)s have not.",
            asked=each.asked,
            learned=each.learned,
            affected=len(each.affected),
        )
        book.add_sheet(
            each.requirement.code,
            [Column(said(heading), width) for heading, width in _COLUMNS],
            [
                (number, one.person.code, one.person.full_name, said(one.reason))
                for number, one in enumerate(each.affected, start=1)
            ],
            title=f"{clause.document.number}, {clause.article}",
            notes=[named(each.requirement), said(counts)],
        )
    return book.data()

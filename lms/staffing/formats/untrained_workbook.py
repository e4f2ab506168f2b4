"""The hamlets with nobody trained as a sheet: the days as numbers, who serves there now with her phone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from lms.base.spreadsheets import Column, Workbook
from lms.places.rules.naming import full_name
from lms.staffing.models.untrained import NamedPlace
from lms.web.filters import day, named

A_DAY = timedelta(days=1)


def untrained_workbook(places: Iterable[NamedPlace], notes: Sequence[str], serving: str) -> bytes:
    """One row for each place and requirement; ``notes`` say what was asked, ``serving`` of which day those
    are who serve."""
    book = Workbook()
    columns = [
        Column(_("Unit code"), 10),
        Column(_("Commune"), 34),
        Column(_("Hamlet"), 22),
        Column(_("Post"), 26),
        Column(_("Requirement"), 34),
        Column(_("Days without anybody trained"), 12, "#,##0"),
        Column(_("When"), 40),
        Column(serving, 28),
        Column(_("Phone"), 14),
    ]
    title = _("Hamlets without anybody trained")
    book.add_sheet(_("Hamlets"), columns, _rows(places), title=title, notes=notes)
    return book.data()


def _rows(places: Iterable[NamedPlace]) -> Iterator[list[Any]]:
    for each in places:
        yield [
            each.unit.code,
            full_name(each.unit),
            each.hamlet.name if each.hamlet else None,
            named(each.role.staff_kind),
            named(each.requirement),
            each.place.days,
            "; ".join(
                _("%(first)s to %(last)s", first=day(since), last=day(until - A_DAY))
                for since, until in each.place.spans
            ),
            "; ".join(person.full_name for person in each.people) or _("vacant"),
            "; ".join(person.phone or "—" for person in each.people) or None,
        ]

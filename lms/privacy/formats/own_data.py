"""What is held about somebody, as a page shows it and as a file that she takes along."""

import enum
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.base import clock
from lms.base.marking import mark
from lms.base.personal import Sort
from lms.base.spreadsheets import Column, Workbook
from lms.privacy.formats.wording import LABELS, SORTS
from lms.privacy.queries import Held
from lms.web.filters import count
from lms.web.i18n import said

Names = Mapping[tuple[str, int], str]
"""By column that refers to another table and the key there, how that is called."""


class Shown(NamedTuple):
    """One row in plain words."""

    values: list[tuple[str, str]]
    """What it is called, and what stands there; only what is filled in."""


class Group(NamedTuple):
    """What is held of one sort."""

    sort: Sort
    number: int
    rows: list[Shown]
    """The newest; not all."""


def grouped(held: Sequence[Held], names: Names) -> list[Group]:
    """What is held, sort by sort, in the order in which people ask."""
    groups = []
    for sort in SORTS:
        parts = [each for each in held if each.data.sort is sort]
        rows = [
            shown for each in parts for row in reversed(each.rows) if (shown := _shown(row, names)).values
        ]
        if parts:
            groups.append(Group(sort, sum(each.number for each in parts), rows))
    return groups


def data_file(held: Sequence[Held], names: Names, now: datetime) -> bytes:
    """A zip with all of it: as a workbook to be read, and as JSON for another program."""
    stream = io.BytesIO()
    everything = {
        "made_at": now.isoformat(),
        "taken_by": mark(),
        "data": {each.data.table: [_plain_row(row) for row in each.rows] for each in held},
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu-cua-toi.json", json.dumps(everything, ensure_ascii=False, indent=1))
        archive.writestr("du-lieu-cua-toi.xlsx", _workbook(held, names))
    return stream.getvalue()


def _workbook(held: Sequence[Held], names: Names) -> bytes:
    book = Workbook()
    columns = (Column(_("No."), 6), Column(_("What"), 26), Column(_("Value"), 70))
    for group in grouped(held, names):
        rows = [
            (number, label, value) for number, row in enumerate(group.rows, 1) for label, value in row.values
        ]
        title = said(SORTS[group.sort])
        book.add_sheet(
            title, columns, rows, title=title, notes=[_("%(number)s rows", number=count(group.number))]
        )
    return book.data()


def _shown(row: Mapping[str, Any], names: Names) -> Shown:
    values = []
    for column, value in row.items():
        if value is None or value == "" or value == []:
            continue
        label = LABELS.get(column.removesuffix("_id"))
        if column.endswith("_id"):
            value = names.get((column, value)) if isinstance(value, int) else None
        if label and value is not None:
            values.append((said(label), _written(value)))
    return Shown(values)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value.value if isinstance(value, enum.Enum) else value)


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: _plain(value) for column, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

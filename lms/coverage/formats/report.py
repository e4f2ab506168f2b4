"""The table as data: one object for each row and column, as JSON or CSV."""

import csv
import io
import json
from typing import Any

from lms.coverage.formats.wording import row_name
from lms.coverage.models import Cell, Column, Row, Table

FIELDS = (
    "unit_code",
    "unit",
    "requirement",
    "staff_kind",
    "n",
    "total",
    "percent",
    "target",
    "gap",
    "declared",
    "row",
)


def objects(table: Table) -> list[dict[str, Any]]:
    """The total first, then the rows; ``percent``, ``target`` and ``gap`` are None where there is none."""
    return [
        _object(row, column, cell)
        for row in (table.total, *table.rows)
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]


def as_json(table: Table) -> bytes:
    """The objects as a list, readable by people too."""
    return (json.dumps(objects(table), ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(table: Table, *, semicolon: bool = False) -> bytes:
    """The objects as lines, with the mark by which Excel knows UTF-8.

    With ``semicolon`` as an Excel set to Vietnamese reads it: parted by ``;``, with a decimal comma.
    """
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";" if semicolon else ",")
    lines.writerow(FIELDS)
    for each in objects(table):
        lines.writerow([_written(each[field], semicolon) for field in FIELDS])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _object(row: Row, column: Column, cell: Cell) -> dict[str, Any]:
    return {
        "unit_code": row.unit.code,
        "unit": row.unit.name if row.kind in ("total", "unit") else row_name(row),
        "requirement": column.requirement.code,
        "staff_kind": column.staff_kind,
        "n": cell.count.confirmed,
        "total": cell.count.asked,
        "percent": None if cell.percent is None else float(cell.percent),
        "target": None if cell.threshold is None else float(cell.threshold),
        "gap": cell.gap,
        "declared": cell.count.declared,
        "row": row.kind.value,
    }


def _written(value: Any, comma: bool) -> Any:
    return str(value).replace(".", ",") if comma and isinstance(value, float) else value

"""Rows on their way from one kind of database to the other, and what makes them comparable."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Enum,
    MetaData,
    String,
    Table,
    Text,
    cast,
    select,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

BATCH = 500  # rows read and written at a time


class _JsonText(TypeDecorator[str]):
    """JSON as its text, on PostgreSQL: so that nothing and the JSON word null stay two things."""

    impl = Text
    cache_ok = True

    def bind_expression(self, bindparam: Any) -> ColumnElement[Any]:
        return cast(bindparam, JSON)

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return cast(column, Text)


def plain(table: Table, connection: Connection) -> Table:
    """The table with columns that carry values as they stand there: words as words, JSON as its text."""
    on_postgresql = connection.dialect.name == "postgresql"

    def carried(column: Column[Any]) -> TypeEngine[Any]:
        if isinstance(column.type, JSON):
            return _JsonText() if on_postgresql else Text()
        return String() if isinstance(column.type, Enum) else column.type

    return Table(table.name, MetaData(), *(Column(each.name, carried(each)) for each in table.columns))


def batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table as they stand in a database, some at a time."""
    rows = connection.execution_options(yield_per=BATCH).execute(select(table))
    for some in rows.mappings().partitions(BATCH):
        yield [dict(row) for row in some]


def sum_of(connection: Connection, table: Table) -> tuple[int, int]:
    """The number of rows, and the sum of their digests: the same in whatever order a database gives them."""
    number = total = 0
    json_columns = {column.name for column in table.columns if isinstance(column.type, JSON)}
    for rows in batches(connection, plain(table, connection)):
        for row in rows:
            values = [_said(value, is_json=name in json_columns) for name, value in row.items()]
            digest = hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).digest()
            number, total = number + 1, (total + int.from_bytes(digest)) % 2**256
    return number, total


def _said(value: Any, *, is_json: bool) -> Any:
    """A value as it is written down alike, whichever database it comes from."""
    match value:
        case str() if is_json:
            return json.dumps(json.loads(value), sort_keys=True)
        case bytes() | memoryview():
            return hashlib.sha256(value).hexdigest()
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Decimal() | float():
            return str(Decimal(value).normalize())
        case _:
            return value

"""Writing many rows at once: their keys first, then all of them in one statement.

The session writes rows that need new keys one by one on SQLite, each with its own statement. Where the keys
are known beforehand, rows can refer to one another before any is written, and thousands go in at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Insert, Update, func, insert, select

from lms.base.database import Base, db

AT_ONCE = 2000  # values that one query names: far below every engine's limit of parameters

T = TypeVar("T")


def new_ids(model: type[Base], count: int) -> list[int]:
    """Keys for so many new rows of ``model``, ascending. Whoever takes some holds the lock for writing.

    On SQLite they follow the highest key, as the keys of single rows do: nobody else can write meanwhile. On
    PostgreSQL they come from the sequence of the table, so that nobody else is given them.
    """
    if not count:
        return []
    if db.session().get_bind().dialect.name == "postgresql":
        following = func.nextval(func.pg_get_serial_sequence(model.__tablename__, "id"))
        series = select(following).select_from(func.generate_series(1, count).alias("series"))
        return sorted(db.session.scalars(series))
    last: int = db.session.scalar(select(func.max(model.__table__.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def insert_rows(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that all name the same columns. No objects come into being: what a validator of the model
    would derive from a value, whoever makes the rows derives."""
    if rows:
        db.session.connection().execute(_insert_into(model), rows)


@cache
def _insert_into(model: type[Base]) -> Insert:
    return insert(model)


def update_rows(statement: Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Carry out an UPDATE with bound parameters once for each of the rows. Objects that the session has read
    do not learn of it."""
    if rows:
        db.session.connection().execute(statement, rows)


def in_pieces(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in their order, in pieces that one query can name."""
    rest = iter(values)
    while piece := list(islice(rest, size)):
        yield piece

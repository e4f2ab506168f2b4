"""Taking everything over into another database: SQLite into PostgreSQL, or back.

The target gets its tables by the migrations, then every row, batch by batch, in one transaction; afterwards
both are counted and compared. The source is only read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Integer,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from lms.base.database import Base
from lms.base.messages import Refusal, message
from lms.upkeep.rules.carrying import batches, plain, sum_of
from lms.upkeep.rules.premises import Premises
from lms.upkeep.rules.revisions import bring_up_to_date, newest, revision_of
from lms.upkeep.rules.standing_still import Found, refuse_in_use, what_is_there

_FOREIGN_KEYS = (
    "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
)


class CannotMove(Refusal):
    """The databases are not such that everything can be taken over."""


@dataclass(frozen=True)
class Compared:
    """A table in both databases."""

    name: str
    rows: int
    rows_there: int
    same: bool
    """Whether the rows are the same, too."""


def move(premises: Premises, address: str) -> list[Compared]:
    """Copy the database of ``premises`` into the one at ``address``; the tables as they compare afterwards.

    Raises :class:`CannotMove` for an address that cannot be used, a target with people in it, a source that
    is not up to date and a row that the target refuses; :class:`InUse` while the source is used.
    """
    target = _address(address)
    _refuse_unfit(premises, target)
    bring_up_to_date(target, premises.migrations)
    source_engine, target_engine = create_engine(premises.url), create_engine(target)
    if target_engine.dialect.name == "sqlite":
        event.listen(target_engine, "connect", _prepare_sqlite)
    try:
        with source_engine.connect() as source, target_engine.begin() as there:
            _copy(source, there)
            return _compare(source, there)
    finally:
        source_engine.dispose()
        target_engine.dispose()


def _address(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        url = None
    if url is None or url.drivername not in ("sqlite", "postgresql+psycopg") or not url.database:
        raise CannotMove(
            message("This is no address of a database: expected sqlite:///… or postgresql+psycopg://…")
        )
    return url


def _refuse_unfit(premises: Premises, target: URL) -> None:
    if target == premises.url:
        raise CannotMove(message("This is the database that is used already."))
    refuse_in_use(premises.url)
    if what_is_there(premises.url) is Found.NOTHING or revision_of(premises.url) != newest(
        premises.migrations
    ):
        raise CannotMove(
            message("The database is not up to date. Run python3 run.py upgrade first, then try again.")
        )
    there = what_is_there(target)
    if there in (Found.PEOPLE, Found.DAMAGED) or (there is Found.NOBODY and _has_rows(target)):
        raise CannotMove(
            message("The target is not empty. Take an empty database; nothing was changed there.")
        )
    if target.get_backend_name() == "sqlite":
        Path(target.database or "").parent.mkdir(parents=True, exist_ok=True)


def _has_rows(url: URL) -> bool:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            there = set(inspect(connection).get_table_names())
            tables = [each for each in Base.metadata.sorted_tables if each.name in there]
            return any(connection.execute(select(each).limit(1)).first() for each in tables)
    finally:
        engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")  # parents may follow their children: checked at the end


def _copy(source: Connection, target: Connection) -> None:
    bound = _let_go_of_keys(target)
    for table in Base.metadata.sorted_tables:
        read, written = plain(table, source), plain(table, target)
        try:
            for rows in batches(source, read):
                target.execute(written.insert(), rows)
        except (DBAPIError, ValueError) as error:
            reason = str(getattr(error, "orig", error)).partition("\n")[0]
            raise CannotMove(
                message(
                    "A row of the table %(table)s is refused there: %(reason)s. Nothing was taken over.",
                    table=table.name,
                    reason=reason,
                )
            ) from error
    for statement in bound:
        target.execute(text(statement))
    _go_on_counting(target)


def _let_go_of_keys(target: Connection) -> Sequence[str]:
    """On PostgreSQL take the foreign keys away; returns what puts them back, which looks at every row."""
    if target.dialect.name != "postgresql":
        return ()
    keys = target.execute(text(_FOREIGN_KEYS)).all()
    for table, name, _definition in keys:
        target.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    return [f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}" for table, name, definition in keys]


def _go_on_counting(target: Connection) -> None:
    """Let new rows be numbered after those that came; SQLite does so by itself. Broken keys are refused."""
    if target.dialect.name != "postgresql":
        if target.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise CannotMove(message("The rows do not fit together: some name others that are not there."))
        return
    for table in Base.metadata.sorted_tables:
        for column in table.primary_key.columns:
            if isinstance(column.type, Integer):
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                if target.execute(select(sequence)).scalar() is not None:
                    target.execute(select(func.setval(sequence, select(func.max(column)).scalar_subquery())))


def _compare(source: Connection, target: Connection) -> list[Compared]:
    compared = []
    for table in Base.metadata.sorted_tables:
        here, there = sum_of(source, table), sum_of(target, table)
        compared.append(Compared(table.name, here[0], there[0], here == there))
    return compared

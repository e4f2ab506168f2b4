"""Being alone: what only one process may do at a time, whichever it is, on every system.

The lock ends with the process that holds it, also when that is killed. Locks of files differ from system to
system, so SQLite's own are used, and PostgreSQL's where the database stands there.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import func, select

from lms.base.database import db

A_DAY = 86_400  # seconds: longer than anybody who holds it can need


class CannotBeAlone(Exception):
    """The file that is locked cannot be written."""


@contextmanager
def one_process_at_a_time(what: str) -> Iterator[None]:
    """Within the block no other process of this database is in a block of the same name; waits for its turn.

    The session's own transactions are not touched by it.
    """
    if db.engine.dialect.name == "sqlite":
        file = db.engine.url.database
        in_a_file = file and file != ":memory:"
        with alone_with(Path(f"{file}.{what}.lock")) if in_a_file else nullcontext():
            yield
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # closing it ends the lock
        connection.execute(select(func.pg_advisory_lock(func.hashtextextended(what, 0))))
        yield


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """Within the block no other process has this file, which is made where it is not there and stays empty.

    Raises :class:`CannotBeAlone`.
    """
    try:
        holding = sqlite3.connect(file, timeout=A_DAY, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise CannotBeAlone(f"{file}: {error}") from error
    with closing(holding):
        try:
            holding.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise CannotBeAlone(f"{file}: {error}") from error
        yield

"""Seeing that nobody uses the database, and what is in it, before it is replaced or copied."""

import enum
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, inspect, text
from sqlalchemy.exc import DatabaseError

from lms.base.messages import Refusal, message
from lms.upkeep.rules.connecting import connected, engine_of

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


_STOP = message("The database is in use. Stop the product (and what else uses the database), then try again.")


class InUse(Refusal):
    """The product, or another program, has the database open."""


class Found(enum.Enum):
    """What stands at the address of a database."""

    NOTHING = "nothing"  # no file, or no table
    NOBODY = "nobody"  # the product's tables, without a person in them
    PEOPLE = "people"
    DAMAGED = "damaged"  # a file that is no database any more


def refuse_in_use(url: URL) -> None:
    """Refuse while anybody else has the database open: what they write would be lost.

    On SQLite what waits beside the file (``-wal``) is brought into it, and both helpers are gone afterwards.
    Raises :class:`InUse`.
    """
    if url.get_backend_name() == "sqlite":
        _refuse_open_file(Path(url.database or ""))
        return
    with connected(url) as connection:
        others = connection.scalar(text(_OTHERS))
    if others:
        raise InUse(
            message(
                "%(number)s other connections to this database are open. Stop the product (and what else "
                "uses the database), then try again.",
                number=others,
            )
        )


def _refuse_open_file(path: Path) -> None:
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=2)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()  # only who is alone may leave WAL
        except sqlite3.OperationalError as error:
            raise InUse(_STOP) from error
        except sqlite3.DatabaseError:
            return  # it is no database: see what_is_there


def what_is_there(url: URL) -> Found:
    """What stands at an address; nothing is made there by asking. Raises what the driver raises where the
    server cannot be reached."""
    is_file = url.get_backend_name() == "sqlite"
    if is_file and not Path(url.database or "").exists():
        return Found.NOTHING
    engine = engine_of(url)
    try:
        tables = inspect(engine).get_table_names()
        if not tables:
            return Found.NOTHING
        with engine.connect() as connection:
            asked = text("SELECT 1 FROM person LIMIT 1") if "person" in tables else None
            found = asked is not None and connection.execute(asked).first()
        return Found.PEOPLE if found else Found.NOBODY
    except DatabaseError:
        if is_file:
            return Found.DAMAGED
        raise
    finally:
        engine.dispose()

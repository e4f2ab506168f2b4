"""Trying a database before it is chosen: whether it opens, and what it holds."""

import enum
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from lms.base.messages import message
from lms.base.text import clean
from lms.upkeep.rules.revisions import UnfitDatabase

CONNECT_SECONDS = 5
DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
"""How people write PostgreSQL, and how SQLAlchemy does."""


class Holding(enum.StrEnum):
    """What a database holds."""

    NOTHING = "nothing"
    """No people: empty, or just prepared."""
    DEMONSTRATION = "demonstration"
    PEOPLE = "people"
    OTHER = "other"
    """Tables of something else."""


def database_url(answer: str, instance: Path) -> str:
    """The address of a database as the settings keep it: ``postgresql://…`` with its driver, a file of SQLite
    by its whole path; empty for the file in ``instance``.

    Raises :class:`UnfitDatabase`.
    """
    words = clean(answer)
    if not words:
        return ""
    if "://" not in words:
        words = f"sqlite:///{Path(words).expanduser().absolute()}"
    try:
        url = make_url(words)
    except (ArgumentError, ValueError):
        raise _unreadable() from None
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    if url.drivername not in ("sqlite", "postgresql+psycopg") or not url.database:
        raise _unreadable()
    if url.drivername == "sqlite":
        if url.database == ":memory:":
            raise UnfitDatabase(message("This database would be gone with the program; name a file."))
        url = url.set(database=str(instance / url.database))
    return url.render_as_string(hide_password=False)


def holding(url: str) -> Holding:
    """What the database holds; it is left as it was, also where there was none.

    Raises :class:`UnfitDatabase` for one that cannot be opened or written.
    """
    parsed = make_url(url)
    file = Path(parsed.database) if parsed.drivername == "sqlite" and parsed.database else None
    if file and not file.parent.is_dir():
        raise UnfitDatabase(message("There is no folder %(folder)s; make it first.", folder=str(file.parent)))
    made_here = file is not None and not file.exists()
    engine = _engine(parsed)
    try:
        with engine.connect() as connection:
            _try_to_write(connection)
            return _held(connection)
    except DBAPIError as error:
        reason = clean(str(error.orig))[:200]
        raise UnfitDatabase(message("The database cannot be opened (%(reason)s).", reason=reason)) from error
    finally:
        engine.dispose()
        if made_here and file:
            with suppress(OSError):
                file.unlink()


def _unreadable() -> UnfitDatabase:
    return UnfitDatabase(
        message(
            "This names no database. Leave it empty for a file beside the program, or give the path of a "
            "file or postgresql://user:password@host/name."
        )
    )


def _engine(url: URL) -> Engine:
    if url.drivername == "sqlite":
        return create_engine(url)
    return create_engine(url, connect_args={"connect_timeout": CONNECT_SECONDS})


def _try_to_write(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA schema_version")  # fails on what is no database
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.rollback()
        return
    encoding, may_create = connection.execute(
        text("SELECT current_setting('server_encoding'), has_schema_privilege(current_schema(), 'CREATE')")
    ).one()
    if encoding != "UTF8":
        raise UnfitDatabase(
            message(
                "The database keeps text as %(encoding)s; make it with ENCODING 'UTF8'.", encoding=encoding
            )
        )
    if not may_create:
        raise UnfitDatabase(message("This user may make no tables there; let the user own the database."))


def _held(connection: Connection) -> Holding:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return Holding.NOTHING
    if "alembic_version" not in tables:
        return Holding.OTHER
    if "person" not in tables:
        return Holding.NOTHING
    people, of_demo = connection.execute(
        text("SELECT count(*), count(CASE WHEN code LIKE 'DEMO-%' THEN 1 END) FROM person")
    ).one()
    if not people:
        return Holding.NOTHING
    return Holding.DEMONSTRATION if of_demo else Holding.PEOPLE

"""Connections beside those of the app: to any database, closed when they are done with.

They go through SQLAlchemy, so that an installation on SQLite never loads the driver of PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine

_NAMES = (("host", "host"), ("port", "port"), ("username", "user"), ("database", "dbname"))


SECONDS_TO_CONNECT = 5  # to PostgreSQL; it answers at once or is not there


def engine_of(url: URL, isolation: str | None = None) -> Engine:
    """An engine that keeps no connection; whoever made it disposes of it."""
    options: dict[str, Any] = {"isolation_level": isolation} if isolation else {}
    if url.get_backend_name() == "postgresql":
        options["connect_args"] = {"connect_timeout": SECONDS_TO_CONNECT}
    return create_engine(url, poolclass=NullPool, **options)


@contextmanager
def connected(url: URL, isolation: str | None = None) -> Iterator[Connection]:
    """A connection to a database, in a transaction of the ``isolation`` level that is said."""
    engine = engine_of(url, isolation)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def program_address(url: URL) -> str:
    """A PostgreSQL database's address as its own programs take it; without the password, which everybody on
    the machine could read there."""
    given = {theirs: getattr(url, ours) for ours, theirs in _NAMES} | dict(url.query)
    return " ".join(f"{name}={_quoted(str(value))}" for name, value in given.items() if value is not None)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

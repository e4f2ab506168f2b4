"""Whether an error says that what the product stands on is out of reach for now: the database is gone or held
by somebody else, the disk is full. Nothing is wrong with what was asked; it can be asked again.

Drivers say it in their own ways, and what goes to them directly (:mod:`lms.base.prepared`) fails in their
words.
"""

import enum
import errno
import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted


class Outage(enum.StrEnum):
    """What is out of reach."""

    FULL = "full"  # nothing can be written until somebody makes room
    AWAY = "away"  # gone, being started again, or busy for longer than anybody waits


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# A quota that is used up, or a limit for files, comes from SQLite as a write that failed.
_FULL_IN_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
_AWAY_IN_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,  # a disk that failed is mounted anew for reading only
    }
)
_PRIMARY = 0xFF  # of SQLite's codes: the class, without the detail
_FULL_IN_POSTGRESQL = "53100"
# Connections, resources, operators, the system; serialization and deadlocks; a server that only reads.
_AWAY_IN_POSTGRESQL = ("08", "53", "57", "58", "40", "55P03", "25006")
_OF_THE_CONNECTION = frozenset({"OperationalError", "InterfaceError"})


def outage_of(error: BaseException) -> Outage | None:
    """What is out of reach, by an error of SQLAlchemy, of a driver or of the system; None for any other, such
    as a table that is not there."""
    if isinstance(error, PoolExhausted):
        return Outage.AWAY
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK))
    if isinstance(cause, OSError):
        return Outage.FULL if cause.errno in _NO_ROOM else None
    return _of_postgresql(cause) if hasattr(cause, "sqlstate") else None


def _of_sqlite(code: int) -> Outage | None:
    if code in _FULL_IN_SQLITE:
        return Outage.FULL
    return Outage.AWAY if code & _PRIMARY in _AWAY_IN_SQLITE else None


def _of_postgresql(cause: object) -> Outage | None:
    """By its SQLSTATE; what the driver itself finds has none, and of that only the connection counts. Its
    classes have the names that all drivers share (PEP 249), so the driver need not be loaded for SQLite."""
    state: str | None = getattr(cause, "sqlstate", None)
    if state == _FULL_IN_POSTGRESQL:
        return Outage.FULL
    if state is not None:
        return Outage.AWAY if state.startswith(_AWAY_IN_POSTGRESQL) else None
    names = {each.__name__ for each in type(cause).__mro__}
    return Outage.AWAY if names & _OF_THE_CONNECTION else None

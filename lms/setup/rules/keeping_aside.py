"""Keeping the demonstration's database aside, so that an installation begins in its place."""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from lms.base.clock import VIETNAM
from lms.base.messages import message
from lms.upkeep.rules.revisions import UnfitDatabase

LOCK_SECONDS = 2


def keep_aside(url: str, now: datetime) -> Path:
    """Move the demonstration's file aside, beside where it was, readable by its owner only; returns where it
    is now.

    Raises :class:`UnfitDatabase` while anybody has it open, and for a database that is no file.
    """
    parsed = make_url(url)
    if parsed.drivername != "sqlite" or not parsed.database:
        raise UnfitDatabase(
            message(
                "A demonstration on PostgreSQL stays where it is: make an empty database and name that one."
            )
        )
    file = Path(parsed.database)
    _fold(file)
    target = file.with_name(f"demo-{now.astimezone(VIETNAM):%Y%m%d-%H%M%S}.sqlite")
    file.rename(target)
    target.chmod(0o600)
    return target


def _fold(file: Path) -> None:
    """Bring all that was written into the one file; possible only where nobody else has it open."""
    connection = sqlite3.connect(file, timeout=LOCK_SECONDS, isolation_level=None)
    try:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "in use"
    finally:
        connection.close()
    if mode != "delete":
        raise UnfitDatabase(
            message(
                "The demonstration is running. Stop it (Ctrl+C where it was started), then start this again."
            )
        )

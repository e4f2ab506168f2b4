"""Writing over what the disk still holds of rows that are gone.

SQLite leaves removed bytes in free pages and in its log until they are used again; VACUUM writes the file
anew without them and the checkpoint empties the log. On PostgreSQL VACUUM FULL writes the tables anew.
"""

from sqlalchemy import update

from lms.base import clock
from lms.base.database import db, lock_for_writing, turn_to_write
from lms.privacy.models import Erasure
from lms.privacy.queries import not_cleared

CLEAR = "clear-erased"
"""The job that does it."""


def clear_disk() -> int:
    """Write the database anew where something was erased since the last time; after how many erasures.

    Takes the time of a copy of the database, in which others wait to write. Commits what it notes; nothing
    may be unsaved when it is called.
    """
    ids = [row.id for row in not_cleared()]
    db.session.rollback()
    if not ids:
        return 0
    _write_anew()
    lock_for_writing("erasing")
    db.session.execute(update(Erasure).where(Erasure.id.in_(ids)).values(cleared_at=clock.now()))
    db.session.commit()
    return len(ids)


def _write_anew() -> None:
    connection = db.engine.raw_connection()
    try:
        driver = connection.driver_connection
        if driver is None:
            return
        if db.engine.dialect.name == "sqlite":
            with turn_to_write():
                driver.execute("VACUUM")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        driver.rollback()
        driver.autocommit = True
        try:
            driver.execute("VACUUM FULL")
        finally:
            driver.autocommit = False
    finally:
        connection.close()

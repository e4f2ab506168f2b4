"""Noting who looks at named people."""

from lms.base import audit
from lms.base.database import db, lock_for_writing


def note(asker_id: int, subject: str, *, exported: bool = False) -> None:
    """Note it before the names are read: on SQLite, a transaction that has read and then writes is refused
    when somebody else wrote in between."""
    lock_for_writing("access-log")
    audit.note_access(asker_id, subject, exported=exported)
    db.session.commit()

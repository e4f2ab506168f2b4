"""Noting who looks at named people."""

from lms.base import audit
from lms.base.database import db


def note(asker_id: int, subject: str, *, exported: bool = False) -> None:
    """Note it before the names are read."""
    audit.note_access(asker_id, subject, exported=exported)
    db.session.commit()

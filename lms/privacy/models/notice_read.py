"""That somebody has read the notice about personal data, in which version."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class NoticeRead(Base):
    """Somebody said that she has read a version of the notice."""

    __tablename__ = "notice_read"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    """Of the notice, e.g. ``2026-11``: see ``lms.privacy.rules.noticing``."""
    read_at: Mapped[datetime] = mapped_column(Moment)

"""A reminder: the message of a morning to one person, what it spoke of, and who told her where nothing else
could."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.outbox.models.message import MessageOut
from lms.people.models import Person


class Reminder(Base):
    """What somebody was reminded of on a day, in one message."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message_out.id"), unique=True)
    composed_on: Mapped[date] = mapped_column()
    """The day of it; at most one a day for each person."""
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    """When somebody noted that she had told her; NULL until then."""
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    message: Mapped[MessageOut] = relationship()
    told_by: Mapped[Person | None] = relationship(foreign_keys=[told_by_id])

    __table_args__ = (
        UniqueConstraint("person_id", "composed_on"),
        CheckConstraint("(told_at IS NULL) = (told_by_id IS NULL)", name="told_by_somebody"),
        Index("ix_reminder_composed_on", "composed_on"),
    )


class RemindedMatter(Base):
    """One matter of which a person was reminded, and never again for the same day."""

    __tablename__ = "reminded_matter"

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    matter: Mapped[str] = mapped_column(String(120))
    """Which matter: see ``lms.base.matters``."""
    due_on: Mapped[date] = mapped_column()
    """The day it was about."""

    __table_args__ = (UniqueConstraint("person_id", "matter", "due_on"),)

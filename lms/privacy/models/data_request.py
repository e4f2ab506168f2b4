"""What somebody asks about her own data, and how it was answered. The law gives two working days."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class Wanted(enum.StrEnum):
    """What she asks for."""

    CORRECTION = "correction"
    ERASURE = "erasure"
    OTHER = "other"


class Outcome(enum.StrEnum):
    """How it was answered."""

    DONE = "done"
    REFUSED = "refused"


class DataRequest(Base):
    """One request of somebody about her data."""

    __tablename__ = "data_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """Who asks, for herself."""
    wanted: Mapped[Wanted] = mapped_column(word_column(Wanted, "data_request_wanted"))
    words: Mapped[str] = mapped_column(String(1000))
    """What she writes."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date] = mapped_column()
    """The last day on which an answer is in time: the second working day after the day it was made."""
    outcome: Mapped[Outcome | None] = mapped_column(word_column(Outcome, "data_request_outcome"))
    """NULL while nobody has answered."""
    answer: Mapped[str | None] = mapped_column(String(1000))
    """What she was told."""
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])

    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answer_has_its_moment"),
        Index("ix_data_request_answered_at", "answered_at", "due_on"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.outcome is None

    def is_overdue(self, day: date) -> bool:
        """Whether the time for an answer has passed without one."""
        return self.is_open and self.due_on < day

"""What a monthly meeting (giao ban) passes on, and what it follows up until it is done."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person
from lms.places.models import Unit


class MeetingMessage(Base):
    """Something to pass on at the meetings of a month: of one commune, or of all communes of a unit above."""

    __tablename__ = "meeting_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The commune, or the unit above in whose communes it is passed on."""
    month: Mapped[date] = mapped_column()
    """The first day of the month."""
    words: Mapped[str] = mapped_column(String(500))
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(Moment)

    unit: Mapped[Unit] = relationship()

    __table_args__ = (Index("ix_meeting_message_unit_id_month", "unit_id", "month"),)


class MeetingFollowUp(Base):
    """Something agreed at a meeting; it stands on the page of every later month until it is done."""

    __tablename__ = "meeting_follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The commune."""
    month: Mapped[date] = mapped_column()
    """The first day of the month in which it was agreed."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whom it is about; NULL for everybody."""
    words: Mapped[str] = mapped_column(String(300))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(Moment)
    done_on: Mapped[date | None] = mapped_column()
    """The day on which it was ticked off; NULL while it is open."""
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who ticked it off."""

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])

    __table_args__ = (CheckConstraint("(done_on IS NULL) = (seen_by_id IS NULL)", "done_was_seen"),)

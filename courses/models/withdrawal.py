"""Editions and courses that are not offered any more, why, and by whom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models.course import Course, Edition
from lms.base.database import Base, Moment
from lms.people.models import Person


class Withdrawal(Base):
    """An edition, or a whole course, is withdrawn: nobody begins it; it can be undone."""

    __tablename__ = "withdrawal"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    """The edition; NULL for the whole course."""
    reason: Mapped[str] = mapped_column(Text)
    """Why, as learners read it."""
    withdrawn_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was taken back; NULL while it is in force."""
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    course: Mapped[Course] = relationship()
    edition: Mapped[Edition | None] = relationship()
    withdrawn_by: Mapped[Person] = relationship(foreign_keys=[withdrawn_by_id])
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id])

    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_by_somebody"),
    )

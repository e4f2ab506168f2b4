"""Steps that an office added to a course: kept apart from its source, and taken up with every edition."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models.course import Course
from lms.base.database import Base, Moment
from lms.people.models import Person


class LocalStep(Base):
    """A step that stands behind the practice of a section, whatever is shipped."""

    __tablename__ = "local_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    section: Mapped[int] = mapped_column()
    """The section it was added to, from 1; the last one, should a later edition have fewer."""
    kind: Mapped[str] = mapped_column(String(20))
    """The name of its StepKind, e.g. ``exercise``."""
    reference: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What a course's source would say about it, in the words of its kind."""
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    course: Mapped[Course] = relationship()
    added_by: Mapped[Person] = relationship()

"""An assignment: somebody who answers for a person asks her to meet a requirement within some days."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base
from lms.people.models import Person
from lms.standards.models import Requirement


class Assignment(Base):
    """One thing asked of one person. When it is due follows from those before it: ``rules.queueing``."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"))
    days: Mapped[int] = mapped_column()
    """How many days she has, from the day on which its turn comes."""
    assigned_on: Mapped[date] = mapped_column()
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_on: Mapped[date | None] = mapped_column()
    """When it was taken back; NULL while it stands. That she has met it is seen by her holdings."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    requirement: Mapped[Requirement] = relationship()
    assigned_by: Mapped[Person | None] = relationship(foreign_keys=[assigned_by_id])

    __table_args__ = (
        CheckConstraint("days > 0", name="days_are_some"),
        CheckConstraint("ended_on IS NULL OR ended_on >= assigned_on", name="ends_after_start"),
    )

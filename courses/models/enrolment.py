"""Who takes which edition, and which steps she has done."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models.course import Edition, Step
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person
from lms.standards.models import Mode


class Enrolment(Base):
    """A person takes an edition, from her first step to the last; she finishes the edition she began."""

    __tablename__ = "enrolment"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    round: Mapped[int] = mapped_column(default=1)
    """Counts how often she takes this edition, from 1: a requirement may ask for it again after a time."""
    started_at: Mapped[datetime] = mapped_column(Moment)
    """When it was recorded that she began."""
    completed_on: Mapped[date | None] = mapped_column()
    """The day of her last step, in Vietnam; NULL until all are done."""
    completed_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the completion was recorded: later than the day itself for what was done without network."""
    set_aside_at: Mapped[datetime | None] = mapped_column(Moment)
    """When she put a course aside that she had begun by choice; NULL while she is in it."""
    continued_at: Mapped[datetime | None] = mapped_column(Moment)
    """When she went on in another edition, with what she had done; what arrives later is kept here too."""
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    """The enrolment whose steps were copied into this one: of a record merged into hers, or her own in an
    edition that was withdrawn; NULL for one that she began by herself."""

    person: Mapped[Person] = relationship()
    edition: Mapped[Edition] = relationship()
    completions: Mapped[list["StepCompletion"]] = relationship(back_populates="enrolment")

    __table_args__ = (
        UniqueConstraint("person_id", "edition_id", "round"),
        Index("ix_enrolment_edition_id_completed_on", "edition_id", "completed_on"),
    )

    @classmethod
    def going_on(cls) -> ColumnElement[bool]:
        """For SQL, whether she is in it: neither completed, nor continued in another edition."""
        return cls.completed_on.is_(None) & cls.continued_at.is_(None)


class StepCompletion(Base):
    """A step of an enrolment is done; once."""

    __tablename__ = "step_completion"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    occurred_on: Mapped[date] = mapped_column()
    """The day on which she did it, in Vietnam."""
    mode: Mapped[Mode] = mapped_column(word_column(Mode, "mode"))
    """Who did what while she did it."""
    source: Mapped[str] = mapped_column(String(120))
    """What says so, e.g. ``page`` or ``attempt:`` and the attempt's id."""
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who recorded it for her; NULL when she did it herself."""

    enrolment: Mapped[Enrolment] = relationship(back_populates="completions")
    step: Mapped[Step] = relationship()

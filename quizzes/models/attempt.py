"""What people answered: the forms drawn for them, their open drafts, and the attempts that arrived."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, cast
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models import Step
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person
from lms.standards.models import Mode
from quizzes.models.exercise import ExerciseVersion
from quizzes.models.rescore import AttemptRescore, Scored


class AssessmentForm(Base):
    """The questions drawn for one attempt of one person."""

    __tablename__ = "assessment_form"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID made by the server; it is also the id of the attempt that answers it."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("exercise_version.id"))
    scenes: Mapped[list[int]] = mapped_column(JSON)
    """The ordinals of the scenes drawn, in the order in which they are asked."""
    fetched_at: Mapped[datetime] = mapped_column(Moment)
    """When it was drawn."""

    person: Mapped[Person] = relationship()
    step: Mapped[Step] = relationship()
    version: Mapped[ExerciseVersion] = relationship()

    __table_args__ = (Index("ix_assessment_form_person_id_step_id", "person_id", "step_id"),)


class Draft(Base):
    """A scenario that somebody plays page by page, without script: kept until it reaches an ending."""

    __tablename__ = "exercise_draft"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """The id that its attempt will have."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    language: Mapped[str] = mapped_column(String(5))
    started_at: Mapped[datetime] = mapped_column(Moment)
    path: Mapped[list[list[Any]]] = mapped_column(JSON)
    """The answers so far: pairs of scene and answer."""

    person: Mapped[Person] = relationship()
    step: Mapped[Step] = relationship()

    __table_args__ = (UniqueConstraint("person_id", "step_id"),)


class Attempt(Base):
    """A finished attempt, as it arrived and as the server scored it. Never changed."""

    __tablename__ = "attempt"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID made on the device before the first answer, or by the server where there is no script."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("exercise_version.id"), index=True)
    form_id: Mapped[str | None] = mapped_column(ForeignKey("assessment_form.id"), unique=True)
    """The form it answers; NULL for practice."""
    device: Mapped[str] = mapped_column(String(80))
    """What the device calls itself; ``server`` where it was played without script."""
    mode: Mapped[Mode] = mapped_column(word_column(Mode, "mode"))
    """Who did what while it was answered."""
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who handed it in for her from her own phone, having helped as ``mode`` says; NULL when she did so
    herself."""
    language: Mapped[str] = mapped_column(String(5))
    started_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the device, which may be wrong."""
    finished_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the device."""
    received_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the server."""
    path: Mapped[list[list[Any]]] = mapped_column(JSON)
    """The answers: pairs of scene and answer, by ordinal; what was typed as it was typed."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over what was sent: tells a repetition from a conflict."""
    score: Mapped[int] = mapped_column()
    """In hundredths of a percent, from 0 to 10000; computed by the server."""
    regret: Mapped[int] = mapped_column()
    """The points lost against the best path, in whole points."""
    passed: Mapped[bool] = mapped_column()
    critical: Mapped[bool] = mapped_column()
    """Whether it failed by a critical error or by a must-pass question, whatever the score."""
    receipt: Mapped[str] = mapped_column(String(9), unique=True)
    """Eight characters to be read aloud, such as ``7K4M-2QPX``."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    helper: Mapped[Person | None] = relationship(foreign_keys=[helper_id])
    step: Mapped[Step] = relationship()
    version: Mapped[ExerciseVersion] = relationship()
    form: Mapped[AssessmentForm | None] = relationship()
    rescores: Mapped[list[AttemptRescore]] = relationship(
        order_by=AttemptRescore.rescoring_id, lazy="selectin", viewonly=True
    )

    __table_args__ = (
        Index("ix_attempt_person_id_step_id_received_at", "person_id", "step_id", "received_at"),
    )

    @property
    def result(self) -> Scored:
        """What counts: what it was worth when it arrived, or by the latest correction of the answer key. The
        same question for SQL: :mod:`quizzes.queries.results`."""
        if self.rescores:
            return self.rescores[-1].counts
        return Scored(self.score, self.regret, self.passed, self.critical)


HAS_ANSWERS = cast(Attempt.path, Text) != "[]"
"""For SQL: whether the answers of an attempt stand; those of whoever had her data erased do not."""


class AttemptConflict(Base):
    """Something else that arrived under the id of an attempt: kept and shown, never put in its place."""

    __tablename__ = "attempt_conflict"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"))
    """The attempt that was there first and stays as it is."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who sent this; perhaps somebody else than the first."""
    received_at: Mapped[datetime] = mapped_column(Moment)
    content_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was sent."""

    attempt: Mapped[Attempt] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("attempt_id", "person_id", "content_hash"),)

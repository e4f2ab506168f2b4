"""What a corrected answer key makes of attempts. Rows stand beside the attempts, and are never changed."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person
from quizzes.models.exercise import ExerciseVersion


class Scored(NamedTuple):
    """What an attempt is worth; the fields mean what the columns of ``Attempt`` mean."""

    score: int
    regret: int
    passed: bool
    critical: bool


class Rescoring(Base):
    """Somebody let attempts at earlier versions of an exercise be judged by the key of a corrected one."""

    __tablename__ = "rescoring"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("exercise_version.id"), index=True)
    """The corrected version, by whose key they were judged."""
    reason: Mapped[str] = mapped_column(String(300))
    """Why; those who are concerned read it."""
    keeps_passed: Mapped[bool] = mapped_column()
    """Whether what was passed before stays passed."""
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who confirmed it."""

    version: Mapped[ExerciseVersion] = relationship()
    by: Mapped[Person] = relationship()


class AttemptRescore(Base):
    """What one attempt is worth by the corrected key. The latest one counts."""

    __tablename__ = "attempt_rescore"

    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    rescoring_id: Mapped[int] = mapped_column(ForeignKey("rescoring.id"), primary_key=True)
    score: Mapped[int] = mapped_column()
    """In hundredths of a percent."""
    regret: Mapped[int] = mapped_column()
    """The points lost against the best path, in whole points."""
    passed: Mapped[bool] = mapped_column()
    """By the corrected key alone."""
    critical: Mapped[bool] = mapped_column()
    kept: Mapped[bool] = mapped_column()
    """Whether it counts as passed although it would not by the corrected key."""

    rescoring: Mapped[Rescoring] = relationship()

    @property
    def counts(self) -> Scored:
        """What counts of it."""
        return Scored(self.score, self.regret, self.passed or self.kept, self.critical and not self.kept)

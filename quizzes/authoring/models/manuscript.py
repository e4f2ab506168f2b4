"""What trainers are writing: a text per person, exercise and language, kept as she types."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person
from quizzes.models.exercise import ExerciseVersion


class Manuscript(Base):
    """A text that nobody learns from yet."""

    __tablename__ = "manuscript"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str] = mapped_column(String(80), index=True)
    """The code of the exercise that it becomes; there may be none yet."""
    language: Mapped[str] = mapped_column(String(5))
    text: Mapped[str] = mapped_column(Text)
    """What she wrote, in normal form; it may be full of mistakes."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts how often it was saved: who saves an older one is told so."""
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("exercise_version.id"))
    """The version that she changes; NULL for a new exercise."""
    saved_at: Mapped[datetime] = mapped_column(Moment)

    person: Mapped[Person] = relationship()
    based_on: Mapped[ExerciseVersion | None] = relationship()

    __table_args__ = (UniqueConstraint("person_id", "code", "language"),)

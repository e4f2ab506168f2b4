"""Exercises and their versions. A version never changes: attempts are scored against it for ever."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.base.keeping import Kept
from quizzes.exercise.accepting import accepting_too
from quizzes.exercise.graph import Exercise as PlainExercise
from quizzes.exercise.graph import Kind, exercise_from
from quizzes.exercise.writing import write_exercise

READ_LATELY: Kept[tuple[str, str], PlainExercise] = Kept(100)
"""Exercises that were read lately, by content and language: versions never change."""


class Origin(enum.StrEnum):
    """Where the words of a version come from."""

    SHIPPED = "shipped"
    LOCAL = "local"


class Exercise(Base):
    """A scenario or a test, whatever its version."""

    __tablename__ = "exercise"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    """What courses call it by, e.g. ``tinh-huong-be-na``."""

    versions: Mapped[list["ExerciseVersion"]] = relationship(
        order_by="ExerciseVersion.number", back_populates="exercise"
    )


class ExerciseVersion(Base):
    """One graph and one text per language over it; immutable."""

    __tablename__ = "exercise_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey("exercise.id"))
    number: Mapped[int] = mapped_column()
    """Counts the versions of the exercise, from 1."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over graph and texts: equal content needs no new version."""
    kind: Mapped[Kind] = mapped_column(word_column(Kind, "kind"))
    graph: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """Scenes and choices by ordinal, with points and marks: what an attempt is scored by."""
    pass_mark: Mapped[int] = mapped_column()
    """The share of the points, in percent, from which an attempt passes."""
    attempts_allowed: Mapped[int] = mapped_column()
    """How often an assessment may be failed before a wait."""
    wait_hours: Mapped[int] = mapped_column()
    """How long that wait is; practice knows none."""
    questions_drawn: Mapped[int | None] = mapped_column()
    """How many questions one attempt asks; NULL for all."""
    published_at: Mapped[datetime] = mapped_column(Moment)
    """When it was taken up."""
    origin: Mapped[Origin] = mapped_column(word_column(Origin, "origin"), default=Origin.SHIPPED)
    """``shipped`` with the product, or ``local``: written here, and never overwritten by an upgrade."""
    shipped_hash: Mapped[str | None] = mapped_column(String(64))
    """The content hash of the shipped text that its author last saw; NULL where none is shipped."""
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who published it; NULL for what came with the product."""

    exercise: Mapped[Exercise] = relationship(back_populates="versions")
    texts: Mapped[list["ExerciseText"]] = relationship(back_populates="version")

    __table_args__ = (UniqueConstraint("exercise_id", "number"),)

    def text(self, language: str) -> "ExerciseText":
        """Its words in a language; in Vietnamese where there are no others."""
        found = {text.language: text for text in self.texts}
        return found.get(language) or found["vi"]

    def exercise_in(self, language: str) -> PlainExercise:
        """The exercise with the words of a language, ready to be played and scored. What may be typed is
        accepted in every language, so that an attempt is worth the same in each."""
        return READ_LATELY.get_or_make((self.content_hash, language), lambda: self._read(language))

    def source_in(self, language: str) -> str | None:
        """The text from which it was taken up, in a language; None where there is none."""
        text = next((text for text in self.texts if text.language == language), None)
        if text is None:
            return None
        return text.source or write_exercise(self.written_in(language), language)

    def written_in(self, language: str) -> PlainExercise:
        """The exercise as its author wrote it in a language, with nothing of the others."""
        return exercise_from(self.graph, self.text(language).words)

    def _read(self, language: str) -> PlainExercise:
        own = self.text(language).language
        others = [self.written_in(text.language) for text in self.texts if text.language != own]
        return accepting_too(self.written_in(own), others)


class ExerciseText(Base):
    """The words of a version in one language."""

    __tablename__ = "exercise_text"

    version_id: Mapped[int] = mapped_column(ForeignKey("exercise_version.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """Names, texts, choices and feedback in the order of the graph."""
    source: Mapped[str | None] = mapped_column(Text, deferred=True)
    """What the author wrote; NULL for what was taken up before texts were kept."""

    version: Mapped[ExerciseVersion] = relationship(back_populates="texts")

"""A question of the newest version of a published list, as it is searched."""

import enum
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from quizzes.models import Exercise, ExerciseVersion


class LabelKind(enum.StrEnum):
    """By what questions are told apart."""

    TAG = "tag"
    """What authors call it, e.g. how difficult it is."""
    COMPETENCY = "competency"
    CLAUSE = "clause"
    """A legal text that it rests on."""


class BankQuestion(Base):
    """One question, in the words of its newest version."""

    __tablename__ = "bank_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey("exercise.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("exercise_version.id"), index=True)
    """The version from which it was taken: the newest one when that was published."""
    scene: Mapped[int] = mapped_column()
    """Its ordinal there, from 0."""
    type: Mapped[str] = mapped_column(String(20))
    """How it is answered, a word of ``QuestionType``."""
    role: Mapped[str] = mapped_column(String(20))
    """What its exercise is for, a word of ``Kind``."""
    name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    """What is asked, in Vietnamese."""
    answers: Mapped[list[list[str]]] = mapped_column(JSON)
    """The answers as they stand in the text, each with its mark: ``["=", "111"]``."""
    folded: Mapped[str] = mapped_column(Text)
    """All its words in every language, without diacritics, for searching."""
    digest: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of its words without diacritics: questions of one digest ask the same."""
    asked: Mapped[int] = mapped_column(default=0)
    """How often it was answered in these words, when that was last counted."""
    right: Mapped[int] = mapped_column(default=0)
    """How often wholly rightly."""
    counted_at: Mapped[datetime | None] = mapped_column(Moment)
    """When that was counted; NULL until the first time."""

    exercise: Mapped[Exercise] = relationship()
    version: Mapped[ExerciseVersion] = relationship()
    labels: Mapped[list["BankLabel"]] = relationship(
        order_by="BankLabel.value", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (UniqueConstraint("exercise_id", "scene"),)


class BankLabel(Base):
    """A tag, competency or clause of a question."""

    __tablename__ = "bank_label"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("bank_question.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    """A word of :class:`LabelKind`."""
    value: Mapped[str] = mapped_column(Text, primary_key=True)

    __table_args__ = (Index("ix_bank_label_kind_value", "kind", "value"),)

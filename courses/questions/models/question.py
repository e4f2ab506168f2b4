"""A question to the trainers, its answer, and what of it everybody may read."""

import enum
import hashlib
import json
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models import Course, Step
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class RedactedFor(enum.StrEnum):
    """Why the words of a question were erased."""

    NAMES_SOMEBODY = "names_somebody"
    TELLS_WHERE = "tells_where"
    UNFIT = "unfit"


class Question(Base):
    """What somebody asked at a lesson or a scene. Her words stay hers: only the FAQ wording is shown to
    others."""

    __tablename__ = "question"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID made on the device, by the server where there is no script."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who asks; trainers do not see it."""
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    """The step of the edition at which she asked, also when a newer one is taught by now."""
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    place: Mapped[str] = mapped_column(String(160))
    """The same lesson or exercise in every edition of the course: see ``rules.placing``."""
    scene: Mapped[int | None] = mapped_column()
    """The scene of the exercise, from 1; NULL where she asked about the whole step."""
    text: Mapped[str | None] = mapped_column(Text)
    """Her words; NULL once they were erased."""
    content_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 over what was sent: tells a repetition from a conflict; NULL once the words were erased."""
    device: Mapped[str | None] = mapped_column(String(36))
    """The device that handed it in by its key; NULL where she was signed in."""
    device_revoked: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether that device had been revoked by then: perhaps somebody else asked."""
    asked_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the device, which may be wrong."""
    received_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the server."""
    answer: Mapped[str | None] = mapped_column(Text)
    """Plain lines; NULL until a trainer answers."""
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was answered first."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who wrote the answer as it stands."""
    faq_wording: Mapped[str | None] = mapped_column(String(500))
    """The question as everybody reads it, in a trainer's words; NULL where it is not in the FAQ."""
    redacted_at: Mapped[datetime | None] = mapped_column(Moment)
    """When her words were erased, for good; NULL while they stand."""
    redacted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    redacted_for: Mapped[RedactedFor | None] = mapped_column(word_column(RedactedFor, "redacted_for"))
    """Why."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    step: Mapped[Step] = relationship()
    course: Mapped[Course] = relationship()
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
    redacted_by: Mapped[Person | None] = relationship(foreign_keys=[redacted_by_id])

    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_has_its_moment"),
        CheckConstraint("(text IS NULL) = (redacted_at IS NOT NULL)", name="text_or_redacted"),
        CheckConstraint("faq_wording IS NULL OR answer IS NOT NULL", name="faq_is_answered"),
        Index("ix_question_person_id_received_at", "person_id", "received_at"),
        Index("ix_question_course_id_place", "course_id", "place"),
        Index("ix_question_answered_at", "answered_at", "received_at"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None and self.redacted_at is None

    @property
    def state(self) -> str:
        """Tells what stands here (the answer, its place in the FAQ, that the words were erased) from what
        somebody was shown before."""
        standing = json.dumps([self.answer, self.faq_wording, self.redacted_at is not None])
        return hashlib.sha256(standing.encode()).hexdigest()[:16]

"""Evidence: that a person showed a competency on a day. Append-only; triggers hold it on both engines.

TL;DR: never UPDATE or DELETE these rows; write through ``lms.standards.rules.recording``. A mistake is
voided by a row that names it; a lapse (an ability withdrawn from a day on) is a row of kind ``lapse``.
"""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person
from lms.standards.models.competency import Competency


class EvidenceKind(enum.StrEnum):
    """How the competency was shown."""

    COURSE = "course"
    SCENARIO = "scenario"
    WORKSHOP = "workshop"
    OBSERVED = "observed"
    OUTSIDE = "outside"  # a certificate or class of another body
    ORIENTATION = "orientation"
    LAPSE = "lapse"  # from this day on it no longer counts
    VOID = "void"  # names a row that was a mistake, for all dates


class EvidenceStatus(enum.StrEnum):
    """Whether somebody answers for it."""

    DECLARED = "declared"  # from a list or a paper that nobody has checked
    CONFIRMED = "confirmed"  # seen by the product, or by an officer with its document


class Mode(enum.StrEnum):
    """Who did what while it was shown."""

    SELF = "self"
    READ_ALOUD = "read_aloud"
    TOGETHER = "together"
    PAPER = "paper"


class Evidence(Base):
    """One act of showing a competency."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"), index=True)
    level: Mapped[int] = mapped_column(default=1)
    """The level shown, on the competency's scale."""
    kind: Mapped[EvidenceKind] = mapped_column(word_column(EvidenceKind, "kind"))
    status: Mapped[EvidenceStatus] = mapped_column(word_column(EvidenceStatus, "status"))
    mode: Mapped[Mode] = mapped_column(word_column(Mode, "mode"))
    occurred_on: Mapped[date] = mapped_column()
    """The day it was shown, in Vietnam."""
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    """When this row was written."""
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who wrote it; NULL for the product itself."""
    source: Mapped[str] = mapped_column(String(120))
    """What it rests on, e.g. ``enrolment:17`` or ``roster:3:12``; with competency and revision unique."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts how often the same source was judged again, from 1."""
    voids_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), unique=True)
    """The row that this one voids; a row is voided once."""
    document: Mapped[str | None] = mapped_column(String(200))
    """The paper it rests on, e.g. the number of a certificate."""
    note: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    recorded_by: Mapped[Person | None] = relationship(foreign_keys=[recorded_by_id])
    competency: Mapped[Competency] = relationship()

    __table_args__ = (
        UniqueConstraint("source", "competency_id", "revision"),
        CheckConstraint("(kind = 'void') = (voids_id IS NOT NULL)", "only_a_void_names_a_row"),
        Index("ix_evidence_person_id_competency_id", "person_id", "competency_id"),
    )


class EvidenceClause(Base):
    """A clause version that the evidence covers, copied when it was recorded."""

    __tablename__ = "evidence_clause"

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"), primary_key=True)

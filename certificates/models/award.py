"""An award: from the candidate to the paper in hand, and what became of it.

What happened stands in events that are only added; the state on a day is read from them.
"""

import enum
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from certificates.models.issuer import Issuer
from certificates.models.paper import Paper
from courses.models import Enrolment
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class AwardEventKind(enum.StrEnum):
    """What can happen to an award, in the usual order."""

    NOMINATED = "nominated"
    APPROVED = "approved"
    SIGNED = "signed"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class AwardState(enum.StrEnum):
    """How an award stands on a day."""

    CANDIDATE = "candidate"  # earned, not yet approved: nothing is printed
    UNSIGNED = "unsigned"  # approved and numbered, waiting for signature and seal
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"  # a newer paper stands in its place


class FileKind(enum.StrEnum):
    """Which file of an award."""

    DRAWN = "drawn"  # as approved
    SIGNED = "signed"  # the same with a digital signature


class Award(Base):
    """A certificate that somebody has earned by an enrolment."""

    __tablename__ = "award"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    """The completed enrolment it rests on."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts the papers for one enrolment, from 1; each takes the place of the one before."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("award.id"), unique=True)
    """The award in whose place this one stands."""
    issuer_id: Mapped[int | None] = mapped_column(ForeignKey("issuer.id"))
    """Who issues it; NULL while nobody is set up to."""
    design: Mapped[str] = mapped_column(String(40))
    """The name of the shipped design it is drawn by."""
    code: Mapped[str] = mapped_column(String(12), unique=True)
    """The verification code without its hyphens: random, the last character checks the others."""
    year: Mapped[int | None] = mapped_column()
    """The year of issue, in which the two numbers count; NULL until approved, like all that follow."""
    number: Mapped[int | None] = mapped_column()
    register_number: Mapped[int | None] = mapped_column()
    """The line in the issuer's register (số vào sổ)."""
    issued_on: Mapped[date | None] = mapped_column()
    """The date printed on the paper."""
    valid_until: Mapped[date | None] = mapped_column()
    """The first day on which it no longer counts; NULL where it has no end."""
    needs_signature: Mapped[bool] = mapped_column(default=False)
    """Whether it counts only once signature and seal are recorded."""
    printed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Every word on the paper, frozen at approval: see :class:`Paper`. Erasable; NULL until approved."""

    person: Mapped[Person] = relationship()
    enrolment: Mapped[Enrolment] = relationship()
    issuer: Mapped[Issuer | None] = relationship()
    replaces: Mapped["Award | None"] = relationship(remote_side=[id])
    events: Mapped[list["AwardEvent"]] = relationship(order_by="AwardEvent.id", back_populates="award")
    files: Mapped[list["AwardFile"]] = relationship(back_populates="award")

    __table_args__ = (
        UniqueConstraint("enrolment_id", "revision"),
        UniqueConstraint("issuer_id", "year", "number"),
        UniqueConstraint("issuer_id", "year", "register_number"),
        CheckConstraint(
            "(number IS NULL) = (issued_on IS NULL) AND (number IS NULL) = (year IS NULL)"
            " AND (number IS NULL) = (register_number IS NULL)",
            name="numbered_when_issued",
        ),
        CheckConstraint("number IS NULL OR issuer_id IS NOT NULL", name="numbered_by_an_issuer"),
    )

    @property
    def paper(self) -> Paper:
        """What is printed on it; only for an approved award."""
        return Paper.from_json(self.printed or {})

    @property
    def is_nameless(self) -> bool:
        """Whether the holder's data was erased: the code still answers, but names nobody."""
        return self.printed is not None and not self.paper.name

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts; None where it has no end."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    @property
    def is_drawn(self) -> bool:
        """Whether its file stands; that of whoever had her data erased is gone."""
        return any(file.kind is FileKind.DRAWN and file.size for file in self.files)

    @property
    def file_size(self) -> int:
        """The bytes of its file; 0 while that is being drawn."""
        return next((file.size for file in self.files if file.kind is FileKind.DRAWN), 0)

    def state_on(self, day: date) -> AwardState:
        """How it stands at the end of ``day``."""
        happened = {event.kind for event in self.events if event.effective_on <= day}
        if AwardEventKind.SUPERSEDED in happened:
            return AwardState.SUPERSEDED
        if AwardEventKind.REVOKED in happened:
            return AwardState.REVOKED
        if AwardEventKind.APPROVED not in happened:
            return AwardState.CANDIDATE
        if self.valid_until is not None and self.valid_until <= day:
            return AwardState.EXPIRED
        if self.needs_signature and AwardEventKind.SIGNED not in happened:
            return AwardState.UNSIGNED
        return AwardState.VALID


class AwardEvent(Base):
    """Something that happened to an award; only added, held by triggers."""

    __tablename__ = "award_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"))
    kind: Mapped[AwardEventKind] = mapped_column(word_column(AwardEventKind, "kind"))
    effective_on: Mapped[date] = mapped_column()
    """The first day on which it counts."""
    at: Mapped[datetime] = mapped_column(Moment)
    """When it was recorded."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who decided it; NULL for the product itself."""
    reason: Mapped[str | None] = mapped_column(String(300))
    """Why, in a sentence that names nobody."""

    award: Mapped[Award] = relationship(back_populates="events")

    __table_args__ = (UniqueConstraint("award_id", "kind"), Index("ix_award_event_kind", "kind"))


class AwardFile(Base):
    """The bytes of a paper, written once and handed out as they are for ever."""

    __tablename__ = "award_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"))
    kind: Mapped[FileKind] = mapped_column(word_column(FileKind, "kind"))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int] = column_property(func.length(content))
    """Its bytes, said before somebody loads it."""
    sha256: Mapped[str] = mapped_column(String(64))
    """The digest of ``content``, in hexadecimal."""
    made_at: Mapped[datetime] = mapped_column(Moment)

    award: Mapped[Award] = relationship(back_populates="files")

    __table_args__ = (UniqueConstraint("award_id", "kind"),)

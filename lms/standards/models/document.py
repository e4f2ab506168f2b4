"""Legal documents and their clauses, shipped with the product or added by the office."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.base.messages import Message, message

CERTAIN = "H"
UNCERTAIN = "M"


class DocumentState(enum.StrEnum):
    """How far somebody may rely on a document on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    REFERENCE = "reference"  # never in force: teaching material, published figures
    UNCONFIRMED = "unconfirmed"  # a specialist has to say whether its facts are right

    @property
    def label(self) -> Message:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    DocumentState.IN_FORCE: message("in force"),
    DocumentState.NOT_YET: message("not yet in force"),
    DocumentState.ENDED: message("no longer in force"),
    DocumentState.REFERENCE: message("reference material"),
    DocumentState.UNCONFIRMED: message("to be confirmed by a specialist"),
}


class Document(Base):
    """A law, decree, circular or decision; or what has no force of its own and is only referred to."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(60), unique=True)
    """Its number, e.g. "520/QĐ-TTg"."""
    name_vi: Mapped[str] = mapped_column(String(400))
    name_en: Mapped[str] = mapped_column(String(400))
    """Empty where nobody has given one."""
    issued_on: Mapped[date | None] = mapped_column()
    effective_on: Mapped[date | None] = mapped_column()
    """The day it came into force."""
    ended_on: Mapped[date | None] = mapped_column()
    """The first day on which it was no longer in force; NULL while it is."""
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    """The document that replaced it."""
    confidence: Mapped[str] = mapped_column(String(1), default=CERTAIN)
    """H, M or L: how sure the facts of this row are."""
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who added it; NULL for a shipped one, and for one that the product itself added."""
    added_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was added here; NULL for a shipped one, whose facts an upgrade may correct."""
    end_noted_at: Mapped[datetime | None] = mapped_column(Moment)
    """When somebody here said how it ended; NULL while that is as it was shipped."""

    replaced_by: Mapped["Document | None"] = relationship(remote_side=[id])

    @property
    def is_local(self) -> bool:
        """Whether the office added it."""
        return self.added_at is not None

    def state_on(self, day: date) -> DocumentState:
        """How far somebody may rely on it on ``day``; that it ended comes before every doubt."""
        if self.ended_on and self.ended_on <= day:
            return DocumentState.ENDED
        if self.confidence != CERTAIN:
            return DocumentState.UNCONFIRMED
        if self.effective_on is None:
            return DocumentState.REFERENCE
        return DocumentState.IN_FORCE if self.effective_on <= day else DocumentState.NOT_YET


class Clause(Base):
    """One version of one article of a document: what a lesson teaches and an evidence covers."""

    __tablename__ = "clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    article: Mapped[str] = mapped_column(String(60))
    """E.g. "Điều 28"."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts the versions of the article, from 1."""
    effective_on: Mapped[date] = mapped_column()
    """The first day on which this version holds, until the next version does."""
    summary: Mapped[str] = mapped_column(Text)
    """What it says, in our words."""
    text_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the text that was read, so that a change shows."""
    confidence: Mapped[str] = mapped_column(String(1), default=CERTAIN)
    """H, M or L: how sure its facts are; what is M or L is not taught as fact."""
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who added it; NULL for a shipped one, and for one that the product itself added."""
    added_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was added here; NULL for a shipped one, which an upgrade may correct."""

    document: Mapped[Document] = relationship()

    __table_args__ = (UniqueConstraint("document_id", "article", "version"),)

    @property
    def is_local(self) -> bool:
        """Whether the office added it."""
        return self.added_at is not None

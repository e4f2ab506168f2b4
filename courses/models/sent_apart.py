"""What was handed in and counts for nothing until somebody decides about it."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class Thing(enum.StrEnum):
    """What was handed in."""

    ATTEMPT = "attempt"
    STEP = "step"
    """That a page was read."""


class Why(enum.StrEnum):
    """Why it was not taken as it came."""

    REVOKED = "revoked"
    """The device had been revoked: perhaps it was not she who sent it."""
    IMPOSSIBLE = "impossible"
    """Nobody can have answered so: the phone, or what it had kept, was not in order."""


class SentApart(Base):
    """Something handed in, word for word, apart from what counts."""

    __tablename__ = "sent_apart"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Thing] = mapped_column(word_column(Thing, "thing"))
    sent_id: Mapped[str] = mapped_column(String(36))
    """The id that the phone gave it, a UUID."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over what was sent: the same again is the same row."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was sent."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who did it, as the phone says."""
    sender_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Whose key or session sent it: she herself, or her helper."""
    device: Mapped[str] = mapped_column(String(80))
    """The device that sent it."""
    why: Mapped[Why] = mapped_column(word_column(Why, "why"))
    received_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the server."""
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was taken over or left; NULL while it waits."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken: Mapped[bool | None] = mapped_column()
    """Whether it was taken over, and counts since; NULL while it waits."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    sender: Mapped[Person] = relationship(foreign_keys=[sender_id])

    __table_args__ = (
        UniqueConstraint("sender_id", "sent_id", "content_hash"),
        Index("ix_sent_apart_person_id_decided_at", "person_id", "decided_at"),
    )

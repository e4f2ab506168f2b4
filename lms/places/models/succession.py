"""Which unit follows which, and on what day."""

import enum
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, word_column
from lms.places.models.unit import Unit


class SuccessionKind(enum.StrEnum):
    """How much of the old unit goes to the new one."""

    WHOLE = "whole"
    PART = "part"
    RENAME = "rename"


class Succession(Base):
    """An old unit gives its territory, or a part of it, to a new one."""

    __tablename__ = "succession"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit that ended."""
    to_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit that follows it."""
    effective_on: Mapped[date] = mapped_column()
    """The first day of the new unit."""
    kind: Mapped[SuccessionKind] = mapped_column(word_column(SuccessionKind, "kind"))
    is_default: Mapped[bool] = mapped_column(default=False)
    """For a split unit: whether most of it went here; a proposal, never applied without a person."""
    decision: Mapped[str | None] = mapped_column(String(200))
    """The decision that made it."""
    confidence: Mapped[str] = mapped_column(String(1), default="H")
    """H, M or L: how sure the source is."""

    old: Mapped[Unit] = relationship(foreign_keys=[from_id])
    new: Mapped[Unit] = relationship(foreign_keys=[to_id])

    __table_args__ = (UniqueConstraint("from_id", "to_id"),)

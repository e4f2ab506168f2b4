"""That somebody's data was erased: when, by whom, and why that was lawful. It tells nothing of her."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class Basis(enum.StrEnum):
    """Why the law lets, or bids, erase somebody's data."""

    ENDED = "ended"
    """The work for the office has ended and the time of keeping is over (Law 91/2025/QH15, article 25.2)."""
    WITHDRAWN = "withdrawn"
    """She asked for it (article 4)."""
    MISTAKE = "mistake"
    """She should never have been on record."""
    ORDERED = "ordered"
    """A competent authority decided it."""


class Erasure(Base):
    """One person's data was erased."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    """Whose; of her record only this id is left."""
    erased_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who erased it; NULL where it was erased again in a restored backup."""
    basis: Mapped[Basis] = mapped_column(word_column(Basis, "erasure_basis"))
    reason: Mapped[str] = mapped_column(String(300))
    """Why, in a sentence that names nobody."""
    cleared_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the room that her data took on the disk was written over; NULL until then."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])

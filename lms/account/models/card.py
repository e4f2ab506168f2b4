"""A printed card with which somebody signs in without typing: its QR code opens the product."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person


class Card(Base):
    """What was printed for one person, until it is voided. Neither token nor code is kept, only digests."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token in the QR code, in hexadecimal; the token has 128 random bits."""
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Slow hash of the printed code, in hexadecimal, without salt: the card is found by it."""
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who printed or showed it; NULL for the demonstration."""
    voided_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when it opens nothing; NULL while it is good."""
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who voided it; NULL where the product did, because somebody was merged."""
    first_device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    """Where it was used first: until a PIN is chosen it opens nowhere else. NULL while it is unused."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        Index(
            "ix_card_living",
            "person_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )


class PrintedCard(NamedTuple):
    """What stands on one person's card. It is kept nowhere: whoever loses it gets a new one."""

    name: str
    place: str
    code: str
    """For phones without camera or script, e.g. ``K7QM3-XPA9C``."""
    address: str
    """What the QR code says: the token stands behind the ``#``, where no server and no log sees it."""

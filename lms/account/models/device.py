"""Browsers that were signed in with, who uses them, and the keys with which they hand things in."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.account.models.card import Card
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class DeviceKind(enum.StrEnum):
    """Whose a device is, as its user said when she signed in there."""

    OWN = "own"
    """Hers, or her family's: she stays enrolled and comes back with her PIN."""
    BORROWED = "borrowed"
    """Somebody else's: it forgets her when she signs out, or after half a day."""


class Device(Base):
    """A browser, known by a cookie that the server gave it at the first sign-in there."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    """What the phone and the things it hands in call it; no secret."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the cookie, in hexadecimal; the cookie itself has 256 random bits."""
    name: Mapped[str] = mapped_column(String(80))
    """What the browser calls itself, e.g. ``Chrome · Android``; empty where it says nothing known."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    """When it last signed somebody in or handed something in, to the day."""
    unsent: Mapped[int] = mapped_column(default=0)
    """How many things it last said it still has to hand in, of all its people."""


class DeviceUser(Base):
    """Somebody on a device: her name is offered there until the device forgets her."""

    __tablename__ = "device_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[DeviceKind] = mapped_column(word_column(DeviceKind, "device_kind"))
    """Whether the device is hers: what one calls her own, another one borrows."""
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    """The card by which she came here; NULL where it was her password."""
    since: Mapped[datetime] = mapped_column(Moment)
    """When she first signed in here."""
    last_used_at: Mapped[datetime] = mapped_column(Moment)
    """When she last signed in here."""
    remembered_until: Mapped[datetime | None] = mapped_column(Moment)
    """Until when her password is enough here, since she took the second step here and asked for that."""
    forgotten_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when her name is no longer offered here; what she has not sent yet is still taken."""
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when what comes from here in her name is kept apart, because the phone is lost or sold."""

    device: Mapped[Device] = relationship()
    person: Mapped[Person] = relationship()
    card: Mapped[Card | None] = relationship()

    __table_args__ = (UniqueConstraint("device_id", "person_id"),)

    @property
    def is_by_void_card(self) -> bool:
        """Whether she came here last by a card that has been voided since: perhaps it was somebody else."""
        return self.card is not None and self.card.voided_at is not None


class SendingKey(Base):
    """With this a device hands in what one person did on it, and nothing else: it opens no page. It outlives
    her session, which may expire before the network comes back."""

    __tablename__ = "sending_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the key, in hexadecimal; the key itself has 256 random bits and is kept on the phone."""
    device_user_id: Mapped[int] = mapped_column(ForeignKey("device_user.id"), index=True)
    """Whose things it hands in, and from where."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when what it hands in is kept apart; the key stays known."""

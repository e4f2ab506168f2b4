"""A message to one person, and how it travels beyond her inbox."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base import clock
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class MessageOut(Base):
    """What somebody is told. It stands in her inbox from the moment at which it is written."""

    __tablename__ = "message_out"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Whose inbox it is."""
    key: Mapped[str] = mapped_column(String(200), unique=True)
    """What makes it this message: written again under the same key, it stays the one that is there."""
    about: Mapped[str | None] = mapped_column(String(80))
    """What it concerns, e.g. ``requirement:bao_ve_tre_em``; NULL where nobody will ask by it."""
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    """Plain lines, as they were written."""
    link: Mapped[str | None] = mapped_column(String(300))
    """The page of this product where she goes on, e.g. ``/learn``."""
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who sent it; NULL for the product itself."""
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    """When she opened it first; NULL until then."""

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])

    __table_args__ = (
        Index("ix_message_out_person_id_read_at", "person_id", "read_at"),
        Index("ix_message_out_about_person_id", "about", "person_id"),
        Index("ix_message_out_created_at", "created_at"),
    )


class Channel(enum.StrEnum):
    """A way out of the product."""

    EMAIL = "email"
    SMS = "sms"


class DeliveryState(enum.StrEnum):
    """How far a message has travelled."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed: nobody else sends it, also when whoever claimed it never comes back
    SENT = "sent"
    FAILED = "failed"


class Delivery(Base):
    """A message on its way through one channel."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message_out.id"))
    channel: Mapped[Channel] = mapped_column(word_column(Channel, "channel"))
    state: Mapped[DeliveryState] = mapped_column(
        word_column(DeliveryState, "state"), default=DeliveryState.WAITING
    )
    tries: Mapped[int] = mapped_column(default=0)
    """How often it was begun."""
    due_at: Mapped[datetime] = mapped_column(Moment)
    """Not to be tried earlier."""
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the other side took it; NULL until then."""
    error: Mapped[str | None] = mapped_column(String(300))
    """What the last try met, in the words of the error."""

    message: Mapped[MessageOut] = relationship()

    __table_args__ = (
        UniqueConstraint("message_id", "channel"),
        Index("ix_delivery_state_due_at", "state", "due_at"),
    )

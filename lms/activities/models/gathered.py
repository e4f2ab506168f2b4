"""What phones hand in of a class or a meeting."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person


class Gathered(Base):
    """Something that a phone handed in of a half-day or a monthly meeting, word for word: by this it is known
    when it comes again."""

    __tablename__ = "gathered"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID, minted on the phone."""
    place: Mapped[str] = mapped_column(String(40), index=True)
    """Of what it is, e.g. ``half-day:12`` or ``meeting:3:2026-11``."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was sent."""
    sender_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Whose key or session sent it: who took it in the room."""
    device: Mapped[str | None] = mapped_column(String(36))
    """The device whose key sent it; NULL where a session did."""
    received_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the server."""
    apart: Mapped[bool] = mapped_column()
    """Whether the device had been revoked: then it counts for nothing until somebody decides."""
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was taken over or left; NULL while it waits, and for what is not apart."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken: Mapped[bool | None] = mapped_column()
    """Whether it was taken over; NULL while it waits, and for what is not apart."""

    sender: Mapped[Person] = relationship(foreign_keys=[sender_id])

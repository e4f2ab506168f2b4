"""Who somebody is in another house: made by herself, never guessed from an address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person


class OutsideLink(Base):
    """An account of another house by which a person signs in. It is removed when she, or an administrator,
    takes it away; the audit remembers that it was there."""

    __tablename__ = "outside_link"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("person_id", "issuer"))

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    """The other house, by its address, letter for letter as its tokens say it."""
    subject: Mapped[str] = mapped_column(String(255))
    """Its own name for her, which it gives nobody else; no e-mail address, which it may."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime] = mapped_column(Moment)
    """When she linked it."""
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it last opened a sign-in: what the other house said before then opens nothing any more."""

    person: Mapped[Person] = relationship()

"""That personal data was lost or came into foreign hands: what, when it was noticed, who was told."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class Loss(enum.StrEnum):
    """What was lost."""

    PHONE = "phone"
    """A phone or computer on which somebody was signed in."""
    ACCOUNT = "account"
    """Somebody else signed in as a person: her password, card or PIN was known."""
    BACKUP = "backup"
    """A backup, or the server itself: everything."""


class Why(enum.StrEnum):
    """Why somebody is affected, the gravest first."""

    EVERYTHING = "everything"
    """All that is kept of her was in what was lost."""
    OWN = "own"
    """It was her phone or account."""
    SHARED = "shared"
    """She signed in on the phone too."""
    OPENED = "opened"
    """Her record was opened by that account in the time, or lately enough to lie on the phone."""
    IN_REACH = "in_reach"
    """That account may see her record."""


class Breach(Base):
    """One loss of personal data."""

    __tablename__ = "breach"

    id: Mapped[int] = mapped_column(primary_key=True)
    loss: Mapped[Loss] = mapped_column(word_column(Loss, "breach_loss"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose phone or account; NULL where a backup was lost."""
    since: Mapped[datetime] = mapped_column(Moment)
    """From when others may have seen what it opened; of a backup, when it was made."""
    until: Mapped[datetime] = mapped_column(Moment)
    """Until when: it was locked, found, or nobody could use it any more."""
    noticed_at: Mapped[datetime] = mapped_column(Moment)
    """When the office learned of it: from here the law counts 72 hours."""
    words: Mapped[str] = mapped_column(String(1000))
    """What happened."""
    entered_at: Mapped[datetime] = mapped_column(Moment)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    authority_told_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the authority was told; NULL until then."""
    people_told_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the people were told; NULL until then."""
    told: Mapped[str | None] = mapped_column(String(1000))
    """How they were told, or why it was not needed."""

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    entered_by: Mapped[Person] = relationship(foreign_keys=[entered_by_id])

    __table_args__ = (Index("ix_breach_noticed_at", "noticed_at"),)

"""That somebody wants to be told by text message."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.database import Base, Moment


class TextConsent(Base):
    """A person's yes to text messages; the row goes when she takes it back."""

    __tablename__ = "text_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    agreed_at: Mapped[datetime] = mapped_column(Moment)
    """When she said yes herself, signed in."""

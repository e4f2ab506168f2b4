"""Changes of units that were sent in or entered, from looking at what they do to carrying them out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person
from lms.staffing.models.roster_import import ImportState


class UnitChanges(Base):
    """A list of units and successions as it was sent, or as a form wrote it."""

    __tablename__ = "unit_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    """The name the file had where it came from; for a form, what was entered."""
    sha256: Mapped[str] = mapped_column(String(64))
    """The digest of its bytes."""
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The bytes, kept so that what is carried out is what was looked at. They name no person."""
    sent_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who sent it; NULL for the command line."""
    state: Mapped[ImportState] = mapped_column(word_column(ImportState, "state"))
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was carried out; NULL while it was not."""
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """How many units began and ended and how many posts moved when it was carried out."""

    by: Mapped[Person | None] = relationship()

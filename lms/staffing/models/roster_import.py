"""Staff lists that were sent in, and whom each of them named."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person


class ImportState(enum.StrEnum):
    """What became of a list."""

    WAITING = "waiting"  # previewed; its bytes are kept so that the same are carried out
    APPLYING = "applying"  # accepted as a whole, and being written piece by piece
    APPLIED = "applied"
    DROPPED = "dropped"  # taken back, or left waiting too long


class RosterImport(Base):
    """A staff list as it was sent. Its bytes hold personal data and go once nobody needs them."""

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    """The name the file had where it came from; of several files, the first one's."""
    sha256: Mapped[str] = mapped_column(String(64))
    """The digest of its bytes, which stays when they go."""
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """The bytes, those of several files as one archive; NULL once the list was applied or dropped."""
    day: Mapped[date] = mapped_column()
    """The day for which the list was written: the first day of a posting that names none."""
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who sent it; NULL for the command line."""
    state: Mapped[ImportState] = mapped_column(word_column(ImportState, "state"))
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was carried out; NULL while it was not."""
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """How many rows were new, changed and the same when it was carried out, how many people were added."""
    confirms: Mapped[bool] = mapped_column(default=False)
    """Whether it says that the rosters of its communes are right on its day."""
    lines: Mapped[int | None] = mapped_column()
    """How many lines it has; NULL for a list sent before these were counted."""
    written_lines: Mapped[list[int] | None] = mapped_column(JSON)
    """Which of the lines have been written, counted from 0: what is interrupted goes on after them."""
    decisions: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Whom its doubtful rows mean, by the address of the row: see ``staffing.rules.deciding``."""
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    """Until when one process writes and the others leave it alone; after that, it is taken for dead."""

    by: Mapped[Person | None] = relationship()


class RosterImportPerson(Base):
    """Somebody whom an applied list named."""

    __tablename__ = "roster_import_person"

    roster_import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    is_new: Mapped[bool] = mapped_column()
    """Whether the list brought her on record."""

"""Reports that somebody wants to have again and again."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.people.models import Person
from lms.places.models import Unit


class Rhythm(enum.StrEnum):
    """How often."""

    MONTH = "month"
    QUARTER = "quarter"


class Shape(enum.StrEnum):
    """As what kind of file."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


class ReportSubscription(Base):
    """Somebody is told, after each month or quarter, that the report of a unit can be had.

    She is sent the way to it and never a file: it is drawn when she opens it, if she may see it then.
    """

    __tablename__ = "report_subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """Who is told."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """Whose figures; of a unit that ended, those of the one that followed it."""
    rhythm: Mapped[Rhythm] = mapped_column(word_column(Rhythm, "rhythm"))
    shape: Mapped[Shape] = mapped_column(word_column(Shape, "shape"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    """When she took it back; NULL while it goes on."""

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()

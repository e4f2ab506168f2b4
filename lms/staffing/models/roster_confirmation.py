"""That the roster of a commune is right, said by those who answer for it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person
from lms.places.models import Unit
from lms.staffing.models.roster_import import RosterImport

CONFIRMED_FOR_DAYS = 35
"""How long a confirmation is good: rosters are looked through at each monthly meeting."""


class RosterConfirmation(Base):
    """The roster of a unit is right up to a day. Never changed and never deleted: a later one follows."""

    __tablename__ = "roster_confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The commune, as it is on ``day``."""
    day: Mapped[date] = mapped_column()
    """The last day for which the roster is said to be right."""
    confirmed_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who said it; NULL for the command line."""
    people: Mapped[int] = mapped_column()
    """How many people the roster named on that day."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 over who held which post where on that day, so that later corrections of it show."""
    roster_import_id: Mapped[int | None] = mapped_column(ForeignKey("roster_import.id"))
    """The staff list that said it; NULL where somebody said it on the page of the roster."""

    unit: Mapped[Unit] = relationship()
    by: Mapped[Person | None] = relationship()
    roster_import: Mapped[RosterImport | None] = relationship()

    __table_args__ = (Index("ix_roster_confirmation_unit_id_day", "unit_id", "day"),)

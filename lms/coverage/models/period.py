"""A period of reporting, and the figures that were closed for one."""

import enum
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.people.models import Person
from lms.places.models import Unit


class Span(enum.StrEnum):
    """A part of a year for which figures are reported."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    H1 = "H1"
    H2 = "H2"
    YEAR = "Y"


MONTHS = {Span.Q1: (1, 3), Span.Q2: (4, 6), Span.Q3: (7, 9), Span.Q4: (10, 12)} | {
    Span.H1: (1, 6),
    Span.H2: (7, 12),
    Span.YEAR: (1, 12),
}
"""The first and the last month of each."""
CODE = re.compile(r"(\d{4})-(Q[1-4]|H[12]|Y)")


@dataclass(frozen=True)
class Period:
    """A quarter, a half or the whole of a year."""

    year: int
    span: Span

    @classmethod
    def of(cls, code: str) -> Self:
        """The period with this code; raises ValueError where there is none."""
        found = CODE.fullmatch(code)
        if found is None:
            raise ValueError(f"no period is called {code}")
        return cls(int(found[1]), Span(found[2]))

    @property
    def code(self) -> str:
        """What it is kept under, e.g. ``2022-Q4``."""
        return f"{self.year:04}-{self.span}"

    @property
    def last_day(self) -> date:
        """The day whose figures are those of the period."""
        last_month = MONTHS[self.span][1]
        next_month = date(self.year + last_month // 12, last_month % 12 + 1, 1)
        return next_month - timedelta(days=1)


class PeriodClose(Base):
    """The figures of a unit for a period, as they were reported. Never changed and never deleted: whoever
    closes the period again says why, and the later row supersedes this one, which stays."""

    __tablename__ = "period_close"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit, as it is on ``day``."""
    period_code: Mapped[str] = mapped_column("period", String(7))
    """Which period: see :class:`Period`."""
    day: Mapped[date] = mapped_column()
    """The day whose figures are kept: the last one of the period."""
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """Every figure with the ids of the people behind it: see ``lms.coverage.rules.freezing``. No names."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the snapshot, by which anybody sees that it is the one that was closed."""
    workbook: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The Excel file of the figures, byte for byte as it was closed. It names no person."""
    closed_at: Mapped[datetime] = mapped_column(Moment)
    """When the figures were read; what is recorded later changes only what is counted again."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who closed it."""
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("period_close.id"), unique=True)
    """The closing that this one corrects; NULL for the first one of the period."""
    reason: Mapped[str | None] = mapped_column(String(300))
    """Why it was closed again; NULL for the first one."""

    unit: Mapped[Unit] = relationship()
    by: Mapped[Person | None] = relationship()

    __table_args__ = (
        Index(
            "uq_period_close_unit_id_period_first",
            "unit_id",
            "period",
            unique=True,
            sqlite_where=text("supersedes_id IS NULL"),
            postgresql_where=text("supersedes_id IS NULL"),
        ),
    )

    @property
    def period(self) -> Period:
        """The period it closes."""
        return Period.of(self.period_code)


class Cause(enum.StrEnum):
    """Why somebody is counted otherwise than it was reported."""

    LISTED = "listed"  # a list or correction that came later says that she served there
    UNLISTED = "unlisted"  # one that came later says that she did not
    SHOWN = "shown"  # evidence was recorded later
    VOIDED = "voided"  # evidence was found to be a mistake, or to have lapsed
    MERGED = "merged"  # two rows were found to be one person
    PARTED = "parted"  # what was taken for one person are two
    DECIDED = "decided"  # somebody decided where a post of a split unit serves
    UNITS = "units"  # other units lie in the unit of today
    REVISED = "revised"  # what is asked, or of whom, was changed for this day
    ERASED = "erased"  # her data has been erased

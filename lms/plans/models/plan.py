"""The year's plan: classes to be held, figures from elsewhere, reporting time, second jobs as declared."""

import enum
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.activities.models.activity import Activity
from lms.base.database import Base, word_column
from lms.base.messages import Message, message
from lms.places.models import Organisation, Unit
from lms.standards.models import Competency


class Bound(enum.StrEnum):
    """How a figure from elsewhere is to be read."""

    EXACT = "exact"
    OVER = "over"  # "trên 95 %"
    UNDER = "under"  # "dưới 5 %"


class PlannedClass(Base):
    """A line of the plan: so many classes of one kind in a year."""

    __tablename__ = "planned_class"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit whose plan it is."""
    year: Mapped[int] = mapped_column()
    solution_group: Mapped[int] = mapped_column()
    """The heading of the plan under which it stands, 1–4."""
    title: Mapped[str] = mapped_column(String(300))
    competency_id: Mapped[int | None] = mapped_column(ForeignKey("competency.id"))
    """What the classes are to show; NULL for nothing that anybody asks for."""
    classes: Mapped[int] = mapped_column()
    """How many classes are to be held."""
    seats: Mapped[int | None] = mapped_column()
    """How many seats they have together; NULL while nobody has said."""
    persons: Mapped[int | None] = mapped_column()
    """How many different people shall come; NULL while nobody has said."""
    month: Mapped[int | None] = mapped_column()
    """The month in which they begin; NULL while it is open."""
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    note: Mapped[str] = mapped_column(String(500))

    unit: Mapped[Unit] = relationship()
    competency: Mapped[Competency | None] = relationship()
    organiser: Mapped[Organisation | None] = relationship()
    activities: Mapped[list[Activity]] = relationship(
        secondary="planned_class_activity", order_by="(Activity.valid_from, Activity.id)"
    )
    """What was held, or is prepared, to carry it out."""

    __table_args__ = (
        CheckConstraint("solution_group BETWEEN 1 AND 4", "solution_group_is_known"),
        CheckConstraint("month BETWEEN 1 AND 12", "month_is_one"),
        CheckConstraint("classes > 0", "classes_are_held"),
    )


class PlannedClassActivity(Base):
    """An activity carries out a line of the plan: of one line at most, so that nothing is counted twice."""

    __tablename__ = "planned_class_activity"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    planned_class_id: Mapped[int] = mapped_column(ForeignKey("planned_class.id"), index=True)


class OutsideIndicator(Base):
    """A figure that others measure, typed with its source; never mixed with what is counted here."""

    __tablename__ = "outside_indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    year: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(300))
    bound: Mapped[Bound] = mapped_column(word_column(Bound, "bound"))
    value: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    measure: Mapped[str] = mapped_column(String(40))
    """In what it is measured, e.g. "%" or "xã"."""
    source: Mapped[str] = mapped_column(String(300))
    """Who says so: a report, a paper, an address."""

    unit: Mapped[Unit] = relationship()


class ReportingTime(Base):
    """How long a unit needs to add up and send its report: before the training of a year, and after it."""

    __tablename__ = "reporting_time"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int] = mapped_column()
    hours_before: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    hours_after: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    source: Mapped[str] = mapped_column(String(300))
    """Who measured it, and how; empty where nobody has said."""

    unit: Mapped[Unit] = relationship()

    __table_args__ = (
        UniqueConstraint("unit_id", "year"),
        CheckConstraint("hours_before > 0 AND hours_after >= 0", "hours_are_measured"),
    )

    @property
    def shortened(self) -> Decimal:
        """By what share of the time before, (t0 − t1)/t0, it became shorter: percent, one decimal, halves
        away from zero; below 0 where it became longer."""
        gained = 100 * (self.hours_before - self.hours_after) / self.hours_before
        return gained.quantize(Decimal("0.1"), ROUND_HALF_UP)


class SecondJobs(Base):
    """What else the collaborators of a unit do, as the unit declares it for a year: a number for each job."""

    __tablename__ = "second_jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int] = mapped_column()
    womens_heads: Mapped[int] = mapped_column()
    """Heads of the women's branch of a village (chi hội trưởng phụ nữ)."""
    health_workers: Mapped[int] = mapped_column()
    """Village health workers (nhân viên y tế thôn, bản)."""
    others: Mapped[int] = mapped_column()
    """Those with any other second job."""
    without_other: Mapped[int] = mapped_column()
    """Those who do nothing else."""
    source: Mapped[str] = mapped_column(String(300))
    """Which report says so; empty where nobody has said."""

    unit: Mapped[Unit] = relationship()

    __table_args__ = (
        UniqueConstraint("unit_id", "year"),
        CheckConstraint(
            "womens_heads >= 0 AND health_workers >= 0 AND others >= 0 AND without_other >= 0",
            "nobody_is_less",
        ),
    )

    @property
    def counts(self) -> Mapping[str, int]:
        """The number for each job, by the name of its column."""
        return {name: getattr(self, name) for name in SECOND_JOBS}

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def busy(self) -> int:
        """Those with any second job."""
        return self.total - self.without_other


SECOND_JOBS: dict[str, Message] = {
    "womens_heads": message("Head of the women's branch"),
    "health_workers": message("Village health worker"),
    "others": message("Another second job"),
    "without_other": message("No second job"),
}
"""The columns of :class:`SecondJobs` in their order, and what they are called."""
BOUNDS: dict[Bound, Message] = {
    Bound.EXACT: message("exactly"),
    Bound.OVER: message("over"),
    Bound.UNDER: message("under"),
}

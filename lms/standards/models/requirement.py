"""Requirements: which roles must hold which competency, how it is shown and how long that counts."""

import enum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, ends_after_start, word_column
from lms.people.models import Role
from lms.standards.models.competency import Competency
from lms.standards.models.document import Document


class Validity(enum.StrEnum):
    """How long evidence counts."""

    NONE = "none"  # without end
    MONTHS = "months"  # so many months from the day it occurred
    CALENDAR_YEAR = "calendar_year"  # until the end of the year in which it occurred
    FIXED = "fixed"  # until a fixed day of the year, see fixed_end
    UNTIL_CLAUSE_CHANGE = "until_clause_change"  # until a clause it must cover gets a new version


class Requirement(Dated, Base):
    """A column of the coverage table: one thing asked of the people in certain roles, by a document."""

    __tablename__ = "requirement"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    """A short word, e.g. ``kien_thuc_ds_co_ban``; the name that reports and staff lists use. A change of
    what is asked ends the row and begins another with the same code."""
    name_vi: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300))
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    """The legal basis."""
    minimum_level: Mapped[int] = mapped_column(default=1)
    """The lowest level of the competency's scale that satisfies it."""
    validity: Mapped[Validity] = mapped_column(word_column(Validity, "validity"))
    months: Mapped[int | None] = mapped_column()
    """With validity ``months``: how many."""
    fixed_end: Mapped[str | None] = mapped_column(String(5))
    """With validity ``fixed``: the last day of the yearly period, as ``MM-DD``."""
    window_days: Mapped[int] = mapped_column(default=0)
    """Renewing so many days before the end keeps the old end as the beginning of the next period."""
    kinds_accepted: Mapped[list[str]] = mapped_column(JSON)
    """The kinds of evidence that count."""
    modes_accepted: Mapped[list[str]] = mapped_column(JSON)
    """The modes that count."""
    note: Mapped[str | None] = mapped_column(String(400))
    """What of this row is our own setting because the document is silent, and why; NULL where nothing is."""
    position: Mapped[int] = mapped_column(default=0)

    competency: Mapped[Competency] = relationship()
    document: Mapped[Document] = relationship()
    roles: Mapped[list[Role]] = relationship(secondary="requirement_role")

    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("validity <> 'months' OR (months IS NOT NULL AND months > 0)", "months_are_given"),
        CheckConstraint("validity <> 'fixed' OR fixed_end IS NOT NULL", "fixed_end_is_given"),
        ends_after_start(),
    )


class RequirementRole(Base):
    """A role of which a requirement is asked."""

    __tablename__ = "requirement_role"

    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), primary_key=True)

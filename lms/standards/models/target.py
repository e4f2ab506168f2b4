"""Targets: which share of whom shall meet a requirement, by whose decision."""

import enum
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, ends_after_start, word_column
from lms.people.models import Role
from lms.standards.models.document import Document
from lms.standards.models.requirement import Requirement


class Window(enum.StrEnum):
    """When evidence must fall to count for a target."""

    ON_DATE = "on_date"  # held on the day asked about
    IN_YEAR = "in_year"  # shown in the calendar year of the day asked about


class Target(Dated, Base):
    """A share, or a number of people, to be reached; the unit and the year may narrow it."""

    __tablename__ = "target"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20))
    """The indicator's name in the document, e.g. T1."""
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """The unit it was handed to; NULL for every unit."""
    year: Mapped[int | None] = mapped_column()
    """The year it is for; NULL for every year in which it holds."""
    threshold: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    """The share to be reached, in percent; NULL where the document names none."""
    number: Mapped[int | None] = mapped_column()
    """How many people shall meet it, where the document names a number; NULL where it names none. A target
    with a number alone is an aim of the year's plan: coverage keeps to the share of the targets above."""
    window: Mapped[Window] = mapped_column(word_column(Window, "window"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    """The document that sets it."""
    note: Mapped[str | None] = mapped_column(String(300))

    requirement: Mapped[Requirement] = relationship()
    document: Mapped[Document] = relationship()
    roles: Mapped[list[Role]] = relationship(secondary="target_role")

    __table_args__ = (ends_after_start(),)


class TargetRole(Base):
    """A role that a target counts."""

    __tablename__ = "target_role"

    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), primary_key=True)

"""Competencies: what somebody can do. A standard, such as a title standard, is a kind of competency."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, ends_after_start
from lms.standards.models.document import Clause, Document


class Competency(Dated, Base):
    """Something that can be shown by evidence."""

    __tablename__ = "competency"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """A short word, e.g. ``bao_ve_tre_em``."""
    name_vi: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("competency.id"))
    """The competency of which this is a part."""
    scale: Mapped[str] = mapped_column(String(40), default="passed")
    """Which scale its levels are named by."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    """Where it comes from."""
    position: Mapped[int] = mapped_column(default=0)

    document: Mapped[Document | None] = relationship()
    clauses: Mapped[list[Clause]] = relationship(secondary="competency_clause")

    __table_args__ = (ends_after_start(),)


class CompetencyClause(Base):
    """A clause that somebody with the competency must know in its present version."""

    __tablename__ = "competency_clause"

    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"), primary_key=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"), primary_key=True)


class ScaleLevel(Base):
    """One level of a scale; the lowest is 1."""

    __tablename__ = "scale_level"

    id: Mapped[int] = mapped_column(primary_key=True)
    scale: Mapped[str] = mapped_column(String(40))
    ordinal: Mapped[int] = mapped_column()
    name_vi: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))

    __table_args__ = (UniqueConstraint("scale", "ordinal"),)

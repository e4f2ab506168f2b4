"""Holdings: who meets which requirement from when until when. The one cache; recomputed, never edited."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, ends_after_start, word_column
from lms.standards.models.evidence import Evidence, EvidenceStatus
from lms.standards.models.requirement import Requirement


class Holding(Dated, Base):
    """An interval during which a person meets a requirement. Intervals of one pair never overlap:
    days that confirmed evidence covers are confirmed, the rest that declared evidence covers are declared."""

    __tablename__ = "holding"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"))
    status: Mapped[EvidenceStatus] = mapped_column(word_column(EvidenceStatus, "status"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    """The evidence that carries the interval."""

    requirement: Mapped[Requirement] = relationship()
    evidence: Mapped[Evidence] = relationship()

    __table_args__ = (
        Index("ix_holding_requirement_id_person_id", "requirement_id", "person_id"),
        Index("uq_holding_interval", "person_id", "requirement_id", "valid_from", unique=True),
        # All that counting reads, so that it fetches no row: half the time of a province's table.
        Index("ix_holding_by_person", "person_id", "requirement_id", "valid_from", "valid_until", "status"),
        ends_after_start(),
    )

"""Support visits: who looked where, what the checklist says, what was found and how it was put right."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment, word_column
from lms.base.messages import Message, message
from lms.people.models import Person
from lms.places.models import Unit


class CheckOutcome(enum.StrEnum):
    """What the team says of one item of the checklist."""

    MET = "met"  # đạt
    NOT_YET = "not_yet"  # chưa đạt
    NOT_SEEN = "not_seen"  # không xem


OUTCOMES: dict[CheckOutcome, Message] = {
    CheckOutcome.MET: message("Met the requirement"),
    CheckOutcome.NOT_YET: message("Not met yet"),
    CheckOutcome.NOT_SEEN: message("Not looked at"),
}


class SupportVisit(Base):
    """A team of one unit went to a unit below it to inspect, guide and help, on one day."""

    __tablename__ = "support_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The unit that was visited, as it was on that day."""
    visiting_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit whose team came: who may act over it leads the visit and may re-open what was closed."""
    visited_on: Mapped[date] = mapped_column()
    received_by: Mapped[str] = mapped_column(String(300))
    """Whom the team met, in words; empty where nobody is named."""
    document: Mapped[str] = mapped_column(String(200))
    """The plan or decision it rests on; empty while there is none."""
    summary: Mapped[str] = mapped_column(String(2000))
    """What the team says of the whole; may be empty."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    visiting_unit: Mapped[Unit] = relationship(foreign_keys=visiting_unit_id)
    team: Mapped[list["TeamMember"]] = relationship(order_by="TeamMember.id", back_populates="visit")
    checks: Mapped[list["VisitCheck"]] = relationship(order_by="VisitCheck.ordinal", back_populates="visit")
    findings: Mapped[list["VisitFinding"]] = relationship(order_by="VisitFinding.id", back_populates="visit")

    __table_args__ = (Index("ix_support_visit_unit_id_visited_on", "unit_id", "visited_on"),)


class TeamMember(Base):
    """Somebody of the team; the first one leads it."""

    __tablename__ = "visit_team_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("support_visit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Her record here; NULL for somebody who has none."""
    name: Mapped[str] = mapped_column(String(120))
    office: Mapped[str] = mapped_column(String(200))
    """Her office and where she works, as the minutes say it; may be empty."""

    visit: Mapped[SupportVisit] = relationship(back_populates="team")
    person: Mapped[Person | None] = relationship()


class VisitCheck(Base):
    """An item of the checklist of one visit; its words are kept as they were on that day."""

    __tablename__ = "visit_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("support_visit.id"))
    ordinal: Mapped[int] = mapped_column()
    """Its place in the list, from 1."""
    code: Mapped[str | None] = mapped_column(String(40))
    """Its code in the shipped checklist; NULL for an item that the team wrote or reworded."""
    name_vi: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300))
    """The same words where the team wrote it: it has one language only."""
    outcome: Mapped[CheckOutcome] = mapped_column(word_column(CheckOutcome, "outcome"))
    note: Mapped[str] = mapped_column(String(300))

    visit: Mapped[SupportVisit] = relationship(back_populates="checks")

    __table_args__ = (UniqueConstraint("visit_id", "ordinal"),)


class VisitFinding(Base):
    """Something to be put right: what was found, what was advised, who does it until when."""

    __tablename__ = "visit_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("support_visit.id"), index=True)
    words: Mapped[str] = mapped_column(String(1000))
    """What was found."""
    advice: Mapped[str] = mapped_column(String(1000))
    responsible: Mapped[str] = mapped_column(String(200))
    """Who puts it right, in words."""
    due_on: Mapped[date] = mapped_column()
    """The last day on which it is in time."""
    closed_on: Mapped[date | None] = mapped_column()
    """The day on which it was put right; NULL while it is open, also after it was opened again."""

    visit: Mapped[SupportVisit] = relationship(back_populates="findings")
    turns: Mapped[list["FindingTurn"]] = relationship(order_by="FindingTurn.id", back_populates="finding")

    __table_args__ = (Index("ix_visit_finding_closed_on_due_on", "closed_on", "due_on"),)

    def is_overdue(self, day: date) -> bool:
        """Whether it is still open on ``day`` although its last day has passed."""
        return self.closed_on is None and self.due_on < day


class FindingTurn(Base):
    """A finding was closed, or opened again: by whom, when and with which words. Rows are only added."""

    __tablename__ = "visit_finding_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("visit_finding.id"), index=True)
    closes: Mapped[bool] = mapped_column()
    """Whether it closes the finding; False where it opens it again."""
    day: Mapped[date] = mapped_column()
    """The day on which it was put right, or opened again."""
    words: Mapped[str] = mapped_column(String(1000))
    """How it was put right, or why that was not enough."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    finding: Mapped[VisitFinding] = relationship(back_populates="turns")
    by: Mapped[Person | None] = relationship()

    __table_args__ = (CheckConstraint("words <> ''", "words_are_said"),)

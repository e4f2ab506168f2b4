"""Activities: what is held or attended, on which days, about what, by whom."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Dated, Moment, ends_after_start, word_column
from lms.people.models import Person
from lms.places.models import Organisation, Unit
from lms.standards.models import Clause, Competency


class ActivityKind(enum.StrEnum):
    """What is held, in the field's words."""

    TRAINING = "training"  # tập huấn
    REFRESHER = "refresher"  # bồi dưỡng
    WORKSHOP = "workshop"  # hội thảo
    CONFERENCE = "conference"  # hội nghị
    MEETING = "meeting"  # giao ban
    OUTSIDE = "outside"  # a class of another body to which people were sent


class ActivityState(enum.StrEnum):
    """How far it has come."""

    PLANNED = "planned"
    CLOSED = "closed"  # held; its attendance has been checked and counts
    CANCELLED = "cancelled"


class Half(enum.StrEnum):
    """Half a day: what attendance is taken for."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class TeacherPart(enum.StrEnum):
    """What somebody does in front of the class."""

    TRAINER = "trainer"
    SPEAKER = "speaker"


class Activity(Dated, Base):
    """One class, meeting, workshop or conference; its dates are the days on which it takes place."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ActivityKind] = mapped_column(word_column(ActivityKind, "kind"))
    title: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit that answers for it: who may act over it plans, edits and reports it."""
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """Who holds it, perhaps from outside the province; NULL where nobody has said."""
    place: Mapped[str] = mapped_column(String(200))
    """Where, as on the invitation; empty while it is open."""
    capacity: Mapped[int | None] = mapped_column()
    """How many seats there are; NULL for no limit."""
    minimum_attendance: Mapped[int] = mapped_column(default=80)
    """The share of a topic's periods, in percent, that must have been attended for it to count."""
    document: Mapped[str] = mapped_column(String(200))
    """The decision or letter it rests on; empty while there is none. Evidence names it."""
    budget_line: Mapped[str] = mapped_column(String(200))
    """From which money, in words."""
    solution_group: Mapped[int | None] = mapped_column()
    """Heading of the year's plan under which it stands, 1–4; NULL for none."""
    typed_count: Mapped[int | None] = mapped_column()
    """The number of participants somebody wrote in a report; compared with the roster, never counted."""
    state: Mapped[ActivityState] = mapped_column(word_column(ActivityState, "state"))
    note: Mapped[str] = mapped_column(String(500))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    unit: Mapped[Unit] = relationship()
    organiser: Mapped[Organisation | None] = relationship()
    topics: Mapped[list["Topic"]] = relationship(order_by="Topic.ordinal", back_populates="activity")
    half_days: Mapped[list["HalfDay"]] = relationship(
        order_by="(HalfDay.day, HalfDay.half.desc())", back_populates="activity"
    )
    teachers: Mapped[list["Teacher"]] = relationship(order_by="Teacher.id", back_populates="activity")

    __table_args__ = (
        Index("ix_activity_valid_from", "valid_from"),
        CheckConstraint("minimum_attendance BETWEEN 1 AND 100", "minimum_attendance_is_a_share"),
        CheckConstraint("solution_group BETWEEN 1 AND 4", "solution_group_is_known"),
        ends_after_start(),
    )


class HalfDay(Base):
    """A half-day of an activity: what one sign-in sheet is printed for."""

    __tablename__ = "activity_half_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    day: Mapped[date] = mapped_column()
    half: Mapped[Half] = mapped_column(word_column(Half, "half"))

    activity: Mapped[Activity] = relationship(back_populates="half_days")

    __table_args__ = (UniqueConstraint("activity_id", "day", "half"),)


class Topic(Base):
    """Something that an activity teaches: what it shows, and how many periods it takes."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    ordinal: Mapped[int] = mapped_column()
    """Its place in the programme, from 1."""
    title: Mapped[str] = mapped_column(String(300))
    competency_id: Mapped[int | None] = mapped_column(ForeignKey("competency.id"), index=True)
    """What having attended it shows; NULL where it shows nothing that anybody asks for."""
    theory: Mapped[int] = mapped_column(default=0)
    """Periods (tiết, 45 minutes) of theory."""
    practice: Mapped[int] = mapped_column(default=0)
    """Periods of practice."""

    activity: Mapped[Activity] = relationship(back_populates="topics")
    competency: Mapped[Competency | None] = relationship()
    clauses: Mapped[list[Clause]] = relationship(secondary="topic_clause")
    shares: Mapped[list["TopicShare"]] = relationship(back_populates="topic", cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("activity_id", "ordinal"),)


class TopicClause(Base):
    """A version of a clause that a topic teaches."""

    __tablename__ = "topic_clause"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"), primary_key=True)


class TopicShare(Base):
    """How many periods of a topic fall into a half-day."""

    __tablename__ = "topic_share"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    half_day_id: Mapped[int] = mapped_column(ForeignKey("activity_half_day.id"), primary_key=True)
    periods: Mapped[int] = mapped_column()

    topic: Mapped[Topic] = relationship(back_populates="shares")
    half_day: Mapped[HalfDay] = relationship()

    __table_args__ = (CheckConstraint("periods > 0", "periods_are_taught"),)


class Teacher(Base):
    """Somebody who teaches or speaks, of this province or another body."""

    __tablename__ = "activity_teacher"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Her record here; NULL for somebody from elsewhere."""
    name: Mapped[str] = mapped_column(String(120))
    """As on the programme, with her title."""
    organisation: Mapped[str] = mapped_column(String(200))
    """Where she comes from, in words."""
    part: Mapped[TeacherPart] = mapped_column(word_column(TeacherPart, "part"))

    activity: Mapped[Activity] = relationship(back_populates="teachers")
    person: Mapped[Person | None] = relationship()

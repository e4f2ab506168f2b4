"""Who was meant to come, who came, and what they left behind: rosters, attendance, tasks, answers."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.activities.models.activity import Activity, HalfDay
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person, Role
from lms.standards.models import Competency


class GuestGroup(enum.StrEnum):
    """Whom somebody without an account stands for: counted as activity, never in a target."""

    VILLAGE_HEAD = "village_head"  # trưởng thôn
    BLOCK_HEAD = "block_head"  # khối trưởng, tổ trưởng dân phố
    FRONT = "front"  # ban công tác Mặt trận
    WOMENS_HEAD = "womens_head"  # chi hội trưởng phụ nữ
    LEADER = "leader"  # lãnh đạo xã, lãnh đạo ngành
    OTHER = "other"


class AttendanceWay(enum.StrEnum):
    """How an attendance was taken."""

    TICKED = "ticked"  # on a phone, in the room
    SHEET = "sheet"  # typed from the signed sheet afterwards
    LIST = "list"  # from an imported list
    CARD = "card"  # scanned


class RosterEntry(Base):
    """Somebody's seat in an activity: planned, come, or both."""

    __tablename__ = "roster_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose seat; NULL for a guest without an account."""
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    """As what she came: her role on the first day; NULL for a guest and for who held no post."""
    guest_name: Mapped[str | None] = mapped_column(String(120))
    guest_group: Mapped[GuestGroup | None] = mapped_column(word_column(GuestGroup, "guest_group"))
    guest_place: Mapped[str | None] = mapped_column(String(200))
    """The village or body a guest comes from, in words."""
    planned: Mapped[bool] = mapped_column(default=True)
    """Whether she was expected; who comes uninvited has an entry that was not planned."""
    invited_on: Mapped[date | None] = mapped_column()
    answered: Mapped[bool] = mapped_column(default=False)
    """Whether she has filled in the questionnaire at the end; what she wrote stands apart, without a name."""
    note: Mapped[str | None] = mapped_column(String(300))
    """E.g. why she was excused, or from which list a later entry comes."""

    activity: Mapped[Activity] = relationship()
    person: Mapped[Person | None] = relationship()
    role: Mapped[Role | None] = relationship()
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="entry")

    __table_args__ = (
        UniqueConstraint("activity_id", "person_id"),
        CheckConstraint("(person_id IS NULL) = (guest_name IS NOT NULL)", "a_person_or_a_guest"),
    )


class Attendance(Base):
    """Whether somebody was there in a half-day. Its id is minted where it was taken and arrives once."""

    __tablename__ = "attendance"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID."""
    entry_id: Mapped[int] = mapped_column(ForeignKey("roster_entry.id"))
    half_day_id: Mapped[int] = mapped_column(ForeignKey("activity_half_day.id"), index=True)
    present: Mapped[bool] = mapped_column()
    way: Mapped[AttendanceWay] = mapped_column(word_column(AttendanceWay, "way"))
    taken_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the device."""
    received_at: Mapped[datetime] = mapped_column(Moment)
    """By ours."""
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None] = mapped_column(String(300))

    entry: Mapped[RosterEntry] = relationship(back_populates="attendances")
    half_day: Mapped[HalfDay] = relationship()
    taken_by: Mapped[Person | None] = relationship()

    __table_args__ = (UniqueConstraint("entry_id", "half_day_id"),)


class ObservedTask(Base):
    """A task that somebody did before an observer's eyes, well or not yet."""

    __tablename__ = "observed_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roster_entry.id"), index=True)
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"))
    task: Mapped[str] = mapped_column(String(200))
    """What she did, e.g. "đóng vai thăm hộ gia đình"."""
    done_on: Mapped[date] = mapped_column()
    passed: Mapped[bool] = mapped_column()
    observer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None] = mapped_column(String(300))

    entry: Mapped[RosterEntry] = relationship()
    competency: Mapped[Competency] = relationship()


class FollowUp(Base):
    """A task in the commune after the class, and who has done it."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    task: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date] = mapped_column()

    done: Mapped[list["FollowUpDone"]] = relationship(back_populates="follow_up")


class FollowUpDone(Base):
    """Somebody did a task in the commune, as an officer saw."""

    __tablename__ = "follow_up_done"

    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roster_entry.id"), primary_key=True)
    done_on: Mapped[date] = mapped_column()
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    follow_up: Mapped[FollowUp] = relationship(back_populates="done")


class Answer(Base):
    """One filled questionnaire at the end of an activity; it names nobody."""

    __tablename__ = "questionnaire_answer"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID, minted where it was filled in."""
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    marks: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The mark 1–5 for each question, by its code."""
    words: Mapped[str] = mapped_column(String(1000))
    """What she wrote; empty for nothing."""
    on_paper: Mapped[bool] = mapped_column(default=False)
    received_on: Mapped[date] = mapped_column()

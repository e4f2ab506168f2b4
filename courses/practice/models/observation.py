"""What an observer signed, what was decided about it afterwards, and what arrived under its id otherwise."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.practice.checklist.shape import Mark
from courses.practice.models.checklist import ChecklistVersion
from lms.base.database import Base, Moment, word_column
from lms.people.models import Person
from lms.standards.models import Mode


class Way(enum.StrEnum):
    """How an observation came in."""

    PHONE = "phone"
    """By the script of a page that a phone keeps."""
    FORM = "form"
    """By the form, without script."""
    PAPER = "paper"
    """Ticked by hand on the printed checklist, entered afterwards."""


class Apart(enum.StrEnum):
    """Why an observation counts for nothing until somebody decides."""

    REVOKED = "revoked"
    """The phone had been revoked: perhaps it was not the observer who sent it."""
    NOT_ENTITLED = "not_entitled"
    """The observer did not hold the competency on that day, or did not answer for the person."""


class EventKind(enum.StrEnum):
    """What was decided about an observation."""

    TAKEN = "taken"
    LEFT = "left"
    VOIDED = "voided"


class Observation(Base):
    """Somebody did a task before the eyes of an observer. Never changed but for a note that is erased."""

    __tablename__ = "observation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID made on the phone, by the server where there is no script."""
    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who did the task."""
    observer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who looked on and signed."""
    marks: Mapped[list[str]] = mapped_column(JSON)
    """How each item was done, in the order of the version."""
    passed: Mapped[bool] = mapped_column()
    """As the server judged it by the pass rule of the version."""
    note: Mapped[str | None] = mapped_column(String(500))
    """What the observer wrote to her; NULL where nothing, or where it was erased."""
    mode: Mapped[Mode] = mapped_column(word_column(Mode, "mode"))
    """Whether she did it alone or together with the observer."""
    way: Mapped[Way] = mapped_column(word_column(Way, "way"))
    observed_on: Mapped[date] = mapped_column()
    """The day, in Vietnam."""
    received_at: Mapped[datetime] = mapped_column(Moment)
    """By the clock of the server."""
    device: Mapped[str | None] = mapped_column(String(36))
    """The device whose key sent it; NULL where a session did."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over what was sent: tells a repetition from a conflict."""
    receipt: Mapped[str] = mapped_column(String(9), unique=True)
    """Eight characters to be read aloud, such as ``7K4M-2QPX``."""
    apart: Mapped[Apart | None] = mapped_column(word_column(Apart, "apart"))
    """Why it was kept apart when it came; NULL where it counted at once."""

    version: Mapped[ChecklistVersion] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    observer: Mapped[Person] = relationship(foreign_keys=[observer_id])
    events: Mapped[list["ObservationEvent"]] = relationship(order_by="ObservationEvent.at", lazy="selectin")

    __table_args__ = (
        Index("ix_observation_person_id_observed_on", "person_id", "observed_on"),
        Index("ix_observation_observer_id_received_at", "observer_id", "received_at"),
    )

    def event(self, kind: EventKind) -> "ObservationEvent | None":
        """What was decided in this way; None where nobody did."""
        return next((each for each in self.events if each.kind is kind), None)

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide before it counts."""
        return self.apart is not None and not self.events

    @property
    def counts(self) -> bool:
        """Whether it stands: taken as it came or by a decision, and not voided."""
        kinds = {each.kind for each in self.events}
        return EventKind.VOIDED not in kinds and (self.apart is None or EventKind.TAKEN in kinds)

    def read_marks(self) -> tuple[Mark, ...]:
        """How each item was done."""
        return tuple(Mark(each) for each in self.marks)


class ObservationEvent(Base):
    """A decision about an observation, each kind once."""

    __tablename__ = "observation_event"

    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"), primary_key=True)
    kind: Mapped[EventKind] = mapped_column(word_column(EventKind, "kind"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(String(300))
    """Why it was voided; NULL for the others."""

    by: Mapped[Person] = relationship()


class ObservationConflict(Base):
    """Something else that arrived under the id of an observation: kept and shown, never put in its place."""

    __tablename__ = "observation_conflict"

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"))
    """The observation that was there first and stays as it is."""
    sender_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who sent this; perhaps somebody else than the first."""
    received_at: Mapped[datetime] = mapped_column(Moment)
    content_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was sent."""

    observation: Mapped[Observation] = relationship()
    sender: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("observation_id", "sender_id", "content_hash"),)

"""What somebody asks to be published: as it was asked, who looked at it, and what became of it."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models.course import Edition
from lms.base.database import Base, Moment, word_column
from lms.base.messages import Message
from lms.people.models import Person


class ProposalState(enum.StrEnum):
    """How far a proposal has come."""

    WAITING = "waiting"
    """For somebody else to look at it."""
    APPROVED = "approved"
    """It is published at its time."""
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    PUBLISHED = "published"
    VOID = "void"
    """It could not be published any more when its time came."""


OPEN = (ProposalState.WAITING, ProposalState.APPROVED)
"""The states in which something may still come of it."""


class Proposal(Base):
    """A course, or a lesson of a shipped one, that somebody asks to be published."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), index=True)
    """Of the course; one that was never published has no row yet."""
    lesson: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """A local text of a shipped lesson: ``language``, ``number``, ``state`` (what she had seen), ``text``;
    NULL for the course as it stands."""
    note: Mapped[str] = mapped_column(Text)
    """What she says about it; may be empty."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    publish_at: Mapped[datetime | None] = mapped_column(Moment)
    """Not earlier than this; NULL: as soon as it is approved."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """What was asked for; once it is approved, exactly what was looked at: ``edition.content_hash``."""
    state: Mapped[ProposalState] = mapped_column(word_column(ProposalState, "proposal_state"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who approved it or sent it back; NULL while nobody has, and where no second look was asked for."""
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    sentence: Mapped[str] = mapped_column(Text, default="")
    """What was said with the decision; never empty for what was sent back."""
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Why it is void: ``text`` and ``params`` of the sentence; NULL for any other."""
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    """What was published of it."""

    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    edition: Mapped[Edition | None] = relationship()

    __table_args__ = (
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="decided_by_somebody_else"
        ),
        CheckConstraint("(state = 'published') = (edition_id IS NOT NULL)", name="published_as_an_edition"),
        Index("ix_proposal_state_publish_at", "state", "publish_at"),
    )

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in OPEN

    @property
    def why_void(self) -> Message | None:
        """Why it could not be published, as a sentence."""
        return _message(self.problem) if self.problem else None

    @why_void.setter
    def why_void(self, sentence: Message) -> None:
        self.problem = _kept(sentence)


class Demand(enum.StrEnum):
    """For which courses a second person has to look at what is published."""

    NEVER = "never"
    CERTIFIED = "certified"
    """Those that give a certificate or teach to protect children, where there are two trainers."""
    ALWAYS = "always"


class SecondLookChoice(Base):
    """What was decided about second looks; the last row is in force."""

    __tablename__ = "second_look_choice"

    id: Mapped[int] = mapped_column(primary_key=True)
    demand: Mapped[Demand] = mapped_column(word_column(Demand, "demand"))
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    decided_by: Mapped[Person] = relationship()


def _kept(sentence: Message) -> dict[str, Any]:
    params = {
        name: _kept(value) if isinstance(value, Message) else value for name, value in sentence.params.items()
    }
    return {"text": sentence.text, "params": params}


def _message(kept: dict[str, Any]) -> Message:
    params = {
        name: _message(value) if isinstance(value, dict) else value for name, value in kept["params"].items()
    }
    return Message(kept["text"], params)

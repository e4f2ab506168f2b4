"""Taking in what an observer signed: exactly once, judged by the server, evidence where it was passed.

The id was made on the phone. The same id with the same content gives the same receipt; with other content
it is kept as a conflict. What comes from a revoked phone, or of an observer who may not observe, is kept
apart and counts for nothing until somebody decides.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from courses.practice.checklist.shape import Mark, judge
from courses.practice.models import Apart, ChecklistVersion, Observation, ObservationConflict, Way
from courses.practice.policies import may_observe, same_human
from courses.practice.queries import number_apart, version
from courses.practice.rules.counting import count
from lms.base import audit
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.receipts import new_receipt
from lms.base.text import clean
from lms.people.models import Person
from lms.standards.models import Mode

MOST_WAITING = 200
"""Observations of one observer that may wait: a phone that is lost cannot fill the database."""
MOST_OF_A_NOTE = 500
MODES = (Mode.SELF, Mode.TOGETHER)
"""How somebody does a task before an observer."""


class UnknownChecklist(Refusal):
    """There is no such version of a checklist, or no such person."""


class BadObservation(Refusal):
    """An observation cannot be kept as it was given."""


class NotEntitled(Refusal):
    """Somebody may not observe this person by this checklist."""


class TooMuchApart(Refusal):
    """What waits for a decision is enough; the phone keeps the rest and tries again."""


@dataclass(frozen=True)
class Signed:
    """An observation as an observer signed it; the fields mean what the columns of Observation mean."""

    id: str
    version_id: int
    person_id: int
    marks: tuple[Mark, ...]
    observed_on: date
    mode: Mode = Mode.SELF
    way: Way = Way.PHONE
    note: str = ""

    def content(self) -> dict[str, Any]:
        """What was signed, as JSON."""
        return {
            "version": self.version_id,
            "person": self.person_id,
            "marks": [mark.value for mark in self.marks],
            "day": self.observed_on.isoformat(),
            "mode": self.mode.value,
            "way": self.way.value,
            "note": self.note,
        }

    def digest(self) -> str:
        """Tells a repetition from a conflict."""
        content = json.dumps(self.content(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


class Kept(NamedTuple):
    """The answer to an observer."""

    observation: Observation
    conflict: bool = False
    """Whether what was sent differs from it and was put aside."""


def receive(
    observer: Person, signed: Signed, *, device: str | None = None, revoked: bool = False, now: datetime
) -> Kept:
    """Keep what an observer signed; where it counts and was passed, evidence and the steps that ask for it.

    Raises :class:`UnknownChecklist`, :class:`BadObservation` for marks that do not fit, a day to come or the
    observer herself, :class:`TooMuchApart`; and, where the observer is told at once (not from a phone),
    :class:`NotEntitled`.
    """
    lock_for_writing(f"observation:{signed.id}")
    known = db.session.get(Observation, signed.id)
    if known:
        same = known.observer_id == observer.id and known.content_hash == signed.digest()
        if not same:
            _put_aside(known, observer, signed, now)
        return Kept(known, conflict=not same)
    pinned, person = _found(signed)
    day = _day(signed, pinned, now)
    apart = _apart(observer, person, pinned, day, signed, revoked=revoked)
    observation = _observation(observer, signed, pinned, day)
    observation.received_at, observation.device, observation.apart = now, device, apart
    db.session.add(observation)
    db.session.flush()
    facts = {"person": person.id, "version": pinned.id, "passed": observation.passed}
    audit.record("observation:signed", observation, by=observer.id, facts=facts)
    if apart is None:
        count(observation, now=now)
    return Kept(observation)


def _found(signed: Signed) -> tuple[ChecklistVersion, Person]:
    pinned, person = version(signed.version_id), db.session.get(Person, signed.person_id)
    if pinned is None or person is None:
        raise UnknownChecklist(message("There is no such checklist or person."))
    return pinned, person


def _day(signed: Signed, pinned: ChecklistVersion, now: datetime) -> date:
    """The day of the observation: that of the phone where it can be right, else the day on which it came.
    Typed from paper it is the day that stands there."""
    today = day_of(now)
    if signed.way is Way.PHONE:
        believed = day_of(pinned.published_at) <= signed.observed_on <= today
        return signed.observed_on if believed else today
    if signed.observed_on > today:
        raise BadObservation(message("The day of the task lies in the future."))
    return signed.observed_on


def _apart(
    observer: Person, person: Person, pinned: ChecklistVersion, day: date, signed: Signed, *, revoked: bool
) -> Apart | None:
    """Why it does not count by itself; None where it does."""
    if same_human(observer, person):
        raise BadObservation(message("Nobody observes herself: another trainer or officer does."))
    entitled = may_observe(observer, person, pinned, day)
    if not entitled and signed.way is not Way.PHONE:
        raise NotEntitled(
            message(
                "Only who holds “%(competency)s” on that day observes it, and only people whom she answers"
                " for or serves beside.",
                competency=pinned.competency.name_vi,
            )
        )
    apart = Apart.REVOKED if revoked else None if entitled else Apart.NOT_ENTITLED
    if apart and number_apart(observer.id) >= MOST_WAITING:
        raise TooMuchApart(
            message(
                "%(count)d things from this phone wait for a decision already. Please ask the commune "
                "officer to look at them; until then the rest stays on this phone.",
                count=MOST_WAITING,
            )
        )
    return apart


def _observation(observer: Person, signed: Signed, pinned: ChecklistVersion, day: date) -> Observation:
    sheet = pinned.sheet("vi")
    if len(signed.marks) != len(sheet.items):
        raise BadObservation(message("Every item is marked, each once."))
    if signed.mode not in MODES:
        raise BadObservation(message("She does the task alone, or together with the observer."))
    return Observation(
        id=signed.id,
        version=pinned,
        person_id=signed.person_id,
        observer_id=observer.id,
        marks=[mark.value for mark in signed.marks],
        passed=judge(sheet, signed.marks).passed,
        note=clean(signed.note)[:MOST_OF_A_NOTE] or None,
        mode=signed.mode,
        way=signed.way,
        observed_on=day,
        content_hash=signed.digest(),
        receipt=new_receipt(),
    )


def _put_aside(known: Observation, sender: Person, signed: Signed, now: datetime) -> None:
    noted = select(ObservationConflict.id).where(
        ObservationConflict.observation_id == known.id,
        ObservationConflict.sender_id == sender.id,
        ObservationConflict.content_hash == signed.digest(),
    )
    if db.session.scalar(noted) is None:
        db.session.add(
            ObservationConflict(
                observation_id=known.id,
                sender_id=sender.id,
                received_at=now,
                content_hash=signed.digest(),
                content=signed.content(),
            )
        )
        db.session.flush()

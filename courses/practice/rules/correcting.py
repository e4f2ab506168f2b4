"""What becomes of an observation afterwards: taken over or left where it was kept apart; voided where it was
a mistake, then done anew."""

from datetime import datetime

from courses.practice.models import EventKind, Observation, ObservationEvent
from courses.practice.policies import may_observe
from courses.practice.queries import observations_of
from courses.practice.rules.counting import count, do_step, open_steps, person_of, source_of
from courses.rules.undoing import undo_steps
from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.standards.rules.recording import settle


class Decided(Refusal):
    """It is decided about once."""


class CannotCount(Refusal):
    """What was kept apart cannot be taken over as it stands."""


class ReasonMissing(Refusal):
    """Voiding needs a reason that who was observed can read."""


def decide(observation: Observation, *, take: bool, by: int, now: datetime) -> None:
    """Take over what was kept apart, or leave it where it is. The caller has asked who may.

    Raises :class:`Decided` where somebody decided before, and :class:`CannotCount` where the observer did not
    hold on that day what the checklist shows: taking over confirms who sent it, not that she could judge.
    """
    lock_for_writing(f"observation:{observation.id}")
    db.session.refresh(observation, ["events"])
    if not observation.waits:
        raise Decided(message("Somebody has decided about this already."))
    if not take:
        _note(observation, EventKind.LEFT, by, now)
        return
    if not may_observe(
        observation.observer, observation.person, observation.version, observation.observed_on
    ):
        raise CannotCount(
            message(
                "On that day %(name)s did not hold what this checklist shows, or did not answer for the"
                " person: it cannot count. Let somebody who holds it observe again.",
                name=observation.observer.full_name,
            )
        )
    _note(observation, EventKind.TAKEN, by, now)
    count(observation, now=now)


def void(observation: Observation, *, reason: str, erase_note: bool, by: int, now: datetime) -> None:
    """Declare an observation a mistake: its evidence is voided, steps that rest on it are open again, unless
    she passed the same before another time. The caller has asked who may.

    Raises :class:`ReasonMissing` without a reason and :class:`Decided` where it does not stand any more.
    """
    lock_for_writing(f"observation:{observation.id}")
    db.session.refresh(observation, ["events"])
    reason = clean(reason)[:300]
    if not reason:
        raise ReasonMissing(message("Write why: the person who was observed reads it."))
    if not observation.counts:
        raise Decided(message("This observation does not count any more."))
    _note(observation, EventKind.VOIDED, by, now, reason)
    if erase_note:
        observation.note = None
        db.session.flush()
    settle([source_of(observation)], [], by=by, note=reason)
    undo_steps([source_of(observation)], by=by, note=reason)
    for other in observations_of(person_of(observation), observation.version.checklist.code, most=100):
        if other.passed and other.counts:
            for step in open_steps(other):
                do_step(other, step, now=now)
            break


def _note(
    observation: Observation, kind: EventKind, by: int, now: datetime, reason: str | None = None
) -> None:
    db.session.add(
        ObservationEvent(observation_id=observation.id, kind=kind, at=now, by_id=by, reason=reason)
    )
    db.session.flush()
    db.session.refresh(observation, ["events"])
    facts = {"person": observation.person_id}
    audit.record(f"observation:{kind}", observation, by=by, facts=facts)

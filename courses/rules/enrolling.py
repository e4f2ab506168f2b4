"""Beginning a course."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select

from courses.models import Course, Edition, Enrolment
from courses.queries import enrolment as enrolment_in
from courses.queries import newest_edition
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message

_LATEST_ROUND = (
    select(Enrolment)
    .where(Enrolment.person_id == bindparam("person"), Enrolment.edition_id == bindparam("edition"))
    .order_by(Enrolment.round.desc())
    .limit(1)
    .execution_options(populate_existing=True)
)


MANY = 100
"""So many people are guarded by one lock for all: PostgreSQL keeps the locks of everybody in one table, and
one for each of several thousand people would fill it."""


class NotPublished(Refusal):
    """Nobody can learn from an edition that is still being made."""


def lock_learning(person_id: int) -> None:
    """Guard everything that this person learns, for the rest of the transaction."""
    lock_for_writing(f"learning:{person_id}", within="learning")


def lock_learning_of(person_ids: Collection[int]) -> None:
    """The same for several people; from :data:`MANY` on what everybody learns, by one lock. Whoever learns
    meanwhile waits for the end of the transaction."""
    if len(person_ids) >= MANY:
        lock_all_learning()
        return
    for person_id in sorted(person_ids):
        lock_learning(person_id)


def lock_all_learning() -> None:
    """Guard what everybody learns, where a rule finds out by itself whose learning it changes: whoever learns
    meanwhile waits for the end of the transaction."""
    lock_for_writing("learning")


def enrol(person_id: int, edition_id: int, *, now: datetime, by: int | None = None) -> Enrolment:
    """The person's latest enrolment in the edition, begun now if she has none; taken up again where she had
    set it aside."""
    lock_learning(person_id)
    return _taken_up(latest_round(person_id, edition_id)) or _begin(person_id, edition_id, 1, now, by)


def begin(
    person_id: int, course: Course, *, again: bool, now: datetime, by: int | None = None
) -> Enrolment | None:
    """Her enrolment in the course: the open one; else one in its newest edition, begun now; ``by`` whom, if
    not by herself.

    Who has completed it gets that enrolment back, unless she may take it ``again``. None while no edition
    is offered.
    """
    lock_learning(person_id)
    last = enrolment_in(person_id, course.id)
    if last and (last.completed_on is None or not again):
        return _taken_up(last)
    edition = newest_edition(course.id)
    return begin_edition(person_id, edition.id, now=now, by=by) if edition else None


def begin_edition(person_id: int, edition_id: int, *, now: datetime, by: int | None = None) -> Enrolment:
    """A new enrolment in an edition, as the next round of it where she was in it before."""
    earlier = latest_round(person_id, edition_id)
    return _begin(person_id, edition_id, earlier.round + 1 if earlier else 1, now, by)


def set_aside(person_id: int, course: Course, *, now: datetime) -> Enrolment | None:
    """Put aside a course that she has begun: it is not what comes next until she goes on with it. What is
    done in it stays done. None where she is in none."""
    lock_learning(person_id)
    begun = enrolment_in(person_id, course.id)
    if begun is None or begun.completed_on is not None:
        return None
    if begun.set_aside_at is None:
        begun.set_aside_at = now
        db.session.flush()
        record("enrolment:set_aside", begun, by=person_id)
    return begun


def latest_round(person_id: int, edition_id: int) -> Enrolment | None:
    """Her latest enrolment in the edition, read afresh."""
    return db.session.scalar(_LATEST_ROUND, {"person": person_id, "edition": edition_id})


def _taken_up(enrolment: Enrolment | None) -> Enrolment | None:
    if enrolment and enrolment.set_aside_at is not None:
        enrolment.set_aside_at = None
        db.session.flush()
        record("enrolment:taken_up", enrolment, by=enrolment.person_id)
    return enrolment


def _begin(person_id: int, edition_id: int, number: int, now: datetime, by: int | None) -> Enrolment:
    edition = db.session.get_one(Edition, edition_id)
    if edition.published_at is None:
        raise NotPublished(message("This course is not open yet."))
    enrolment = Enrolment(person_id=person_id, edition_id=edition_id, round=number, started_at=now)
    db.session.add(enrolment)
    db.session.flush()
    record("enrolment:begun", enrolment, by=by or person_id, facts={"edition": edition_id, "round": number})
    return enrolment

"""Withdrawing an edition or a whole course, and offering it again. Nothing is deleted: whoever is in it keeps
what she has done, what arrives later is kept, and evidence and certificates stand."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from courses.editions.queries import in_the_middle
from courses.formats.proposals import Told, offered_again, withdrawn
from courses.models import Course, Edition, Withdrawal
from courses.queries import newest_edition
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block
from lms.outbox.rules.sending import Letter, send_each

MOST_CHARACTERS = 500


class NotWithdrawable(Refusal):
    """It is withdrawn already, or nobody says why."""


class UndoneAlready(Refusal):
    """It is offered again already."""


def withdraw(course: Course, edition: Edition | None, *, reason: str, by: int, now: datetime) -> Withdrawal:
    """Withdraw an edition, or the whole course: nobody begins it from now on. Whoever is in the middle of it
    is told why and how to go on.

    Refuses silence, and what is withdrawn already (:class:`NotWithdrawable`).
    """
    lock_for_writing(f"course:{course.slug}", "outbox")
    why = clean_block(reason).strip()[:MOST_CHARACTERS]
    if not why:
        raise NotWithdrawable(message("Write in a sentence why; learners read it."))
    if any(_is_about(each, edition) for each in _in_force(course)):
        raise NotWithdrawable(message("This is withdrawn already."))
    withdrawal = Withdrawal(
        course_id=course.id,
        edition_id=edition.id if edition else None,
        reason=why,
        withdrawn_at=now,
        withdrawn_by_id=by,
    )
    db.session.add(withdrawal)
    db.session.flush()
    changed = _settle(course)
    facts = {"course": course.slug, "edition": edition.number if edition else None}
    record("edition:withdrawn", withdrawal, by=by, facts=facts)
    newer = newest_edition(course.id) is not None
    _tell(changed, lambda name: withdrawn(name, why, newer), f"withdrawal:{withdrawal.id}", by)
    return withdrawal


def offer_again(withdrawal: Withdrawal, *, by: int, now: datetime) -> None:
    """Take a withdrawal back: what it concerned is offered again, unless another one still does; whoever is
    in the middle of it is told. Refuses what is undone (:class:`UndoneAlready`)."""
    lock_for_writing(f"course:{withdrawal.course.slug}", "outbox")
    db.session.refresh(withdrawal)
    if withdrawal.undone_at is not None:
        raise UndoneAlready(message("This is offered again already."))
    withdrawal.undone_at, withdrawal.undone_by_id = now, by
    db.session.flush()
    changed = _settle(withdrawal.course)
    record("edition:offered_again", withdrawal, by=by, facts={"course": withdrawal.course.slug})
    _tell(changed, offered_again, f"withdrawal:{withdrawal.id}:undone", by)


def _in_force(course: Course) -> list[Withdrawal]:
    found = select(Withdrawal).where(Withdrawal.course_id == course.id, Withdrawal.undone_at.is_(None))
    return list(db.session.scalars(found.order_by(Withdrawal.id)))


def _is_about(withdrawal: Withdrawal, edition: Edition | None) -> bool:
    return withdrawal.edition_id is None or (edition is not None and withdrawal.edition_id == edition.id)


def _settle(course: Course) -> list[Edition]:
    """Bring the editions in line with what is in force; returns those of which that changed anything."""
    in_force, changed = _in_force(course), []
    for edition in course.editions:
        since = min((each.withdrawn_at for each in in_force if _is_about(each, edition)), default=None)
        if (since is None) != (edition.withdrawn_at is None):
            changed.append(edition)
        edition.withdrawn_at = since
    db.session.flush()
    return changed


def _tell(changed: list[Edition], told_of: Callable[[str], Told], key: str, by: int) -> None:
    """Tell everybody who is in the middle of these editions, once."""
    if not changed:
        return
    told, link = told_of(changed[-1].name_vi), f"/learn/{changed[-1].course.slug}"
    people = in_the_middle([each.id for each in changed])
    send_each([Letter(each, told.subject, told.text, f"{key}:{each}", link) for each in people], by=by)

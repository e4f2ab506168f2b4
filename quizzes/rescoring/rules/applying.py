"""Applying a corrected key: once, under the lock, after somebody has seen who changes and said why."""

from collections.abc import Iterable
from datetime import datetime

from courses.rules.completing_many import Done, complete_step_of_each
from courses.rules.enrolling import lock_all_learning
from courses.rules.undoing import undo_steps
from lms.base import audit
from lms.base.bulk import insert_rows
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.outbox.rules.sending import Letter, send_each
from quizzes.models import AttemptRescore, Rescoring
from quizzes.rescoring.formats.telling import Outcome, judged_again
from quizzes.rescoring.models import Stood
from quizzes.rescoring.rules.judging_again import Preview, preview
from quizzes.rules.receiving import counted_day

MOST_OF_A_REASON = 300


class NothingToRescore(Refusal):
    """Nothing changes, or there is no such exercise."""


class SeenOtherwise(Refusal):
    """Something else would change than what somebody was shown."""


class ReasonMissing(Refusal):
    """Those who are concerned read why."""


def apply(code: str, *, reason: str, keeps_passed: bool, seen: str, by: int, now: datetime) -> Rescoring:
    """Judge the attempts at earlier versions of an exercise by the key of its newest version.

    Attempts are never changed: what they are worth now stands beside them. Who passes now has done the step
    from the day on which the attempt counts. Who passes no longer keeps what she has, unless ``keeps_passed``
    is False: then her step is taken back, and what completing the course by it showed is voided. Each person
    concerned gets one message. ``seen`` is the ``state`` of the preview that was shown.

    Raises :class:`ReasonMissing`, :class:`NothingToRescore` and :class:`SeenOtherwise`.
    """
    lock_for_writing(f"rescoring:{code}")
    reason = clean(reason)[:MOST_OF_A_REASON]
    if not reason:
        raise ReasonMissing(message("Write why: those who are concerned read it."))
    lock_all_learning()  # before looking: who passes in between would be overlooked
    found = preview(code)
    if found is None or not found.changes:
        raise NothingToRescore(message("Nothing changes: everybody is judged by this key already."))
    if found.state != seen:
        raise SeenOtherwise(
            message("Attempts have come in since this page was opened. Look at the list again, then confirm.")
        )
    row = Rescoring(version_id=found.version.id, reason=reason, keeps_passed=keeps_passed, by_id=by, at=now)
    db.session.add(row)
    db.session.flush()
    _keep(row, found)
    _do_steps(found, by, now)
    if not keeps_passed:
        _take_back(found, by, reason, now)
    _tell(row, found)
    facts = {
        "exercise": code,
        "version": found.version.number,
        "attempts": len(found.changes),
        "passing": len(found.passing),
        "failing": len(found.failing),
        "keeps": keeps_passed,
    }
    audit.record("rescoring:applied", row, by=by, facts=facts)
    return row


def _keep(row: Rescoring, found: Preview) -> None:
    """Write beside each attempt that changes what it is worth now."""
    insert_rows(
        AttemptRescore,
        [
            {
                "attempt_id": each.attempt.id,
                "rescoring_id": row.id,
                **each.after._asdict(),
                "kept": row.keeps_passed and each.fails_now,
            }
            for each in found.changes
        ],
    )


def _do_steps(found: Preview, by: int, now: datetime) -> None:
    """Note the step of everybody who passes now, from the day of the first attempt that does."""
    first: dict[tuple[int, int], Stood] = {}
    for each in found.changes:
        place = each.attempt.person_id, each.attempt.step_id
        if place in found.passing and each.after.passed:
            first.setdefault(place, each.attempt)
    _note(first.values(), found, by, now)


def _note(attempts: Iterable[Stood], found: Preview, by: int, now: datetime) -> None:
    """Note the steps that these attempts do, one of each person at each step."""
    steps: dict[int, list[Done]] = {}
    published = {each.id: each.published_at for each in found.earlier}
    for each in attempts:
        begun = each.fetched_at or published[each.version_id]
        day, _believed = counted_day(each.finished_at, begun, each.received_at)
        done = Done(each.person_id, day, each.mode, f"attempt:{each.id}")
        steps.setdefault(each.step_id, []).append(done)
    for step_id, done_there in sorted(steps.items()):
        complete_step_of_each(step_id, done_there, by=by, now=now)


def _take_back(found: Preview, by: int, reason: str, now: datetime) -> None:
    """Open the steps of those who pass no longer; who still passes by another attempt does hers by that."""
    if not found.version.kind.must_be_passed:
        return
    failed = {each.attempt.id for each in found.changes if each.fails_now}
    undo_steps([f"attempt:{each}" for each in failed], by=by, note=reason)
    changed = {each.attempt.id: each.after for each in found.changes}
    places = {(each.attempt.person_id, each.attempt.step_id) for each in found.changes if each.fails_now}
    other: dict[tuple[int, int], Stood] = {}
    for each in found.attempts:
        place = each.person_id, each.step_id
        if place in places and changed.get(each.id, each.scored).passed:
            other.setdefault(place, each)
    _note(other.values(), found, by, now)


def _tell(row: Rescoring, found: Preview) -> None:
    """One message to each person of whom anything changes; equal ones are worded once."""
    latest = {each.attempt.person_id: each for each in found.changes}
    passing, failing = ({person for person, _step in places} for places in (found.passing, found.failing))
    title, worded, letters = found.version.text("vi").title, {}, []
    for person_id, each in latest.items():
        outcome = Outcome.of(person_id in passing, person_id in failing, keeps=row.keeps_passed)
        said = each.attempt.scored.score, each.after.score, outcome
        if said not in worded:
            worded[said] = judged_again(title, row, *said)
        told, key = worded[said], f"rescoring:{row.id}:{person_id}"
        letters.append(Letter(person_id, told.subject, told.text, key, link=f"/attempts/{each.attempt.id}"))
    send_each(letters, by=row.by_id)

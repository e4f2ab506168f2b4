"""Tasks done before an observer's eyes: who passed shows the competency at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lms.activities.models import Activity, ActivityState, ObservedTask, RosterEntry
from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean, fold
from lms.standards.models import Competency, EvidenceKind, EvidenceStatus
from lms.standards.rules.recording import NewEvidence, settle


class BadObservation(Refusal):
    """An observed task cannot be kept as it was given."""


@dataclass(frozen=True)
class Seen:
    """How somebody did a task."""

    passed: bool
    note: str = ""


def observe(
    activity_id: int,
    *,
    task: str,
    competency_id: int,
    done_on: date,
    seen: Mapping[int, Seen],
    by: int,
) -> list[ObservedTask]:
    """Keep how the people on these seats did a task; the same task and competency again replaces what was
    seen before. What was passed is evidence, with a source of its own; what no longer is, is voided.

    Raises :class:`BadObservation` for a task without words, a day to come, a guest, or the observer herself.
    """
    lock_for_writing("activities", "evidence")
    activity = _standing(activity_id)
    task = clean(task)[:200]
    _check(task, competency_id, done_on)
    entries = _entries(activity_id, seen, by)
    rows = [_row(entry, task, competency_id) for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        row.done_on, row.observer_id = done_on, by
        row.passed, row.note = seen[entry.id].passed, clean(seen[entry.id].note)[:300] or None
    db.session.flush()
    shown = [_evidence(activity, row, entry) for row, entry in zip(rows, entries, strict=True) if row.passed]
    settle([source_of(row) for row in rows], shown, by=by, note="Đánh giá được sửa")
    record("activity:observed", activity, by=by, facts={"people": len(rows), "passed": len(shown)})
    return rows


def source_of(row: ObservedTask) -> str:
    """What the evidence of an observed task rests on."""
    return f"observed:{row.id}"


def _check(task: str, competency_id: int, done_on: date) -> None:
    if not task:
        raise BadObservation(message("Say which task was done."))
    if done_on > clock.today():
        raise BadObservation(message("The day of the task lies in the future."))
    if db.session.get(Competency, competency_id) is None:
        raise BadObservation(message("There is no such competency."))


def _entries(activity_id: int, seen: Mapping[int, Seen], by: int) -> list[RosterEntry]:
    found = select(RosterEntry).where(RosterEntry.activity_id == activity_id, RosterEntry.id.in_(list(seen)))
    entries = list(db.session.scalars(found.order_by(RosterEntry.id)))
    if len(entries) != len(seen) or any(entry.person_id is None for entry in entries):
        raise BadObservation(message("Only staff on the roster of this activity are observed."))
    if any(entry.person_id == by for entry in entries):
        raise BadObservation(message("Nobody observes herself: another trainer or officer does."))
    if not entries:
        raise BadObservation(message("Nobody was marked."))
    return entries


def _row(entry: RosterEntry, task: str, competency_id: int) -> ObservedTask:
    same = select(ObservedTask).where(
        ObservedTask.entry_id == entry.id, ObservedTask.competency_id == competency_id
    )
    for row in db.session.scalars(same):
        if fold(row.task) == fold(task):
            return row
    row = ObservedTask(entry_id=entry.id, competency_id=competency_id, task=task)
    db.session.add(row)
    return row


def _evidence(activity: Activity, row: ObservedTask, entry: RosterEntry) -> NewEvidence:
    if entry.person_id is None:
        raise ValueError("a guest shows nothing")
    return NewEvidence(
        person_id=entry.person_id,
        competency_id=row.competency_id,
        occurred_on=row.done_on,
        kind=EvidenceKind.OBSERVED,
        status=EvidenceStatus.CONFIRMED,
        source=source_of(row),
        by=row.observer_id,
        document=activity.document or None,
        note=row.task,
    )


def _standing(activity_id: int) -> Activity:
    activity = db.session.get(Activity, activity_id)
    if activity is None or activity.state is ActivityState.CANCELLED:
        raise BadObservation(message("This activity does not take place."))
    return activity

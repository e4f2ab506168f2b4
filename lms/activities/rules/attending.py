"""Attendance: it arrives once, is corrected openly, and counts when it has been checked.

An attendance is minted where it was taken. The same one again changes nothing; two phones that say the same
of somebody are one attendance; of two that disagree the later stands, and the roster's page says so.
"""

import enum
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from lms.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Attendance,
    AttendanceWay,
    HalfDay,
    RosterEntry,
)
from lms.activities.queries import roster_of, whole_activity
from lms.activities.rules.crediting import Credit, Share, Taught, credits_of
from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.standards.models import EvidenceKind, EvidenceStatus, Mode
from lms.standards.rules.recording import NewEvidence, settle


class BadAttendance(Refusal):
    """An attendance cannot be taken, or an activity cannot be closed, as it stands."""


@dataclass(frozen=True)
class Taken:
    """An attendance as it was taken; the fields mean what the columns of :class:`Attendance` mean."""

    id: str
    entry_id: int
    half_day_id: int
    present: bool
    way: AttendanceWay
    taken_at: datetime
    note: str | None = None
    person_id: int | None = None
    """Whose seat it was where it was taken; None where that was not said, or for a guest."""


class Outcome(enum.StrEnum):
    """What became of one attendance that arrived."""

    KEPT = "kept"  # new
    KNOWN = "known"  # here already, from this phone or another
    CHANGED = "changed"  # puts right what had been said before
    LATE = "late"  # older than what is here: passed over


class Arrived(NamedTuple):
    """What became of a batch of attendances: how many of each :class:`Outcome`."""

    kept: int
    known: int
    changed: int
    late: int


def take(activity_id: int, batch: Sequence[Taken], *, by: int | None) -> Arrived:
    """Keep attendances, as :func:`take_each` does; returns how many were new, known, changed, late."""
    counted = Counter(take_each(activity_id, batch, by=by))
    return Arrived(*(counted[outcome] for outcome in Outcome))


def take_each(activity_id: int, batch: Sequence[Taken], *, by: int | None) -> list[Outcome]:
    """Keep attendances and say of each, in their order, what became of it; on a closed activity the evidence
    of whom they concern follows at once.

    Raises :class:`BadAttendance` where an entry or half-day belongs to another activity, or the day is still
    to come. All or nothing.
    """
    lock_for_writing("activities")
    activity = _standing(activity_id)
    _check_belonging(activity_id, batch)
    here = _here([each.entry_id for each in batch])
    outcomes = {
        number: _enter(each, here, by)
        for number, each in sorted(enumerate(batch), key=lambda numbered: numbered[1].taken_at)
    }
    db.session.flush()
    counted = Counter(outcomes.values())
    facts = {each.value: counted[each] for each in (Outcome.KEPT, Outcome.CHANGED, Outcome.LATE)}
    record("activity:attended", activity, by=by, facts=facts)
    news = (Outcome.KEPT, Outcome.CHANGED)
    touched = {each.entry_id for number, each in enumerate(batch) if outcomes[number] in news}
    if activity.state is ActivityState.CLOSED and touched:
        credit(activity_id, by=by, entry_ids=touched)
    return [outcomes[number] for number in range(len(batch))]


def still_seated(batch: Sequence[Taken]) -> list[Taken]:
    """Those of a batch whose seats stand as they were when they were taken. Who was taken off the roster
    meanwhile leaves the attendance of the others as it is, and never becomes that of who has her seat now.

    Raises :class:`BadAttendance` where nobody is left.
    """
    ids = [each.entry_id for each in batch]
    held = select(RosterEntry.id, RosterEntry.person_id).where(RosterEntry.id.in_(ids))
    holders = dict(db.session.execute(held).all())
    seated = [
        each
        for each in batch
        if each.entry_id in holders and each.person_id in (None, holders[each.entry_id])
    ]
    if not seated:
        raise BadAttendance(message("This name is no longer on the roster."))
    return seated


def _enter(each: Taken, here: dict[tuple[int, int], Attendance], by: int | None) -> Outcome:
    before = here.get((each.entry_id, each.half_day_id))
    if before is None:
        row = here[each.entry_id, each.half_day_id] = _row(each, by)
        db.session.add(row)
        return Outcome.KEPT
    if before.present == each.present:
        return Outcome.KNOWN
    if each.taken_at < before.taken_at:
        return Outcome.LATE
    before.present, before.way, before.taken_at = each.present, each.way, each.taken_at
    before.received_at, before.taken_by_id, before.note = clock.now(), by, each.note
    return Outcome.CHANGED


def close(activity_id: int, *, by: int | None) -> Activity:
    """Declare the attendance checked: the activity is done, and what it shows becomes evidence.

    Raises :class:`BadAttendance` before the last day is over, and where nobody's attendance was taken.
    """
    lock_for_writing("activities", "evidence")
    activity = _standing(activity_id)
    if activity.state is ActivityState.CLOSED:
        return activity
    if activity.valid_until is None or activity.valid_until > clock.today() + timedelta(days=1):
        raise BadAttendance(message("An activity is closed on its last day or after it."))
    seats = select(RosterEntry.id).where(RosterEntry.activity_id == activity_id)
    there = select(Attendance.id).where(Attendance.entry_id.in_(seats), Attendance.present)
    if db.session.scalar(there.limit(1)) is None:
        raise BadAttendance(message("Nobody's attendance has been taken yet."))
    if activity.kind is ActivityKind.OUTSIDE and not activity.document:
        raise BadAttendance(message("A class of another body counts only with its document."))
    activity.state = ActivityState.CLOSED
    db.session.flush()
    record("activity:closed", activity, by=by)
    credit(activity_id, by=by)
    return activity


def credit(activity_id: int, *, by: int | None, entry_ids: Collection[int] | None = None) -> None:
    """Bring evidence in line with attendance, for everybody on the roster or for these entries only."""
    lock_for_writing("activities", "evidence")
    activity = whole_activity(activity_id)
    if activity is None:
        raise BadAttendance(message("There is no such activity."))
    topics = taught_by(activity)
    entries = [
        entry
        for entry in roster_of(activity_id)
        if entry.person_id is not None and (entry_ids is None or entry.id in entry_ids)
    ]
    rows = [
        _evidence(activity, entry, credit, by)
        for entry in entries
        for credit in credits_of(topics, present_in(entry), activity.minimum_attendance)
    ]
    settle([source_of(entry) for entry in entries], rows, by=by, note="Điểm danh được sửa")


def present_in(entry: RosterEntry) -> frozenset[int]:
    """The half-days in which somebody was there."""
    return frozenset(each.half_day_id for each in entry.attendances if each.present)


def taught_by(activity: Activity) -> list[Taught]:
    """The topics of an activity as crediting sees them."""
    days = {half_day.id: half_day.day for half_day in activity.half_days}
    return [
        Taught(
            topic.id,
            topic.competency_id,
            frozenset(clause.id for clause in topic.clauses),
            tuple(Share(each.half_day_id, days[each.half_day_id], each.periods) for each in topic.shares),
        )
        for topic in activity.topics
    ]


def source_of(entry: RosterEntry) -> str:
    """What the evidence of a seat rests on."""
    return f"activity:{entry.activity_id}:{entry.id}"


def _evidence(activity: Activity, entry: RosterEntry, credit: Credit, by: int | None) -> NewEvidence:
    if entry.person_id is None:
        raise ValueError("a guest shows nothing")
    on_paper = any(each.way in (AttendanceWay.SHEET, AttendanceWay.LIST) for each in entry.attendances)
    return NewEvidence(
        person_id=entry.person_id,
        competency_id=credit.competency,
        occurred_on=credit.shown_on,
        kind=EvidenceKind.OUTSIDE if activity.kind is ActivityKind.OUTSIDE else EvidenceKind.WORKSHOP,
        status=EvidenceStatus.CONFIRMED,
        source=source_of(entry),
        mode=Mode.PAPER if on_paper else Mode.SELF,
        by=by,
        clause_ids=tuple(sorted(credit.clauses)),
        document=activity.document or None,
    )


def _standing(activity_id: int) -> Activity:
    activity = db.session.get(Activity, activity_id)
    if activity is None or activity.state is ActivityState.CANCELLED:
        raise BadAttendance(message("This activity does not take place."))
    return activity


def _check_belonging(activity_id: int, batch: Sequence[Taken]) -> None:
    entries = set(db.session.scalars(select(RosterEntry.id).where(RosterEntry.activity_id == activity_id)))
    days = dict(
        db.session.execute(select(HalfDay.id, HalfDay.day).where(HalfDay.activity_id == activity_id)).all()
    )
    for each in batch:
        if each.entry_id not in entries or each.half_day_id not in days:
            raise BadAttendance(message("This attendance belongs to another activity."))
        if days[each.half_day_id] > clock.today():
            raise BadAttendance(
                message(
                    "%(day)s is still to come: attendance is taken in the room.",
                    day=f"{days[each.half_day_id]:%d/%m/%Y}",
                )
            )
    claimed = select(Attendance).where(Attendance.id.in_([each.id for each in batch]))
    owners = {row.id: (row.entry_id, row.half_day_id) for row in db.session.scalars(claimed)}
    for each in batch:
        if owners.setdefault(each.id, (each.entry_id, each.half_day_id)) != (each.entry_id, each.half_day_id):
            raise BadAttendance(message("This attendance was taken of somebody else."))


def _here(entry_ids: Sequence[int]) -> dict[tuple[int, int], Attendance]:
    rows = db.session.scalars(select(Attendance).where(Attendance.entry_id.in_(entry_ids)))
    return {(row.entry_id, row.half_day_id): row for row in rows}


def _row(taken: Taken, by: int | None) -> Attendance:
    return Attendance(
        id=taken.id,
        entry_id=taken.entry_id,
        half_day_id=taken.half_day_id,
        present=taken.present,
        way=taken.way,
        taken_at=taken.taken_at,
        received_at=clock.now(),
        taken_by_id=by,
        note=taken.note,
    )

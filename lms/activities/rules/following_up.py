"""Tasks in the commune after a class: given, ticked off when an officer saw them done, late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from lms.activities.models import Activity, ActivityState, FollowUp, FollowUpDone, RosterEntry
from lms.activities.queries import roster_of
from lms.activities.rules.attending import present_in
from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean


class BadFollowUp(Refusal):
    """A task in the commune cannot be kept as it was given."""


@dataclass(frozen=True)
class Overdue:
    """A task whose day has passed, and who has not done it."""

    activity: Activity
    follow_up: FollowUp
    waiting: list[RosterEntry]


def give_task(activity_id: int, *, task: str, due_on: date, by: int | None) -> FollowUp:
    """Give everybody who came a task in the commune, to be done by a day."""
    lock_for_writing("activities")
    activity = db.session.get(Activity, activity_id)
    if activity is None or activity.state is ActivityState.CANCELLED:
        raise BadFollowUp(message("This activity does not take place."))
    if not clean(task):
        raise BadFollowUp(message("Say which task is to be done."))
    if due_on < activity.valid_from:
        raise BadFollowUp(message("The task is due before the class begins."))
    follow_up = FollowUp(activity_id=activity_id, task=clean(task)[:300], due_on=due_on)
    db.session.add(follow_up)
    db.session.flush()
    record("activity:task-given", activity, by=by, facts={"task": follow_up.id, "due": due_on.isoformat()})
    return follow_up


def tick_off(follow_up_id: int, *, shown: Collection[int], done: Collection[int], by: int) -> None:
    """Note for the seats ``shown`` who has done the task, seen today; taking a tick away takes it back."""
    lock_for_writing("activities")
    follow_up = db.session.get(FollowUp, follow_up_id)
    if follow_up is None:
        raise BadFollowUp(message("There is no such task."))
    theirs = {entry.id for entry in who_does(follow_up.activity_id)}
    if not set(shown) <= theirs:
        raise BadFollowUp(message("Only who was in the class does its task."))
    before = {row.entry_id: row for row in follow_up.done}
    for entry_id in sorted(set(shown)):
        if entry_id in done and entry_id not in before:
            db.session.add(
                FollowUpDone(
                    follow_up_id=follow_up_id, entry_id=entry_id, done_on=clock.today(), seen_by_id=by
                )
            )
        elif entry_id not in done and entry_id in before:
            db.session.delete(before[entry_id])
    db.session.flush()
    db.session.expire(follow_up)
    facts = {"done": len(set(done) & theirs)}
    record("follow-up:ticked", follow_up, by=by, facts=facts)


def who_does(activity_id: int) -> list[RosterEntry]:
    """Whose task it is: the staff who came; everybody expected while nobody's attendance is known."""
    staff = [entry for entry in roster_of(activity_id) if entry.person_id is not None]
    return [entry for entry in staff if present_in(entry)] or [entry for entry in staff if entry.planned]


def follow_ups_of(activity_id: int) -> list[FollowUp]:
    """The tasks given in an activity, by the day they are due."""
    found = select(FollowUp).where(FollowUp.activity_id == activity_id)
    return list(db.session.scalars(found.order_by(FollowUp.due_on, FollowUp.id)))


def overdue(runs: ColumnElement[bool], day: date) -> list[Overdue]:
    """The tasks of the activities that meet ``runs`` that were due before ``day`` and are not done by all."""
    late = (
        select(FollowUp, Activity)
        .join(Activity, Activity.id == FollowUp.activity_id)
        .where(runs, FollowUp.due_on < day, Activity.state != ActivityState.CANCELLED)
        .options(joinedload(Activity.unit))
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    found = []
    for follow_up, activity in db.session.execute(late):
        done = {row.entry_id for row in follow_up.done}
        waiting = [entry for entry in who_does(activity.id) if entry.id not in done]
        if waiting:
            found.append(Overdue(activity, follow_up, waiting))
    return found

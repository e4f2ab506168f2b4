"""Inviting: who is on the roster learns of it, on a day that is kept."""

from datetime import date

from lms.activities.models import ActivityState, RosterEntry
from lms.activities.queries import roster_of, whole_activity
from lms.activities.rules.seating import BadSeat
from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import message


def invite(activity_id: int, day: date, *, by: int | None) -> int:
    """Note that everybody expected who was not invited yet was invited on ``day``; returns how many.

    Raises :class:`BadSeat` for a day still to come, and for an activity that is over or called off.
    """
    lock_for_writing("activities")
    activity = whole_activity(activity_id)
    if activity is None or activity.state is not ActivityState.PLANNED:
        raise BadSeat(message("People are invited while the activity is planned."))
    if day > clock.today():
        raise BadSeat(message("The day of the invitation lies in the future."))
    waiting: list[RosterEntry] = [
        entry for entry in roster_of(activity_id) if entry.planned and entry.invited_on is None
    ]
    for entry in waiting:
        entry.invited_on = day
    db.session.flush()
    record("activity:invited", activity, by=by, facts={"people": len(waiting), "on": day.isoformat()})
    return len(waiting)

"""A page of ticks: what changed between what somebody was shown and what she sent."""

from collections.abc import Collection
from uuid import uuid4

from lms.activities.models import AttendanceWay
from lms.activities.rules.attending import Arrived, BadAttendance, Taken, take
from lms.base import clock
from lms.base.messages import message
from lms.base.text import clean

AFTERWARDS = (AttendanceWay.SHEET, AttendanceWay.LIST)


def take_ticks(
    activity_id: int,
    half_day_id: int,
    *,
    shown_present: Collection[int],
    present: Collection[int],
    shown: Collection[int],
    way: AttendanceWay,
    note: str,
    by: int | None,
) -> Arrived:
    """Keep the ticks of a page for a half-day. Only what differs from what the page showed is taken, so that
    a page that lay open does not undo what was ticked on another phone meanwhile.

    Attendance typed afterwards needs a note: :class:`BadAttendance`.
    """
    note = clean(note)
    if way in AFTERWARDS and not note:
        raise BadAttendance(message("Write which sheet or list the attendance was typed from."))
    now = clock.now()
    batch = [
        Taken(str(uuid4()), entry_id, half_day_id, entry_id in present, way, now, note[:300] or None)
        for entry_id in shown
        if (entry_id in present) != (entry_id in shown_present)
    ]
    return take(activity_id, batch, by=by)

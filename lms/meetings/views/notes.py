"""What a monthly meeting passes on and agrees, typed and ticked by who leads it."""

from collections.abc import Callable
from datetime import date

from flask import redirect, request
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.meetings.models import MeetingFollowUp, MeetingMessage
from lms.meetings.rules.holding import agree, drop_agreed, pass_on, take_back, tick_off_agreed
from lms.meetings.views.blueprint import meetings
from lms.meetings.views.finding import MEETING, commune_or_404, led_or_404, meeting_address, month_of
from lms.places.models import Unit
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.refusing import refusal_flashed


@meetings.post(f"{MEETING}/messages")
@requires(Permission.ACTIVITIES_RUN)
def pass_on_message(unit_id: int, year: int, month: int) -> Response:
    """Have something passed on: in this commune, or in all communes of a unit above."""
    first = month_of(year, month)
    unit = led_or_404(db.session.get(Unit, unit_id))
    _try(lambda: pass_on(unit_id, first, request.form.get("message", ""), by=asker().id))
    return redirect(meeting_address(unit, first), 303)


@meetings.post("/meetings/messages/<int:message_id>/remove")
@requires(Permission.ACTIVITIES_RUN)
def take_back_message(message_id: int) -> Response:
    """Take away what was to be passed on."""
    row = db.session.get(MeetingMessage, message_id)
    unit, first = led_or_404(row.unit if row else None), row.month if row else date.min
    _try(lambda: take_back(message_id, by=asker().id))
    return redirect(meeting_address(unit, first), 303)


@meetings.post(f"{MEETING}/follow-ups")
@requires(Permission.ACTIVITIES_RUN)
def agree_follow_up(unit_id: int, year: int, month: int) -> Response:
    """Note what is to be done until the next meeting."""
    first = month_of(year, month)
    unit = commune_or_404(unit_id, first)
    person_id = request.form.get("person", type=row_key)
    _try(lambda: agree(unit_id, first, request.form.get("agreed", ""), person_id=person_id, by=asker().id))
    return redirect(meeting_address(unit, first, "agreed"), 303)


@meetings.post(f"{MEETING}/follow-ups/done")
@requires(Permission.ACTIVITIES_RUN)
def tick_agreed(unit_id: int, year: int, month: int) -> Response:
    """Note which follow-ups are done."""
    first = month_of(year, month)
    unit = commune_or_404(unit_id, first)
    shown, done = (request.form.getlist(name, type=row_key) for name in ("shown", "done"))
    _try(lambda: tick_off_agreed(unit_id, first, shown=shown, done=done, by=asker().id))
    return redirect(meeting_address(unit, first, "agreed"), 303)


@meetings.post(f"{MEETING}/follow-ups/<int:follow_up_id>/remove")
@requires(Permission.ACTIVITIES_RUN)
def drop_follow_up(unit_id: int, year: int, month: int, follow_up_id: int) -> Response:
    """Take away a follow-up that was written by mistake."""
    first = month_of(year, month)
    unit = commune_or_404(unit_id, first)
    row = db.session.get(MeetingFollowUp, follow_up_id)
    led_or_404(db.session.get(Unit, row.unit_id) if row else None)
    _try(lambda: drop_agreed(follow_up_id, by=asker().id))
    return redirect(meeting_address(unit, first, "agreed"), 303)


def _try(write: Callable[[], object]) -> None:
    """Write and commit; a refusal becomes a sentence on the page that follows."""
    with refusal_flashed():
        write()
        db.session.commit()

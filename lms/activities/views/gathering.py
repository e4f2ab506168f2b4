"""Attendance that a phone hands in, also when its session has ended; deciding about what was kept apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.forms.gathering import Ticks
from lms.activities.models import Gathered, RosterEntry
from lms.activities.queries import present_now, waiting_apart
from lms.activities.rules.attending import still_seated, take_each
from lms.activities.views.blueprint import activities, activity_or_404, check_may_hand_in, half_day_or_404
from lms.activities.views.handing_in import decide_apart, handed_in, take_in
from lms.web.access import Permission, asker, keeps_apart, requires, sends
from lms.web.asking import json_sent
from lms.web.safety import csrf


@activities.post("/activities/<int:activity_id>/attendance")
@csrf.exempt  # type: ignore[untyped-decorator]
@sends
@keeps_apart
def keep_attendance(activity_id: int) -> tuple[Response, int] | Response:
    """Keep attendances of a half-day that a phone took; answers who is there as it stands now. The same again
    changes nothing.

    It comes from a page that the phone has kept, whose token is old: the sending key guards it, or the Origin
    check, SameSite and the JSON type.
    """
    try:
        ticks = Ticks.read(json_sent())
    except (KeyError, TypeError, ValueError, OverflowError):
        abort(400)
    check_may_hand_in(activity_id, ticks.half_day_id)
    handed = handed_in(ticks.id, place_of(ticks.half_day_id), ticks.content)
    return take_in(handed, lambda: _take(activity_id, ticks), lambda: _standing(ticks))


@activities.post("/activities/<int:activity_id>/attendance/<int:half_day_id>/apart")
@requires(Permission.ACTIVITIES_RUN)
def decide_about_ticks(activity_id: int, half_day_id: int) -> Response:
    """Take over ticks that a revoked device had handed in, or leave them."""
    half_day_or_404(activity_or_404(activity_id), half_day_id)
    decide_apart(place_of(half_day_id), lambda row: _take(activity_id, _ticks(row), by=row.sender_id))
    return redirect(
        url_for("activities.show_half_day", activity_id=activity_id, half_day_id=half_day_id), 303
    )


def place_of(half_day_id: int) -> str:
    """As what things of a half-day are kept."""
    return f"half-day:{half_day_id}"


def ticks_apart(half_day_id: int, entries: Sequence[RosterEntry]) -> list[tuple[Gathered, list[str]]]:
    """What waits for a decision in a half-day, each with whom it says to have been there or not."""
    names = {each.id: each.person.full_name if each.person else each.guest_name for each in entries}
    return [(row, _lines(row, names)) for row in waiting_apart(place_of(half_day_id))]


def _take(activity_id: int, ticks: Ticks, by: int | None = None) -> None:
    take_each(activity_id, still_seated(ticks.taken), by=by or asker().id)


def _standing(ticks: Ticks) -> dict[str, Any]:
    entries = [each["entry"] for each in ticks.content["ticks"]]
    return {"half_day": ticks.half_day_id, "present": present_now(ticks.half_day_id, entries)}


def _ticks(row: Gathered) -> Ticks:
    return Ticks(row.id, row.content["half_day"], row.content)


def _lines(row: Gathered, names: Mapping[int, str | None]) -> list[str]:
    """In words; who has lost her seat since is left out."""
    return [
        _("%(name)s: there", name=name) if each["present"] else _("%(name)s: not there", name=name)
        for each in row.content["ticks"]
        if (name := names.get(each["entry"]))
    ]

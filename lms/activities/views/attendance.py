"""Attendance on a phone: half-day by half-day, what arrives from a device, and closing."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.forms.afterwards import TicksForm
from lms.activities.models import (
    GUEST_GROUPS,
    HALVES,
    WAYS,
    ActivityState,
    AttendanceWay,
    GuestGroup,
)
from lms.activities.queries import Seats, roster_of, seats_of
from lms.activities.rules.attending import close, present_in
from lms.activities.rules.choosing import check_seatable
from lms.activities.rules.importing_rosters import postings_of_all
from lms.activities.rules.previewing import differences, preview
from lms.activities.rules.seating import Guest, seat, seat_guests
from lms.activities.rules.ticking import take_ticks
from lms.activities.rules.warning import warnings_of
from lms.activities.views.blueprint import activities, activity_or_404, half_day_or_404
from lms.activities.views.gathering import ticks_apart
from lms.activities.views.listing import by_commune, matching, note_names, search
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.cards import card_marks
from lms.web.i18n import said
from lms.web.keeping import may_be_kept
from lms.web.refusing import refusal_flashed


@activities.get("/activities/<int:activity_id>/attendance")
@requires(Permission.ACTIVITIES_RUN)
def show_attendance(activity_id: int) -> Response:
    """The half-days, and how many were there in each."""
    activity = activity_or_404(activity_id)
    entries = roster_of(activity_id)
    present: dict[int, int] = {}
    for entry in entries:
        for half_day_id in present_in(entry):
            present[half_day_id] = present.get(half_day_id, 0) + 1
    page = render_template(
        "activities/show_attendance.html",
        activity=activity,
        present=present,
        total=len(entries),
        halves=HALVES,
        today=clock.today(),
    )
    return may_be_kept(page)


@activities.get("/activities/<int:activity_id>/attendance/<int:half_day_id>")
@requires(Permission.ACTIVITIES_RUN)
def show_half_day(activity_id: int, half_day_id: int) -> str | Response:
    """One half-day: a big row for everybody, to be ticked; also without network, as far as the page shows
    everybody."""
    half_day = half_day_or_404(activity_or_404(activity_id), half_day_id)
    page = _half_day_page(activity_id, half_day_id, TicksForm.of(half_day))
    return page if request.args.get("words") else may_be_kept(page)


@activities.post("/activities/<int:activity_id>/attendance/<int:half_day_id>")
@requires(Permission.ACTIVITIES_RUN)
def tick_half_day(activity_id: int, half_day_id: int) -> str | Response | tuple[str, int]:
    """Keep the ticks of a page; on a closed activity say what they changed."""
    activity = activity_or_404(activity_id)
    form = TicksForm.of(half_day_or_404(activity, half_day_id))
    shown = request.form.getlist("shown", type=row_key)
    present = shown if "all" in request.form else request.form.getlist("present", type=row_key)
    before = {entry.id: present_in(entry) for entry in roster_of(activity_id)}
    if not form.validate():
        return _half_day_page(activity_id, half_day_id, form, ticked=set(present)), 422
    try:
        arrived = take_ticks(
            activity_id,
            half_day_id,
            shown_present=request.form.getlist("was", type=row_key),
            present=present,
            shown=shown,
            way=AttendanceWay(form.way.data),
            note=form.note.data or "",
            by=asker().id,
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.note.errors = [said(refusal.message)]
        return _half_day_page(activity_id, half_day_id, form, ticked=set(present)), 422
    number = arrived.kept + arrived.changed
    flash(_("Saved. Ticks that changed: %(number)s.", number=number), "success")
    if activity_or_404(activity_id).state.value == "closed":
        for sentence in differences(activity_or_404(activity_id), before, roster_of(activity_id)):
            flash(said(sentence), "info")
    return redirect(
        url_for("activities.show_half_day", activity_id=activity_id, half_day_id=half_day_id), 303
    )


@activities.post("/activities/<int:activity_id>/attendance/<int:half_day_id>/latecomers")
@requires(Permission.ACTIVITIES_RUN)
def seat_latecomer(activity_id: int, half_day_id: int) -> Response:
    """Somebody came who was not expected: seated now; the tick follows on the page."""
    half_day_or_404(activity_or_404(activity_id), half_day_id)
    person_id = request.form.get("person", type=row_key)
    with refusal_flashed():
        if person_id is not None:
            check_seatable(asker(), [person_id])
            seat(activity_id, [person_id], by=asker().id, planned=False)
        else:
            seat_guests(activity_id, [_guest()], by=asker().id, planned=False)
        db.session.commit()
        flash(_("On the roster now: tick the name."), "success")
    return redirect(
        url_for("activities.show_half_day", activity_id=activity_id, half_day_id=half_day_id), 303
    )


@activities.get("/activities/<int:activity_id>/closing")
@requires(Permission.ACTIVITIES_RUN)
def show_closing(activity_id: int) -> str:
    """What will count for whom, before the attendance is closed; what counted, afterwards."""
    activity_or_404(activity_id)
    note_names(activity_id, "what counts for whom")
    activity, entries = activity_or_404(activity_id), roster_of(activity_id)
    seats = seats_of([activity_id]).get(activity_id, Seats())
    return render_template(
        "activities/show_closing.html",
        activity=activity,
        seats=seats,
        preview=preview(activity, entries),
        warnings=warnings_of(activity, seats),
    )


@activities.post("/activities/<int:activity_id>/closing")
@requires(Permission.ACTIVITIES_RUN)
def close_activity(activity_id: int) -> Response:
    """Declare the attendance checked: from now on it counts."""
    activity_or_404(activity_id)
    with refusal_flashed():
        close(activity_id, by=asker().id)
        db.session.commit()
        flash(_("The attendance is closed: what was shown counts from now on."), "success")
    return redirect(url_for("activities.show_closing", activity_id=activity_id), 303)


def _half_day_page(
    activity_id: int, half_day_id: int, form: TicksForm, ticked: set[int] | None = None
) -> str:
    note_names(activity_id, "attendance")
    drawn = clock.now()
    activity, entries = activity_or_404(activity_id), roster_of(activity_id)
    half_day = half_day_or_404(activity, half_day_id)
    people = [each.person_id for each in entries if each.person_id]
    postings = postings_of_all(people, activity.valid_from)
    was = {entry.id for entry in entries if half_day_id in present_in(entry)}
    in_the_room = activity.state is ActivityState.PLANNED and half_day.day >= clock.today()
    return render_template(
        "activities/show_half_day.html",
        activity=activity,
        half_day=half_day,
        form=form,
        rows=by_commune(matching(entries, request.args.get("words", "")), postings, activity.valid_from),
        total=len(entries),
        was=was,
        ticked=was if ticked is None else ticked,
        in_the_room=in_the_room,
        cards=card_marks(people) if in_the_room else {},
        apart=ticks_apart(half_day_id, entries),
        drawn=drawn.isoformat(),
        halves=HALVES,
        groups=GUEST_GROUPS,
        ways=WAYS,
        today=clock.today(),
        **search(entries),
    )


def _guest() -> Guest:
    words = request.form.get("group", "")
    group = GuestGroup(words) if words in list(GuestGroup) else GuestGroup.OTHER
    return Guest(request.form.get("name", "")[:120], group, request.form.get("place", "")[:200])

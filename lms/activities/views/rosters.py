"""Rosters: who is expected, chosen by rule, one by one or from a list; guests; the invitation."""

from collections.abc import Sequence
from uuid import uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.activities.forms.rosters import GuestsForm, ListForm, WishForm
from lms.activities.models import (
    GUEST_GROUPS,
    HALVES,
    Activity,
    AttendanceWay,
    RosterEntry,
)
from lms.activities.queries import Seats, roster_of, seats_of
from lms.activities.rules.attending import Taken, present_in, take
from lms.activities.rules.choosing import candidates, check_seatable
from lms.activities.rules.importing_rosters import find_lines, postings_of_all
from lms.activities.rules.inviting import invite
from lms.activities.rules.reading_rosters import read_file, read_text
from lms.activities.rules.seating import Seated, seat, seat_guests, unseat
from lms.activities.rules.warning import warnings_of
from lms.activities.views.blueprint import activities, activity_or_404
from lms.activities.views.listing import by_commune, note_names, search
from lms.base import clock
from lms.base.cells import WrongValue, day_of
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.queries import staff_kinds
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.filters import day as written_day
from lms.web.i18n import said
from lms.web.refusing import refusal_flashed


@activities.get("/activities/<int:activity_id>/roster")
@requires(Permission.ACTIVITIES_RUN)
def show_roster(activity_id: int) -> str:
    """Everybody on the roster, and the ways to put somebody on it."""
    activity_or_404(activity_id)
    return roster_page(activity_id, GuestsForm.fresh())


@activities.get("/activities/<int:activity_id>/roster/choose")
@requires(Permission.ACTIVITIES_RUN)
def choose_people(activity_id: int) -> str | tuple[str, int]:
    """Whom a rule finds, to be seated after a look."""
    activity = activity_or_404(activity_id)
    form = WishForm(asker(), activity, list(db.session.scalars(staff_kinds())))
    found, status = None, 200
    if form.was_asked:
        if form.validate() and form.wish:
            wish = form.wish
            note_names(activity_id, "people to choose from")
            found = candidates(asker(), activity_id, wish)
        else:
            status = 422
    activity = activity_or_404(activity_id)
    seats = seats_of([activity_id]).get(activity_id, Seats())
    page = render_template(
        "activities/choose_people.html", activity=activity, form=form, found=found, seats=seats
    )
    return page, status


@activities.post("/activities/<int:activity_id>/roster/seats")
@requires(Permission.ACTIVITIES_RUN)
def seat_people(activity_id: int) -> Response:
    """Seat those who were chosen; those of a list of who was there get their attendance too."""
    activity = activity_or_404(activity_id)
    chosen = _chosen()
    half_days = request.form.getlist("half_day", type=row_key)
    planned = not half_days and "unplanned" not in request.form
    note = request.form.get("note", "")[:300] or None
    with refusal_flashed():
        if not chosen:
            flash(_("Nobody was chosen."), "warning")
        else:
            by = asker().id
            check_seatable(asker(), chosen)
            seated = seat(activity_id, chosen, by=by, planned=planned, note=note)
            if half_days:
                _attend(activity_id, chosen, half_days, note, by)
            db.session.commit()
            flash(_seated(seated), "success")
    return redirect(url_for("activities.show_roster", activity_id=activity.id), 303)


@activities.route("/activities/<int:activity_id>/roster/list", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def find_listed(activity_id: int) -> str | tuple[str, int]:
    """Whom a typed or sent list means: the certain, the doubtful, and those who cannot be seated."""
    activity = activity_or_404(activity_id)
    form = ListForm.of(activity, named_half_days(activity))
    if request.method == "GET":
        return render_template("activities/send_list.html", activity=activity, form=form)
    if not form.validate():
        return render_template("activities/send_list.html", activity=activity, form=form), 422
    try:
        sent = form.file.data
        lines = read_file(sent.read()) if sent else read_text(form.lines.data or "")
    except Refusal as refusal:
        (form.file if form.file.data else form.lines).errors = [said(refusal.message)]
        return render_template("activities/send_list.html", activity=activity, form=form), 422
    note_names(activity_id, "people of a list")
    activity = activity_or_404(activity_id)
    found = find_lines(asker(), activity, lines)
    return render_template(
        "activities/check_list.html",
        activity=activity,
        form=form,
        found=found,
        half_days=[name for key, name in named_half_days(activity) if key in (form.half_days.data or [])],
        seated={entry.person_id for entry in roster_of(activity_id)},
    )


@activities.post("/activities/<int:activity_id>/roster/guests")
@requires(Permission.ACTIVITIES_RUN)
def add_guests(activity_id: int) -> str | Response | tuple[str, int]:
    """Write down people without an account."""
    activity_or_404(activity_id)
    form = GuestsForm.fresh()
    if not form.validate():
        return roster_page(activity_id, form), 422
    with refusal_flashed():
        seated = seat_guests(activity_id, form.guests(), by=asker().id)
        db.session.commit()
        flash(_seated(seated), "success")
    return redirect(url_for("activities.show_roster", activity_id=activity_id), 303)


@activities.post("/activities/<int:activity_id>/roster/<int:entry_id>/remove")
@requires(Permission.ACTIVITIES_RUN)
def remove_seat(activity_id: int, entry_id: int) -> Response:
    """Take somebody off the roster who did not come."""
    activity_or_404(activity_id)
    entry = db.session.get(RosterEntry, entry_id)
    if entry is None or entry.activity_id != activity_id:
        abort(404)
    with refusal_flashed():
        unseat(entry_id, by=asker().id)
        db.session.commit()
        flash(_("The name was taken off the roster."), "success")
    return redirect(url_for("activities.show_roster", activity_id=activity_id), 303)


@activities.get("/activities/<int:activity_id>/invitation")
@requires(Permission.ACTIVITIES_RUN)
def show_invitation(activity_id: int) -> str:
    """A text to be copied, and who is to be invited."""
    activity_or_404(activity_id)
    note_names(activity_id, "people to invite")
    activity, entries = activity_or_404(activity_id), roster_of(activity_id)
    postings = postings_of_all([each.person_id for each in entries if each.person_id], activity.valid_from)
    return render_template(
        "activities/show_invitation.html",
        activity=activity,
        rows=by_commune([each for each in entries if each.planned], postings, activity.valid_from),
        waiting=sum(each.planned and each.invited_on is None for each in entries),
        times="; ".join(name for _key, name in named_half_days(activity)),
        groups=GUEST_GROUPS,
        today=clock.today(),
    )


@activities.post("/activities/<int:activity_id>/invitation")
@requires(Permission.ACTIVITIES_RUN)
def invite_people(activity_id: int) -> Response:
    """Note that everybody who was still waiting was invited on a day."""
    activity_or_404(activity_id)
    try:
        day = day_of(request.form.get("day", "")) or clock.today()
        number = invite(activity_id, day, by=asker().id)
        db.session.commit()
        flash(_("Noted as invited: %(number)s.", number=number), "success")
    except (Refusal, WrongValue) as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(url_for("activities.show_invitation", activity_id=activity_id), 303)


def named_half_days(activity: Activity) -> list[tuple[int, str]]:
    """The half-days of an activity as choices."""
    return [(each.id, f"{said(HALVES[each.half])} {written_day(each.day)}") for each in activity.half_days]


def roster_page(activity_id: int, form: GuestsForm) -> str:
    """The roster, with the form for guests as it was filled in."""
    note_names(activity_id, "roster")
    activity, entries = activity_or_404(activity_id), roster_of(activity_id)
    postings = postings_of_all([each.person_id for each in entries if each.person_id], activity.valid_from)
    seats = seats_of([activity_id]).get(activity_id, Seats())
    return render_template(
        "activities/show_roster.html",
        activity=activity,
        rows=by_commune(entries, postings, activity.valid_from),
        seats=seats,
        warnings=warnings_of(activity, seats),
        came={each.id for each in entries if present_in(each)},
        groups=GUEST_GROUPS,
        form=form,
        **search(entries),
    )


def _chosen() -> list[int]:
    """The people ticked, and those chosen for doubtful lines; each once."""
    keys = request.form.getlist("person", type=row_key)
    for name in request.form:
        if name.startswith("choice-"):
            keys += request.form.getlist(name, type=row_key)
    return list(dict.fromkeys(keys))


def _attend(
    activity_id: int, person_ids: Sequence[int], half_days: Sequence[int], note: str | None, by: int
) -> None:
    """They were there, says the list."""
    now, entries = clock.now(), {entry.person_id: entry.id for entry in roster_of(activity_id)}
    batch = [
        Taken(str(uuid4()), entries[person_id], half_day, True, AttendanceWay.LIST, now, note)
        for person_id in person_ids
        for half_day in half_days
    ]
    take(activity_id, batch, by=by)


def _seated(seated: Seated) -> str:
    text = str(ngettext("%(num)s seat was added.", "%(num)s seats were added.", len(seated.added)))
    if seated.there_already:
        text += " " + _("%(number)s had a seat already: nobody sits twice.", number=seated.there_already)
    return text

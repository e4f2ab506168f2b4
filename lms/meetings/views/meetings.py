"""The monthly meetings (giao ban): those of a month, the page and the sheet of each."""

from datetime import date

from flask import current_app, flash, redirect, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.formats.wording import STATE_SHAPES
from lms.activities.models import HALVES, Half
from lms.activities.queries import seats_of
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.meetings.forms.planning import MeetingForm
from lms.meetings.pdf.meeting_sheet import draw_meeting_sheet
from lms.meetings.policies import led_by, may_lead
from lms.meetings.queries import communes_of, day_of_meeting, meetings_of, messages_of
from lms.meetings.rules.holding import hold_meeting
from lms.meetings.rules.preparing import prepare
from lms.meetings.views.blueprint import meetings
from lms.meetings.views.finding import MEETING, commune_or_404, meeting_address, month_of
from lms.meetings.views.gathering import notes_apart
from lms.meetings.views.wording import HELP_NAMES, sheet_of
from lms.paper.drawing import PAPERS_LANGUAGE
from lms.people.policies import tops_of
from lms.places.models import Unit, UnitKind
from lms.standards.rules.folding import add_months
from lms.standards.views.slots import KINDS
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.i18n import said
from lms.web.keeping import may_be_kept
from lms.web.paging import page_of

OPEN_AT_MOST = 12
"""The groups of more people are folded: first the numbers, then the names."""


@meetings.get("/meetings")
@requires(Permission.ACTIVITIES_RUN)
def list_meetings() -> str | Response:
    """The communes whose meetings the asker leads, and how far each is; who leads one comes to its page."""
    month, words = _month_asked(), request.args.get("words", "")
    page = page_of(communes_of(led_by(asker()), day_of_meeting(None, month), words))
    if page.total == 1 and not words:
        return redirect(meeting_address(page.rows[0], month))
    held = meetings_of([unit.id for unit in page.rows], month)
    above = [unit for unit in _tops() if unit.kind is not UnitKind.COMMUNE]
    return render_template(
        "meetings/list_meetings.html",
        month=month,
        months=(add_months(month, -1), add_months(month, 1)),
        page=page,
        words=words,
        held=held,
        seats=seats_of([each.id for each in held.values()]),
        shapes=STATE_SHAPES,
        above=[(unit, messages_of(unit, month)) for unit in above],
        meeting_days=_meeting_days(),
    )


@meetings.get(MEETING)
@requires(Permission.ACTIVITIES_RUN)
def show_meeting(unit_id: int, year: int, month: int) -> Response:
    """The page of the day: who comes, who lacks what, whom to help, what to pass on, what was agreed. A phone
    keeps it for the room without a network."""
    first = month_of(year, month)
    return may_be_kept(_meeting_page(commune_or_404(unit_id, first), first))


@meetings.post(MEETING)
@requires(Permission.ACTIVITIES_RUN)
def make_meeting(unit_id: int, year: int, month: int) -> str | Response | tuple[str, int]:
    """Make the meeting of a month with the commune's collaborators; where there is one, expect those too who
    came since."""
    first = month_of(year, month)
    unit = commune_or_404(unit_id, first)
    form = MeetingForm.of(first, clock.today())
    if not form.validate():
        return _meeting_page(unit, first, form), 422
    try:
        hold_meeting(unit_id, first, day=form.day.data, half=Half(form.half.data), by=asker().id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.day.errors = [said(refusal.message)]
        return _meeting_page(unit, first, form), 422
    flash(_("The meeting stands in the plan, with a seat for every collaborator."), "success")
    return redirect(meeting_address(unit, first), 303)


@meetings.get(f"{MEETING}/sheet")
@requires(Permission.ACTIVITIES_RUN)
def meeting_sheet(unit_id: int, year: int, month: int) -> Response:
    """The same on one sheet of paper."""
    first = month_of(year, month)
    unit = commune_or_404(unit_id, first)
    _note(f"meeting sheet {unit.code} {first:%Y-%m}", exported=True)
    with force_locale(PAPERS_LANGUAGE):
        data = draw_meeting_sheet(sheet_of(prepare(unit, first)), clock.today())
    return sent(data, "pdf", f"giao-ban-{unit.code}-{first:%Y-%m}")


def _meeting_page(unit: Unit, month: date, form: MeetingForm | None = None) -> str:
    """Names are shown, so that they were looked at is noted before anything is read."""
    _note(f"meeting {unit.code} {month:%Y-%m}")
    drawn = clock.now()
    prepared = prepare(unit, month)
    return render_template(
        "meetings/show_meeting.html",
        prepared=prepared,
        unit=unit,
        meeting=prepared.meeting,
        month=month,
        months=(add_months(month, -1), add_months(month, 1)),
        seats=seats_of([prepared.meeting.id] if prepared.meeting else []),
        form=form or MeetingForm.of(month, prepared.day),
        kinds=KINDS,
        help_names=HELP_NAMES,
        most_open=OPEN_AT_MOST,
        halves=HALVES,
        today=clock.today(),
        drawn=drawn.isoformat(),
        apart=notes_apart(unit.id, month, prepared.agreed),
        meeting_days=_meeting_days(),
    )


def _note(subject: str, *, exported: bool = False) -> None:
    """Note that the asker sees names, before they are read."""
    audit.note_access(asker().id, subject, exported=exported)
    db.session.commit()


def _month_asked() -> date:
    """The month in the address (``?month=2026-12``), else this one."""
    try:
        year, month = (int(part) for part in request.args.get("month", "").split("-"))
        return month_of(year, month)
    except ValueError:
        return clock.today().replace(day=1)


def _tops() -> list[Unit]:
    """The units at the top of what the asker leads."""
    return [unit for unit in tops_of(asker(), Permission.ACTIVITIES_RUN) if may_lead(asker(), unit)]


def _meeting_days() -> str:
    """On which days of the month the communes meet, as the office has set it."""
    return str(current_app.extensions["config"].meeting_days)

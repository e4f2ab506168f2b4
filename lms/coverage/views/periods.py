"""Closed periods: what was reported, beside what is counted for the same day now, with the names between."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.coverage.formats.period_wording import cause_name, change_name, period_name
from lms.coverage.forms import ClosePeriodForm, PeriodNamesForm
from lms.coverage.models import Period, PeriodClose
from lms.coverage.policies import may_read_close, read_closes
from lms.coverage.queries.closes import close_by_id, closes_in, versions_of
from lms.coverage.rules.choosing import not_hers, top_units, unit_with
from lms.coverage.rules.closing import Closing, close_period
from lms.coverage.rules.freezing import Asked
from lms.coverage.rules.rereading import EVERYBODY, Reading, Rereading, by_cause, named_changes, totals
from lms.coverage.views import coverage
from lms.coverage.views.noting import note
from lms.people.policies import may_act
from lms.places.models import Unit
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.filters import share
from lms.web.i18n import said
from lms.web.paging import page_of, page_of_rows


@coverage.get("/coverage/periods")
@requires(Permission.COVERAGE_SEE)
def list_periods() -> str:
    """What has been closed for the asker's units, and the way to close another period."""
    return _list(ClosePeriodForm(unit=_own_code()))


@coverage.post("/coverage/periods")
@requires(Permission.PERIODS_CLOSE)
def close() -> Response | tuple[str, int]:
    """Keep the figures of a unit for a period that is over."""
    form = ClosePeriodForm()
    if not form.validate_on_submit():
        return _list(form), 422
    try:
        unit = _unit_to_close(form.unit.data, form.period)
        row = close_period(Closing(unit, form.period, form.reason.data or ""), by=asker().id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
        return _list(form), 422
    flash(_("The figures of %(period)s are kept.", period=period_name(form.period)), "success")
    return redirect(url_for("coverage.show_period", close_id=row.id), 303)


@coverage.get("/coverage/periods/<int:close_id>")
@requires(Permission.COVERAGE_SEE)
def show_period(close_id: int) -> str:
    """What was reported, what is counted now, and what is counted under the units of today."""
    close = _close_or_404(close_id)
    again = Rereading(close)
    return render_template(
        "coverage/periods/show.html",
        close=close,
        again=again,
        lines=[_line(again, each) for each in again.requirements],
        everybody=_everybody(again),
        versions=versions_of(close),
        **_WORDS,
    )


@coverage.get("/coverage/periods/<int:close_id>/names")
@requires(Permission.COVERAGE_SEE)
def period_names(close_id: int) -> str:
    """Who is counted otherwise than it was reported, and why; that the names were looked at is noted."""
    form = PeriodNamesForm(request.args)
    close = _close_or_404(close_id)
    if not form.validate():
        abort(404)
    note(asker().id, f"period {close_id} names {request.query_string.decode()}")
    again = Rereading(close)
    reading = again.today if form.reading.data == "today" else again.now
    requirement = next((each for each in again.requirements if each.code == form.requirement.data), None)
    if reading is None or (form.requirement.data and requirement is None):
        abort(404)
    changed = again.changed(reading, requirement.id if requirement else EVERYBODY)
    return render_template(
        "coverage/periods/names.html",
        close=close,
        reading=reading,
        requirement=requirement,
        causes=by_cause(changed),
        page=page_of_rows(named_changes(changed)),
        kept={name: value for name, value in form.data.items() if value},
        **_WORDS,
    )


@coverage.get("/coverage/periods/<int:close_id>/workbook")
@requires(Permission.COVERAGE_SEE)
def period_workbook(close_id: int) -> Response:
    """The Excel file of the figures, byte for byte as it was closed. It names nobody."""
    close = _close_or_404(close_id)
    return sent(close.workbook, "xlsx", f"chot-so-lieu-{close.unit.name}-{close.period_code}-{close.id}")


_WORDS: dict[str, Any] = {
    "period_name": period_name,
    "cause_name": cause_name,
    "change_name": change_name,
    "share": share,
}


def _close_or_404(close_id: int) -> PeriodClose:
    close = close_by_id(close_id)
    return close if close and may_read_close(asker(), close) else abort(404)


def _list(form: ClosePeriodForm) -> str:
    return render_template(
        "coverage/periods/list.html",
        form=form,
        page=page_of(closes_in(read_closes(asker()))),
        may_close=asker().may(Permission.PERIODS_CLOSE),
        **_WORDS,
    )


def _own_code() -> str:
    """The code of her unit where she answers for one; else she writes it."""
    units = top_units(asker(), clock.today())
    return units[0].code if len(units) == 1 else ""


def _unit_to_close(code: str, period: Period) -> Unit:
    """The unit that has the code on the last day of the period, if she may close its figures."""
    unit = unit_with(code, period.last_day)
    if not may_act(asker(), Permission.PERIODS_CLOSE, unit.id, period.last_day):
        raise not_hers(unit)
    return unit


def _line(again: Rereading, asked: Asked) -> dict[str, Any]:
    """One requirement with its three figures, and how many people are counted otherwise."""
    reported, now, today = totals(again, asked.id)
    return {
        "asked": asked,
        "reported": reported,
        "now": now,
        "today": today,
        **_changes(again, asked.id),
    }


def _everybody(again: Rereading) -> dict[str, Any]:
    return {
        "reported": len(again.reported.places),
        "now": len(again.now.figures.places),
        "today": len(again.today.figures.places) if again.today else None,
        **_changes(again, EVERYBODY),
    }


def _changes(again: Rereading, requirement_id: int) -> dict[str, int]:
    def number(reading: Reading | None) -> int:
        return len(again.changed(reading, requirement_id)) if reading else 0

    return {"changed_now": number(again.now), "changed_today": number(again.today)}

"""Rosters: look through who serves in a commune, confirm it, take it away as a staff list."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.policies import may_act
from lms.places.models import Unit, UnitKind
from lms.places.queries import unit_by_code
from lms.staffing.forms.rosters import ConfirmRosterForm
from lms.staffing.models import CONFIRMED_FOR_DAYS
from lms.staffing.queries.confirmations import communes_with_confirmations, late_number
from lms.staffing.queries.rosters import communes_listed_by, roster_keepers, unit_ids_listed_by
from lms.staffing.rules.confirming import confirm_roster
from lms.staffing.rules.offering_rosters import file_name, offer_rosters, one_workbook, workbook_for_each
from lms.staffing.rules.rostering import look_through
from lms.staffing.views import staffing
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.freshness import fresh_for_file
from lms.web.i18n import said
from lms.web.paging import page_of_rows


@staffing.get("/rosters")
@requires(Permission.STAFFING_IMPORT)
def list_rosters() -> str:
    """Which communes have confirmed their rosters until when, who is late, and whom to remind."""
    today = clock.today()
    _note("rosters")
    communes = communes_listed_by(asker(), today)
    page = page_of_rows(db.session.execute(communes_with_confirmations(communes)).all())
    return render_template(
        "staffing/list_rosters.html",
        page=page,
        late=late_number(communes, today),
        keepers=roster_keepers([row.Unit.id for row in page.rows], today),
        today=today,
        good_for=CONFIRMED_FOR_DAYS,
    )


@staffing.get("/rosters/all.xlsx")
@requires(Permission.STAFFING_IMPORT)
@fresh_for_file
def download_rosters() -> Response:
    """The rosters of all the asker's units as one staff list."""
    _note("rosters as one workbook", exported=True)
    rosters = offer_rosters(unit_ids_listed_by(asker(), clock.today()), clock.today())
    return sent(one_workbook(rosters), "xlsx", "danh-sach-can-bo")


@staffing.get("/rosters/all.zip")
@requires(Permission.STAFFING_IMPORT)
@fresh_for_file
def download_rosters_apart() -> Response:
    """The rosters of all the asker's units, a workbook for each."""
    _note("rosters as workbooks", exported=True)
    rosters = offer_rosters(unit_ids_listed_by(asker(), clock.today()), clock.today())
    return sent(workbook_for_each(rosters), "zip", "danh-sach-can-bo")


@staffing.get("/rosters/<string:unit_code>")
@requires(Permission.STAFFING_IMPORT)
def show_roster(unit_code: str) -> str:
    """Who serves in a commune today, which posts stand vacant, what changed since it was last confirmed."""
    unit = _commune(unit_code)
    _note(f"roster {unit.code}")
    look = look_through(unit, clock.today())
    form = ConfirmRosterForm(seen=look.digest)
    return render_template("staffing/show_roster.html", unit=unit, look=look, form=form, today=clock.today())


@staffing.get("/rosters/<string:unit_code>.xlsx")
@requires(Permission.STAFFING_IMPORT)
def download_roster(unit_code: str) -> Response:
    """The roster of a commune as a staff list."""
    unit = _commune(unit_code)
    _note(f"roster {unit.code}", exported=True)
    return sent(one_workbook(offer_rosters([unit.id], clock.today())), "xlsx", file_name(unit))


@staffing.post("/rosters/<string:unit_code>/confirmations")
@requires(Permission.STAFFING_IMPORT)
def confirm_commune(unit_code: str) -> Response | tuple[str, int]:
    """Keep that the roster is right today."""
    unit, form = _commune(unit_code), ConfirmRosterForm()
    if not form.validate_on_submit():
        abort(422)
    try:
        confirm_roster(unit, clock.today(), form.seen.data, by=asker().id)
        db.session.commit()
        flash(_("The roster is confirmed for today."), "success")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(url_for("staffing.show_roster", unit_code=unit.code), 303)


def _commune(code: str) -> Unit:
    unit = unit_by_code(code, clock.today())
    if unit is None or unit.kind is not UnitKind.COMMUNE:
        abort(404)
    if not may_act(asker(), Permission.STAFFING_IMPORT, unit.id, clock.today()):
        abort(404)
    return unit


def _note(subject: str, *, exported: bool = False) -> None:
    audit.note_access(asker().id, subject, exported=exported)
    db.session.commit()

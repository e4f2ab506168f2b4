"""Staff lists: send, look at what would change, apply or drop."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.base.scheduling import run_soon
from lms.staffing.forms.lists import StaffListForm
from lms.staffing.models import ImportState, RosterImport
from lms.staffing.policies import may_open
from lms.staffing.queries.lists import imports_by, people_of_import
from lms.staffing.rules.confirming import unlisted
from lms.staffing.rules.deciding import decide, forget_decisions
from lms.staffing.rules.drafting import FilesRefused, ListRefused
from lms.staffing.rules.headings import HEADINGS
from lms.staffing.rules.importing import combine, drop, keep_upload, preview_of
from lms.staffing.rules.offering_posts import vacancies_filled
from lms.staffing.rules.offering_preview import preview_workbook
from lms.staffing.rules.offering_template import EXPLANATIONS, NEEDED, OFFERED, template_workbook
from lms.staffing.rules.plans import Plan, RowState
from lms.staffing.rules.writing_in_pieces import WRITING, begin
from lms.staffing.views import staffing
from lms.staffing.views.doubts import DOUBTS_AT_MOST, decisions_in, faces_of
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.i18n import said
from lms.web.paging import page_of

SHOWN_AT_MOST = 200  # rows of one kind on the preview; the rest is counted


@staffing.get("/staff-lists")
@requires(Permission.STAFFING_IMPORT)
def list_staff_lists() -> str:
    """Send a list; those sent before."""
    return _page(StaffListForm())


@staffing.post("/staff-lists")
@requires(Permission.STAFFING_IMPORT)
def send_staff_list() -> Response | tuple[str, int]:
    """Keep the list that was sent and go on to what it would change."""
    form = StaffListForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        upload = combine(form.sent())
        kept = keep_upload(upload.name, upload.data, form.day.data, asker().id, confirms=form.confirms.data)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        problems = refusal.problems if isinstance(refusal, FilesRefused) else [refusal.message]
        form.files.errors = [said(each) for each in problems[:SHOWN_AT_MOST]]
        return _page(form), 422
    return redirect(url_for("staffing.show_staff_list", list_id=kept.id), 303)


@staffing.get("/staff-lists/template.xlsx")
@requires(Permission.STAFFING_IMPORT)
def download_template() -> Response:
    """The workbook to start from."""
    data = template_workbook(said)
    return sent(data, "xlsx", "danh-sach-can-bo")


@staffing.get("/staff-lists/<int:list_id>")
@requires(Permission.STAFFING_IMPORT)
def show_staff_list(list_id: int) -> str:
    """What a waiting list would change; how far one is written; what became of another one."""
    roster_import = _mine(list_id)
    audit.note_access(asker().id, f"staff list {list_id}")
    db.session.commit()
    if roster_import.state is ImportState.APPLYING:
        return render_template("staffing/show_running_list.html", roster_import=roster_import)
    if roster_import.state is not ImportState.WAITING:
        people = page_of(people_of_import(roster_import.id))
        return render_template("staffing/show_closed_list.html", roster_import=roster_import, people=people)
    return _preview_page(roster_import)


@staffing.get("/staff-lists/<int:list_id>/preview.xlsx")
@requires(Permission.STAFFING_IMPORT)
def download_preview(list_id: int) -> Response:
    """All that a waiting list would change, every name of it."""
    roster_import = _mine(list_id)
    if roster_import.state is not ImportState.WAITING:
        abort(404)
    audit.note_access(asker().id, f"staff list {list_id}", exported=True)
    db.session.commit()
    plan = preview_of(roster_import, asker())
    data = preview_workbook(plan, _unlisted(roster_import, plan), said)
    return sent(data, "xlsx", f"danh-sach-{list_id}")


@staffing.post("/staff-lists/<int:list_id>/apply")
@requires(Permission.STAFFING_IMPORT)
def apply_staff_list(list_id: int) -> Response:
    """Write all that the list says; nothing where a cell is refused. A long one is written beside this."""
    _mine(list_id)
    try:
        begun = begin(list_id, asker())
        db.session.commit()
        if begun.state is ImportState.APPLYING:
            run_soon(WRITING)
        else:
            flash(_("The list was written."), "success")
    except ListRefused as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(url_for("staffing.show_staff_list", list_id=list_id), 303)


@staffing.post("/staff-lists/<int:list_id>/decisions")
@requires(Permission.STAFFING_IMPORT)
def decide_staff_list(list_id: int) -> Response:
    """Keep whom the doubtful rows of a list mean, or take back all that was decided."""
    _mine(list_id)
    if "anew" in request.form:
        forget_decisions(list_id, by=asker().id)
    else:
        decide(list_id, decisions_in(request.form), by=asker().id)
    db.session.commit()
    return redirect(url_for("staffing.show_staff_list", list_id=list_id), 303)


@staffing.post("/staff-lists/<int:list_id>/drop")
@requires(Permission.STAFFING_IMPORT)
def drop_staff_list(list_id: int) -> Response:
    """Take back a list that was not written."""
    roster_import = _mine(list_id)
    drop(roster_import.id, asker().id)
    db.session.commit()
    flash(_("The list was dropped; nothing of it was written."), "success")
    return redirect(url_for("staffing.list_staff_lists"), 303)


def _mine(list_id: int) -> RosterImport:
    roster_import = db.session.get(RosterImport, list_id)
    if roster_import is None or not may_open(asker(), roster_import):
        abort(404)
    return roster_import


def _preview_page(roster_import: RosterImport) -> str:
    plan = preview_of(roster_import, asker())
    return render_template(
        "staffing/show_staff_list.html",
        roster_import=roster_import,
        plan=plan,
        faces=faces_of(plan.doubts[:DOUBTS_AT_MOST]),
        new=[row for row in plan.rows if row.state is RowState.NEW],
        filled=vacancies_filled(plan),
        changed=[row for row in plan.rows if row.state is RowState.CHANGED],
        unlisted=_unlisted(roster_import, plan),
        most=SHOWN_AT_MOST,
    )


def _unlisted(roster_import: RosterImport, plan: Plan) -> list[Any]:
    return unlisted(plan, roster_import.day) if roster_import.confirms else []


def _page(form: StaffListForm) -> str:
    return render_template(
        "staffing/list_staff_lists.html",
        form=form,
        lists=page_of(imports_by(asker())),
        columns=[(HEADINGS[each][0], EXPLANATIONS[each], each in NEEDED) for each in OFFERED],
        today=clock.today(),
    )

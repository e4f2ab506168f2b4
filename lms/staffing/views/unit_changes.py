"""Later changes of units in the browser: send a list or enter one change, look at what it does, carry it
out."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit
from lms.base.database import db
from lms.base.messages import Refusal
from lms.places.rules.reading_units import read_units
from lms.staffing.formats.unit_workbook import unit_workbook
from lms.staffing.forms.unit_changes import EnterUnitsForm, SendUnitsForm
from lms.staffing.models import ImportState, UnitChanges
from lms.staffing.queries.successions import changes_sent
from lms.staffing.rules.changing_units import carry_out, drop_changes, keep_changes, preview
from lms.staffing.rules.entering_units import BadEntry, entered_list
from lms.staffing.views import staffing
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.i18n import said
from lms.web.paging import page_of
from lms.web.refusing import refusal_flashed

SHOWN_AT_MOST = 200  # rows of one kind on the preview; the rest is counted


@staffing.get("/unit-changes")
@requires(Permission.SYSTEM_ADMINISTER)
def list_unit_changes() -> str:
    """Send a list of changes; those sent or entered before."""
    return _page(SendUnitsForm())


@staffing.post("/unit-changes")
@requires(Permission.SYSTEM_ADMINISTER)
def send_unit_changes() -> Response | tuple[str, int]:
    """Keep the list that was sent and go on to what it would do."""
    form = SendUnitsForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        file = form.file.data
        kept = keep_changes(file.filename, file.read(), asker().id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.file.errors = [said(refusal.message)]
        return _page(form), 422
    return redirect(url_for("staffing.show_unit_changes", changes_id=kept.id), 303)


@staffing.get("/unit-changes/template.xlsx")
@requires(Permission.SYSTEM_ADMINISTER)
def download_unit_template() -> Response:
    """The workbook to start from."""
    return sent(unit_workbook(), "xlsx", "don-vi-thay-doi")


@staffing.route("/unit-changes/new", methods=["GET", "POST"])
@requires(Permission.SYSTEM_ADMINISTER)
def enter_unit_change() -> Response | str | tuple[str, int]:
    """Enter a new unit, a merger, a split or a new name."""
    form = EnterUnitsForm()
    if not form.is_submitted():
        return render_template("staffing/unit_changes/enter.html", form=form)
    if form.validate():
        try:
            kept = _keep_entered(form)
            db.session.commit()
            return redirect(url_for("staffing.show_unit_changes", changes_id=kept.id), 303)
        except BadEntry as refusal:
            db.session.rollback()
            form[refusal.field].errors = [said(refusal.message)]
    return render_template("staffing/unit_changes/enter.html", form=form), 422


@staffing.get("/unit-changes/<int:changes_id>")
@requires(Permission.SYSTEM_ADMINISTER)
def show_unit_changes(changes_id: int) -> str:
    """What waiting changes would do; what became of others."""
    changes = _found(changes_id)
    if changes.state is not ImportState.WAITING:
        return render_template("staffing/unit_changes/closed.html", changes=changes)
    audit.note_access(asker().id, f"posts touched by unit changes {changes_id}")
    db.session.commit()
    return render_template(
        "staffing/unit_changes/show.html",
        changes=changes,
        preview=preview(read_units(changes.file_name, changes.content)),
        most=SHOWN_AT_MOST,
    )


@staffing.post("/unit-changes/<int:changes_id>/apply")
@requires(Permission.SYSTEM_ADMINISTER)
def apply_unit_changes(changes_id: int) -> Response:
    """Carry out all of it; nothing where a cell is refused or a post would be lost."""
    _found(changes_id)
    with refusal_flashed():
        carry_out(changes_id, by=asker().id)
        db.session.commit()
        flash(_("The changes were written."), "success")
    return redirect(url_for("staffing.show_unit_changes", changes_id=changes_id), 303)


@staffing.post("/unit-changes/<int:changes_id>/drop")
@requires(Permission.SYSTEM_ADMINISTER)
def drop_unit_changes(changes_id: int) -> Response:
    """Take back changes that were not carried out."""
    _found(changes_id)
    with refusal_flashed():
        drop_changes(changes_id, by=asker().id)
        db.session.commit()
        flash(_("The changes were dropped; nothing of them was written."), "success")
    return redirect(url_for("staffing.list_unit_changes"), 303)


def _keep_entered(form: EnterUnitsForm) -> UnitChanges:
    content = entered_list(
        form.on.data, form.decision.data, form.old.data or "", form.new.data, form.above.data or ""
    )
    return keep_changes(form.decision.data, content, asker().id)


def _found(changes_id: int) -> UnitChanges:
    changes = db.session.get(UnitChanges, changes_id)
    if changes is None:
        abort(404)
    return changes


def _page(form: SendUnitsForm) -> str:
    return render_template("staffing/unit_changes/list.html", form=form, lists=page_of(changes_sent()))

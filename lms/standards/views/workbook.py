"""The whole standard as one workbook: take it away, change it, look at what that would do, write it."""

import base64

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.base.messages import Refusal
from lms.standards.forms.workbook import ApplyWorkbookForm, WorkbookForm
from lms.standards.rules.applying_standard import apply_standard, weigh_standard
from lms.standards.rules.offering_standard import standard_workbook
from lms.standards.views.blueprint import standards
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.i18n import said

SHOWN_AT_MOST = 200  # rows of one kind on the preview; the rest is counted


@standards.get("/standard.xlsx")
@requires(Permission.STANDARDS_EDIT)
def export_standard() -> Response:
    """All of the standard that is on record."""
    return sent(standard_workbook(), "xlsx", "chuan-dao-tao")


@standards.route("/standard", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def weigh_workbook() -> str | tuple[str, int]:
    """Take the workbook away, or send it back and see what it would change. Nothing is written."""
    form = WorkbookForm()
    if not form.validate_on_submit():
        shown = render_template("standards/requirements/weigh_workbook.html", form=form, plan=None)
        return (shown, 422) if form.errors else shown
    content = form.file.data.read()
    try:
        plan = weigh_standard(content, by=asker().id)
    except Refusal as refusal:
        form.file.errors = [said(refusal.message)]
        return render_template("standards/requirements/weigh_workbook.html", form=form, plan=None), 422
    return render_template(
        "standards/requirements/weigh_workbook.html",
        form=form,
        plan=plan,
        apply_form=ApplyWorkbookForm(formdata=None, content=base64.b64encode(content).decode()),
        most=SHOWN_AT_MOST,
    )


@standards.post("/standard/apply")
@requires(Permission.STANDARDS_EDIT)
def apply_workbook() -> Response:
    """Write what was looked at: all of it, or nothing where a cell is refused."""
    try:
        apply_standard(base64.b64decode(request.form.get("content", ""), validate=True), by=asker().id)
        db.session.commit()
        flash(gettext("The workbook was written."), "success")
    except ValueError:  # no base64
        flash(gettext("Send the workbook once more."), "error")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(url_for("standards.weigh_workbook"), 303)

"""Reports that come again and again: whoever answers for a unit says which she wants to be told of."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.coverage.forms import SubscribeForm
from lms.coverage.models import ReportSubscription, Rhythm, Shape
from lms.coverage.rules.choosing import top_units, unit_for
from lms.coverage.rules.scheduling import subscribe as subscribe_to
from lms.coverage.rules.scheduling import subscriptions_of
from lms.coverage.rules.scheduling import unsubscribe as unsubscribe_from
from lms.coverage.views import coverage
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said


@coverage.get("/coverage/subscriptions")
@requires(Permission.COVERAGE_SEE)
def subscriptions() -> str:
    """What the asker is told of, and the way to one more report."""
    units = top_units(asker(), clock.today())
    return _page(SubscribeForm(unit=units[0].code if len(units) == 1 else ""))


@coverage.post("/coverage/subscriptions")
@requires(Permission.COVERAGE_SEE)
def subscribe() -> Response | tuple[str, int]:
    """Have her told of one more report."""
    form = SubscribeForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        unit = unit_for(asker(), form.unit.data, clock.today())
        subscribe_to(asker(), unit, Rhythm(form.rhythm.data), Shape(form.shape.data))
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
        return _page(form), 422
    flash(_("You will be told when the report can be had."), "success")
    return redirect(url_for("coverage.subscriptions"), 303)


@coverage.post("/coverage/subscriptions/<int:subscription_id>/end")
@requires(Permission.COVERAGE_SEE)
def unsubscribe(subscription_id: int) -> Response:
    """Take one back."""
    row = db.session.get(ReportSubscription, subscription_id)
    if row is None or row.person_id != asker().id:
        abort(404)
    unsubscribe_from(row)
    db.session.commit()
    flash(_("You will no longer be told of this report."), "success")
    return redirect(url_for("coverage.subscriptions"), 303)


def _page(form: SubscribeForm) -> str:
    rows = subscriptions_of(asker().id)
    return render_template("coverage/reports/subscriptions.html", form=form, rows=rows, words=form.words())

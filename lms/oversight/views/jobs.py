"""What runs by the clock: how it stands, and having it run now."""

from datetime import timedelta

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.base.scheduling import Job
from lms.home.queries import last_runs
from lms.oversight.queries import failures_of
from lms.oversight.rules.asking_for_runs import ask_for_run
from lms.oversight.rules.job_standing import has_died, standings
from lms.oversight.views.blueprint import oversight
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said

REMEMBERED = timedelta(days=7)
FAILURES_SHOWN = 50


@oversight.get("/jobs")
@requires(Permission.SYSTEM_ADMINISTER)
def list_jobs() -> str:
    """Each job: what it does, how its last run went, when the next one comes."""
    now = clock.now()
    return render_template(
        "oversight/list_jobs.html",
        standings=standings(_jobs().values(), last_runs(), now),
        failures=failures_of(now - REMEMBERED, FAILURES_SHOWN),
        has_died=has_died,
        has_clock="clock" in current_app.extensions,
        now=now,
    )


@oversight.post("/jobs/<string:name>/run")
@requires(Permission.SYSTEM_ADMINISTER)
def run_job(name: str) -> Response:
    """Have a job run now, by the clock beside this process."""
    if name not in _jobs():
        abort(404)
    ticking = current_app.extensions.get("clock")
    if ticking is None:
        flash(_("No clock ticks beside this page: the job runs when it is due."), "warning")
    else:
        try:
            claimed = ask_for_run(name, asker().id)
            db.session.commit()
            ticking.run_soon(name, claimed)
            flash(_("The job begins now. Load the page again to see how it went."), "success")
        except Refusal as refusal:
            db.session.rollback()
            flash(said(refusal.message), "warning")
    return redirect(url_for("oversight.list_jobs"), 303)


def _jobs() -> dict[str, Job]:
    return {job.name: job for feature in current_app.extensions["features"] for job in feature.jobs}

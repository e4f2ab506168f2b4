"""The page of backups: how they stand, which there are, and one now."""

from datetime import datetime, timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.messages import Refusal
from lms.base.scheduling import run_soon
from lms.upkeep.health import backups as how_they_stand
from lms.upkeep.rules.asking import JOB, ask, is_asked, is_being_made
from lms.upkeep.rules.keeping import DAYS, HOUR, MONTHS, backups_in
from lms.upkeep.rules.premises import Premises
from lms.web.access import Permission, requires
from lms.web.i18n import said

upkeep = Blueprint("upkeep", "lms.upkeep", template_folder="templates")


@upkeep.get("/backups")
@requires(Permission.SYSTEM_ADMINISTER)
def list_backups() -> str:
    """Which backups there are, the last good one first of all, and when the next is due."""
    here: Premises = current_app.extensions["premises"]
    folder = here.backups
    return render_template(
        "upkeep/list_backups.html",
        finding=how_they_stand(),
        backups=backups_in(folder),
        under_way=is_asked(folder) or is_being_made(folder, clock.now()),
        next_at=_next() if here.nightly else None,
        days=DAYS,
        months=MONTHS,
        folder=folder,
    )


@upkeep.post("/backups")
@requires(Permission.SYSTEM_ADMINISTER)
def back_up_now() -> Response:
    """Have a backup made beside this; the page says how it goes."""
    try:
        ask(current_app.extensions["premises"].backups)
    except Refusal as refusal:
        flash(said(refusal.message), "error")
    else:
        run_soon(JOB)
        flash(gettext("A backup is being made. You can leave this page."), "info")
    return redirect(url_for("upkeep.list_backups"), 303)


def _next() -> datetime:
    """When the backup of the next night is due."""
    here = clock.now().astimezone(clock.VIETNAM)
    due = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return due if due > here else due + timedelta(days=1)

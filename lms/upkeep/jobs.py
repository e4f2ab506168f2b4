"""The backup of each night."""

from datetime import timedelta

from flask import current_app

from lms.base import clock
from lms.base.messages import Refusal, message
from lms.base.scheduling import Job
from lms.upkeep.rules.asking import JOB, is_asked, take_back_asking
from lms.upkeep.rules.backing_up import back_up
from lms.upkeep.rules.failing import note_failure
from lms.upkeep.rules.keeping import HOUR, backups_in, is_due
from lms.upkeep.rules.premises import Premises


def make_backup() -> None:
    """Make the backup of the night, once: at the first hour from 2:00 on at which the product runs; and one
    that somebody has asked for. Whatever kept it from being made is noted for the page of backups."""
    here: Premises = current_app.extensions["premises"]
    now = clock.now()
    nightly = here.nightly and is_due(backups_in(here.backups), now, HOUR)
    if not nightly and not is_asked(here.backups):
        return
    try:
        back_up(here, now)
    except Refusal as refusal:
        note_failure(here.backups, refusal.message)
        raise
    except Exception as error:
        reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        note_failure(here.backups, message("The last backup could not be made (%(reason)s).", reason=reason))
        raise
    finally:
        take_back_asking(here.backups)


JOBS = (
    Job(
        JOB,
        timedelta(hours=1),
        make_backup,
        message("Makes the backup of the night from 2:00 on, and one that was asked for."),
    ),
)

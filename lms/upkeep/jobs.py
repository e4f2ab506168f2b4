"""The backup of each night."""

from datetime import timedelta

from lms.base import clock
from lms.base.messages import Refusal, message
from lms.base.scheduling import Job
from lms.upkeep.here import HOUR, JOB, backs_up_nightly, premises
from lms.upkeep.rules.asking import forget_failure, is_asked, note_failure, take_back_asking
from lms.upkeep.rules.backing_up import back_up
from lms.upkeep.rules.keeping import backups_in, is_due


def make_backup() -> None:
    """Make the backup of the night, once: at the first hour from 2:00 on at which the product runs; and one
    that somebody has asked for."""
    here, now = premises(), clock.now()
    nightly = backs_up_nightly() and is_due(backups_in(here.backups), now, HOUR)
    if nightly or is_asked(here.backups):
        try:
            back_up(here, now)
            forget_failure(here.backups)
        except Refusal as refusal:
            note_failure(here.backups, refusal.message)
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

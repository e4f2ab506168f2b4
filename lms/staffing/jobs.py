"""What is due of itself."""

from datetime import timedelta

from lms.base import clock
from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job
from lms.people.rules.moving import catch_up
from lms.staffing.rules.importing import drop_old
from lms.staffing.rules.writing_in_pieces import WRITING, lists_to_write, write_in_pieces


def drop_old_lists() -> int:
    """Staff lists that nobody applied within a week hold personal data for nothing."""
    return drop_old(clock.now())


def write_lists() -> None:
    """Long lists that somebody sent off, and those whose writing a crash cut short."""
    for list_id in lists_to_write():
        write_in_pieces(list_id, db.session.commit)


def follow_units() -> None:
    """Posts and access that were given over a unit which has ended since."""
    catch_up(clock.today())


JOBS = [
    Job(
        "drop-old-staff-lists",
        timedelta(days=1),
        drop_old_lists,
        message("Drops staff lists that nobody has applied for a long time."),
    ),
    Job(
        "follow-units",
        timedelta(days=1),
        follow_units,
        message("Moves posts to the units that followed, on the day of a change of units."),
    ),
    Job(
        WRITING,
        timedelta(minutes=1),
        write_lists,
        message("Writes the staff lists that somebody has applied."),
    ),
]

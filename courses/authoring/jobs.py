"""What courses made here have to do by the clock: forgetting files that nobody took in."""

from datetime import timedelta

from courses.authoring.rules.arriving import drop_old
from lms.base import clock
from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job


def drop_old_files() -> None:
    """Forget the files about which nobody has decided for a day."""
    drop_old(clock.now())
    db.session.commit()


DROP_OLD = Job(
    "drop-arrived-courses",
    timedelta(hours=6),
    drop_old_files,
    message("Drops files of courses that nobody has taken in."),
)

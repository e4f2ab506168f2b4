"""What the clock and a restored backup have done about erased people."""

from datetime import timedelta
from pathlib import Path

from flask import current_app

from lms.base import clock
from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job
from lms.privacy.library import personal_map
from lms.privacy.rules.clearing import CLEAR, clear_disk
from lms.privacy.rules.retaining import forget_looks, let_go_of_leavers
from lms.privacy.rules.tombstones import keep_tombstones
from lms.privacy.rules.tombstones import reapply as erase_again


def clear_erased() -> None:
    """Write over what the disk still holds of erased people, and complete the list that outlives backups."""
    keep_tombstones(Path(current_app.instance_path))
    db.session.commit()
    clear_disk()


def reapply() -> int:
    """Erase again whoever a restored backup brought back; how many. Commits."""
    number = erase_again(personal_map(), Path(current_app.instance_path))
    db.session.commit()
    if number:
        clear_erased()
    return number


def let_go() -> None:
    """Remove the contacts of those who left long ago, and what the access log says of long ago."""
    config, now = current_app.extensions["config"], clock.now()
    let_go_of_leavers(personal_map(), clock.day_of(now), config.leavers_contacts_days)
    db.session.commit()
    forget_looks(now - timedelta(days=config.access_log_days))
    db.session.commit()


JOBS = (
    Job(
        CLEAR,
        timedelta(days=1),
        clear_erased,
        message("Wipes from the disk what was erased, and notes for backups who was."),
    ),
    Job(
        "let-go-of-leavers",
        timedelta(days=1),
        let_go,
        message("Removes the contacts of those who left long ago, and old looks from the access log."),
    ),
)

"""What is done by the clock for the whole product."""

from datetime import timedelta

from lms.base.database import db
from lms.base.messages import message
from lms.base.scheduling import Job
from lms.base.sealing import seal


def seal_audit() -> None:
    """Seal what was done, piece by piece, so that a large import keeps nobody waiting."""
    seal(db.session.commit)


JOBS = (
    Job(
        "seal-audit",
        timedelta(hours=1),
        seal_audit,
        message("Seals the audit, so that a changed or removed entry shows."),
    ),
)

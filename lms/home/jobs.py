"""What is done by the clock for the whole product."""

from datetime import timedelta

from lms.base import audit
from lms.base.messages import message
from lms.base.scheduling import Job

JOBS = (
    Job(
        "seal-audit",
        timedelta(hours=1),
        audit.seal,
        message("Seals the audit, so that a changed or removed entry shows."),
    ),
)

"""What is done by the clock for the whole product."""

from datetime import timedelta

from lms.base.messages import message
from lms.base.scheduling import Job
from lms.base.sealing import seal

JOBS = (
    Job(
        "seal-audit",
        timedelta(hours=1),
        seal,
        message("Seals the audit, so that a changed or removed entry shows."),
    ),
)

"""What happens by itself."""

from datetime import timedelta

from lms.account.rules.throttling import forget_ended
from lms.base.messages import message
from lms.base.scheduling import Job

JOBS = (
    Job(
        "forget-tries",
        timedelta(hours=6),
        forget_ended,
        message("Forgets failed sign-ins and sign-ins that have ended."),
    ),
)

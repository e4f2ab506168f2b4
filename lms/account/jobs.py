"""What happens by itself."""

from datetime import timedelta

from lms.account.rules.throttling import forget_ended
from lms.base.scheduling import Job

JOBS = (Job("forget-tries", timedelta(hours=6), forget_ended),)

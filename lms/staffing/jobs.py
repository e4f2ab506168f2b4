"""What is due of itself."""

from datetime import timedelta

from lms.base import clock
from lms.base.scheduling import Job
from lms.staffing.rules.importing import drop_old


def drop_old_lists() -> int:
    """Staff lists that nobody applied within a week hold personal data for nothing."""
    return drop_old(clock.now())


JOBS = [Job("drop-old-staff-lists", timedelta(days=1), drop_old_lists)]

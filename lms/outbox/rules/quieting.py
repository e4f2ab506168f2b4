"""Quiet hours: when nobody is reminded of anything. Pure."""

from datetime import datetime

from lms.base.clock import VIETNAM
from lms.config import QuietHours


def is_quiet(moment: datetime, hours: QuietHours) -> bool:
    """Whether a moment falls, by the clock of Vietnam, between the hours at which quiet begins and ends; it
    may last over midnight."""
    hour = moment.astimezone(VIETNAM).hour
    if hours.begin <= hours.end:
        return hours.begin <= hour < hours.end
    return hour >= hours.begin or hour < hours.end

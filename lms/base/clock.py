"""The only place that reads the clock. Moments are UTC; a day is a day in Vietnam."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, with its zone (UTC)."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Vietnam: from 17:00 UTC on, that is already tomorrow in Greenwich."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Vietnam on which a moment falls."""
    return moment.astimezone(VIETNAM).date()

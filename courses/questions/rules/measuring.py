"""How long an answer takes. Pure."""

from collections.abc import Iterable
from datetime import datetime
from statistics import median

DAY = 24 * 60 * 60  # seconds


def usual_days(times: Iterable[tuple[datetime, datetime]]) -> int | None:
    """The median of the days between arrival and answer, rounded; None while nothing was answered."""
    waits = [(answered - received).total_seconds() / DAY for received, answered in times]
    return round(median(waits)) if waits else None


def days_since(since: datetime | None, now: datetime) -> int:
    """How many whole days something has waited; 0 for nothing."""
    return (now - since).days if since else 0

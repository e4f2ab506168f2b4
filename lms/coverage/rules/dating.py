"""The days of a trend. Pure."""

import enum
from datetime import date, timedelta

A_DAY = timedelta(days=1)


class Step(enum.StrEnum):
    """How far the days of a trend lie apart."""

    MONTH = "month"
    QUARTER = "quarter"


MONTHS = {Step.MONTH: 1, Step.QUARTER: 3}
POINTS = {Step.MONTH: 12, Step.QUARTER: 8}


def days_of(last: date, step: Step) -> list[date]:
    """Twelve months or eight quarters: the last day of each, and ``last`` itself in the running one."""
    month = last.year * 12 + last.month - 1
    begun = month - month % MONTHS[step]
    ends = [_first_of(begun - back * MONTHS[step]) - A_DAY for back in range(POINTS[step] - 1)]
    return [*reversed(ends), last]


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _first_of(month: int) -> date:
    """The first day of a month that is counted from year 0."""
    return date(month // 12, month % 12 + 1, 1)

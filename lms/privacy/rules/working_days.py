"""Working days, as far as they are known for ever. Pure.

Saturdays, Sundays and the holidays of a fixed date do not count (Labour Code 45/2019/QH14, article 112). Tết
and the day of the Hùng kings move with the moon and are set each year: they are counted as working days, so
that a time ends too early rather than too late.
"""

from datetime import date, timedelta

FIXED_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}
"""Month and day."""
_A_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether offices work on a day."""
    return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS


def working_days_after(day: date, number: int) -> date:
    """The working day that is the ``number``-th after ``day``, which itself does not count."""
    while number:
        day += _A_DAY
        number -= is_working_day(day)
    return day

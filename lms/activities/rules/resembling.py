"""Whether one name is nearly another: a slip of the pen, a mark left out, a middle name missing. Pure."""

from lms.base.text import fold

SLIPS = 2
"""Letters by which two folded names may differ."""


def near(one: str, other: str) -> bool:
    """Whether two full names are so alike that somebody should be asked which is meant."""
    first, second = fold(one), fold(other)
    if first == second:
        return True
    return _one_is_short(first.split(" "), second.split(" ")) or _slips(first, second) <= SLIPS


def _one_is_short(first: list[str], second: list[str]) -> bool:
    """Whether one leaves words in the middle out: Nguyễn Hoa for Nguyễn Thị Hoa."""
    short, long = sorted((first, second), key=len)
    if len(short) < 2 or len(short) == len(long) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _slips(first: str, second: str) -> int:
    """How many letters must be put in, taken out or exchanged; more than :data:`SLIPS` is not counted."""
    if abs(len(first) - len(second)) > SLIPS:
        return SLIPS + 1
    before = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        now = [row]
        for column, other in enumerate(second, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other)))
        if min(now) > SLIPS:
            return SLIPS + 1
        before = now
    return before[-1]

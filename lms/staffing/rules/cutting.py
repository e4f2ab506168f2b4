"""Cutting a long list into pieces that can be written one after the other. Pure.

Whom a row means is found out by codes and names, so rows that share a name, or mean one person, stay
together: then a piece means the same people alone as it does within the whole list. So do rows that hand a
post over from one person to another.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lms.base.text import fold
from lms.staffing.rules.reading import Line

PIECE = 400
"""Lines that are written in one transaction: a fraction of a second under the write lock."""


def cut(lines: Sequence[Line], groups: Iterable[Sequence[int]], size: int) -> list[list[int]]:
    """The numbers of the lines (from 0) in pieces of about ``size``. ``groups`` are the numbers of the lines
    that must stay together beside namesakes, for each group."""
    chief = list(range(len(lines)))

    def find(number: int) -> int:
        while chief[number] != number:
            chief[number] = chief[chief[number]]
            number = chief[number]
        return number

    for same in (*_sharing_names(lines), *groups):
        for other in same[1:]:
            chief[find(other)] = find(same[0])
    together: dict[int, list[int]] = defaultdict(list)
    for number in range(len(lines)):
        together[find(number)].append(number)
    return _packed(together.values(), size)


def _sharing_names(lines: Sequence[Line]) -> Iterable[list[int]]:
    named: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        named[fold(line.name)].append(number)
    return named.values()


def _packed(groups: Iterable[list[int]], size: int) -> list[list[int]]:
    pieces: list[list[int]] = []
    for group in groups:
        if pieces and len(pieces[-1]) + len(group) <= size:
            pieces[-1].extend(group)
        else:
            pieces.append(list(group))
    return pieces

"""The days on which a place had nobody trained. Pure: spans in, spans out; all spans are half-open."""

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]
"""The first day, and the first day no longer."""

A_DAY = timedelta(days=1)
FOREVER = date.max


def span(since: date, until: date | None) -> Span:
    """A span of a dated row; an open end lies beyond every day."""
    return since, until or FOREVER


def within(spans: Iterable[Span], limit: Span) -> list[Span]:
    """What of the spans lies in one span."""
    first, end = limit
    return [(max(since, first), min(until, end)) for since, until in spans if since < end and until > first]


def common(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The days that lie in both."""
    rest = list(other)
    return [each for limit in one for each in within(rest, limit)]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days in order, none twice, and what touches as one span."""
    found: list[Span] = []
    for since, until in sorted(spans):
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((since, until))
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The days of ``spans`` that are in none of ``taken``."""
    gone = joined(taken)
    found: list[Span] = []
    for since, until in joined(spans):
        for begins, ends in gone:
            if ends <= since or begins >= until:
                continue
            if since < begins:
                found.append((since, begins))
            since = ends
        if since < until:
            found.append((since, until))
    return found


def uncovered(asked: Iterable[Span], trained: Iterable[tuple[Iterable[Span], Iterable[Span]]]) -> list[Span]:
    """The days of ``asked`` on which nobody who served was trained.

    ``trained`` holds for each person the spans in which she served there, and those in which she met what
    is asked: what she met before or after she served covers nothing.
    """
    covered = [each for served, met in trained for each in common(served, met)]
    return without(asked, covered)

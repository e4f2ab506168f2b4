"""The fold: from what somebody showed, and what a requirement accepts, to the days on which she meets it.

Pure: no database, no clock. Days are half-open everywhere: an interval ends on the first day without it.
"""

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from lms.standards.models import EvidenceKind, EvidenceStatus, Mode, Validity


@dataclass(frozen=True)
class Showing:
    """One row of evidence, as far as the fold needs it."""

    id: int
    occurred_on: date
    kind: EvidenceKind
    status: EvidenceStatus
    mode: Mode = Mode.SELF
    level: int = 1
    clauses: frozenset[int] = frozenset()
    """The clause versions that were covered."""
    voids: int | None = None
    """The row that this one declares a mistake."""


class ClauseVersion(NamedTuple):
    """A version of an article that must be known: in force from its day until the next one of the article."""

    id: int
    article: str
    effective_on: date


@dataclass(frozen=True)
class Rule:
    """What a requirement accepts and how long that counts."""

    validity: Validity
    kinds: frozenset[EvidenceKind]
    modes: frozenset[Mode]
    valid_from: date
    valid_until: date | None = None
    minimum_level: int = 1
    months: int = 0
    fixed_end: str = ""
    window_days: int = 0
    clauses: tuple[ClauseVersion, ...] = ()

    def accepts(self, showing: Showing) -> bool:
        """Whether the showing counts by its kind, mode and level."""
        return (
            showing.kind in self.kinds and showing.mode in self.modes and showing.level >= self.minimum_level
        )

    def clauses_on(self, day: date) -> frozenset[int]:
        """The clause versions in force on ``day``: of each article the latest that has taken effect."""
        latest: dict[str, ClauseVersion] = {}
        for version in sorted(self.clauses, key=lambda each: (each.effective_on, each.id)):
            if version.effective_on <= day:
                latest[version.article] = version
        return frozenset(version.id for version in latest.values())


class Interval(NamedTuple):
    """Days on which a requirement is met, and the evidence that carries them."""

    valid_from: date
    valid_until: date | None
    status: EvidenceStatus
    evidence_id: int

    def holds_on(self, day: date) -> bool:
        """Whether the interval covers ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def fold(rule: Rule, showings: Iterable[Showing]) -> list[Interval]:
    """The days on which the showings of one person and competency meet the rule: disjoint, in order.

    Voided rows count for nothing. A lapse ends everything shown up to and on its day. Confirmed evidence
    counts first; declared evidence only fills the days that it leaves.
    """
    counted = standing_rows(showings)
    lapses = sorted({each.occurred_on for each in counted if each.kind is EvidenceKind.LAPSE})
    accepted = [each for each in counted if rule.accepts(each)]
    confirmed = [each for each in accepted if each.status is EvidenceStatus.CONFIRMED]
    spans = _spans(rule, confirmed, lapses)
    if len(accepted) > len(confirmed):
        spans = _fill(spans, _spans(rule, accepted, lapses))
    return _within(rule, spans)


def standing_rows(showings: Iterable[Showing]) -> list[Showing]:
    """The rows that nobody has voided, without the voids themselves, in the order of their days."""
    rows = list(showings)
    voided = {row.voids for row in rows if row.kind is EvidenceKind.VOID}
    kept = (row for row in rows if row.kind is not EvidenceKind.VOID and row.id not in voided)
    return sorted(kept, key=lambda row: (row.occurred_on, row.id))


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _spans(rule: Rule, showings: Sequence[Showing], lapses: Sequence[date]) -> list[Interval]:
    """The intervals of accepted showings; a lapse cuts them, and what comes after it begins anew."""
    spans: list[Interval] = []
    after = date.min
    for lapse in [*lapses, date.max]:
        part = [each for each in showings if after < each.occurred_on <= lapse]
        after = lapse
        found = _until_clause_change(rule, part) if _by_clauses(rule) else _by_length(rule, part)
        spans += [_cut(each, lapse) for each in found if each.valid_from < lapse]
    return spans


def _by_clauses(rule: Rule) -> bool:
    return rule.validity is Validity.UNTIL_CLAUSE_CHANGE


def _cut(span: Interval, end: date) -> Interval:
    if end == date.max or (span.valid_until is not None and span.valid_until <= end):
        return span
    return span._replace(valid_until=end)


def _by_length(rule: Rule, showings: Sequence[Showing]) -> list[Interval]:
    """Intervals by a length of validity, with the renewal rule of Totara Learn's certifications:
    renewed inside the window, the next end counts from the old end; otherwise from the day it was shown.

    Every end that some choice of renewals reaches is kept, and the latest counts, so that showing
    something once more never costs a day.
    """
    end_after = _end_after(rule)
    if end_after is None:
        return [_interval(each, None) for each in showings[:1]]
    ends: set[date] = set()
    spans: list[Interval] = []
    for day in sorted({each.occurred_on for each in showings}):
        window = timedelta(days=rule.window_days)
        renewed = {end_after(end) for end in ends if day < end <= day + window}
        reached = {end_after(day), *renewed}
        ends |= reached
        first = next(each for each in showings if each.occurred_on == day)
        spans.append(_interval(first, max(reached)))
    return _merge(spans)


def _end_after(rule: Rule) -> Callable[[date], date] | None:
    """The function from the day on which a period begins to the day on which it has ended."""
    if rule.validity is Validity.MONTHS:
        return lambda day: add_months(day, rule.months)
    if rule.validity is Validity.CALENDAR_YEAR:
        return lambda day: date(day.year + 1, 1, 1)
    if rule.validity is Validity.FIXED:
        return lambda day: _after_fixed_end(rule.fixed_end, day)
    return None


def _after_fixed_end(fixed_end: str, day: date) -> date:
    """The day after the next fixed end (``MM-DD``; 02-29 is the last day of February) on or after ``day``."""
    month, last = (int(part) for part in fixed_end.split("-"))
    for year in (day.year, day.year + 1):
        end = date(year, month, min(last, calendar.monthrange(year, month)[1])) + timedelta(days=1)
        if end > day:
            return end
    raise AssertionError("the end of next year's period is always later")


def _until_clause_change(rule: Rule, showings: Sequence[Showing]) -> list[Interval]:
    """The days on which all that was shown so far covers every clause then in force.

    Coverage adds up: a short course about the one clause that changed renews what an older course gave.
    """
    if not showings:
        return []
    changes = {version.effective_on for version in rule.clauses}
    first = showings[0].occurred_on
    days = sorted({each.occurred_on for each in showings} | {day for day in changes if day > first})
    spans: list[Interval] = []
    for day, until in zip(days, [*days[1:], None], strict=True):
        so_far = [each for each in showings if each.occurred_on <= day]
        covered = frozenset[int]().union(*(each.clauses for each in so_far))
        if rule.clauses_on(day) <= covered:
            spans.append(_interval(so_far[-1], until)._replace(valid_from=day))
    return _merge(spans)


def _interval(showing: Showing, until: date | None) -> Interval:
    return Interval(showing.occurred_on, until, showing.status, showing.id)


def _merge(spans: Sequence[Interval]) -> list[Interval]:
    """Disjoint spans: each day belongs to the span that lasts longest, to the earliest of equals."""
    merged: list[Interval] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is None or (last.valid_until is not None and last.valid_until < span.valid_from):
            merged.append(span)
        elif last.valid_until == span.valid_from and last.evidence_id == span.evidence_id:
            merged[-1] = last._replace(valid_until=span.valid_until)
        elif last.valid_until is not None and _later(span.valid_until, last.valid_until):
            merged[-1] = last._replace(valid_until=span.valid_from)
            merged.append(span)
    return [span for span in merged if span.valid_until is None or span.valid_from < span.valid_until]


def _later(end: date | None, than: date) -> bool:
    return end is None or end > than


def _fill(confirmed: list[Interval], wider: list[Interval]) -> list[Interval]:
    """The confirmed spans, and the days of the wider ones that they leave, as declared."""
    filled = list(confirmed)
    for span in wider:
        start: date | None = span.valid_from
        for taken in confirmed:
            if start is None or (taken.valid_until is not None and taken.valid_until <= start):
                continue
            if span.valid_until is not None and taken.valid_from >= span.valid_until:
                break
            if taken.valid_from > start:
                filled.append(_declared(span, start, taken.valid_from))
            start = taken.valid_until
        if start is not None and (span.valid_until is None or start < span.valid_until):
            filled.append(_declared(span, start, span.valid_until))
    return sorted(filled)


def _declared(span: Interval, start: date, until: date | None) -> Interval:
    return Interval(start, until, EvidenceStatus.DECLARED, span.evidence_id)


def _within(rule: Rule, spans: Iterable[Interval]) -> list[Interval]:
    """The part of the spans during which the requirement itself is in force."""
    clipped = []
    for span in spans:
        start = max(span.valid_from, rule.valid_from)
        ends = [end for end in (span.valid_until, rule.valid_until) if end is not None]
        until = min(ends) if ends else None
        if until is None or start < until:
            clipped.append(span._replace(valid_from=start, valid_until=until))
    return clipped

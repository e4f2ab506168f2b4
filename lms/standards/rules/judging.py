"""The judgement: how somebody stands to a requirement on a day, in one sentence that says why.

Pure: no database, no clock. The same sentence is shown to her and to her head.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from lms.base.messages import Message, message
from lms.standards.models import EvidenceKind, EvidenceStatus, Mode, Validity
from lms.standards.rules.folding import Interval, Rule, Showing, fold, standing_rows


class State(enum.StrEnum):
    """How a person stands to a requirement on a day."""

    NOT_ASKED = "not_asked"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    NO_LONGER_IN_FORCE = "no_longer_in_force"
    HELD = "held"
    EXPIRING = "expiring"
    DECLARED = "declared"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    CLAUSE_CHANGED = "clause_changed"
    CLAUSES_MISSING = "clauses_missing"
    LEVEL_TOO_LOW = "level_too_low"
    MODE_NOT_ACCEPTED = "mode_not_accepted"
    KIND_NOT_ACCEPTED = "kind_not_accepted"
    VOIDED = "voided"
    SHOWN_LATER = "shown_later"
    NEVER_SHOWN = "never_shown"

    @property
    def is_met(self) -> bool:
        """Whether the requirement is met by confirmed evidence."""
        return self in (State.HELD, State.EXPIRING)

    @property
    def label(self) -> Message:
        """The state in a word or two, for a list or a badge."""
        return _LABELS[self]


_LABELS = {
    State.NOT_ASKED: message("not asked"),
    State.NOT_YET_IN_FORCE: message("not yet asked"),
    State.NO_LONGER_IN_FORCE: message("no longer asked"),
    State.HELD: message("met"),
    State.EXPIRING: message("expires soon"),
    State.DECLARED: message("waits for confirmation"),
    State.EXPIRED: message("expired"),
    State.LAPSED: message("withdrawn"),
    State.CLAUSE_CHANGED: message("rules have changed"),
    State.CLAUSES_MISSING: message("rules are missing"),
    State.LEVEL_TOO_LOW: message("level too low"),
    State.MODE_NOT_ACCEPTED: message("way does not count"),
    State.KIND_NOT_ACCEPTED: message("form does not count"),
    State.VOIDED: message("voided"),
    State.SHOWN_LATER: message("met later"),
    State.NEVER_SHOWN: message("not yet met"),
}


class Standing(NamedTuple):
    """The state, why it is so, and what to do next (None where nothing is to be done)."""

    state: State
    sentence: Message
    next_step: Message | None
    until: date | None = None
    """Of what is met but ends, and of what has expired: the first day without it."""


def standing(
    rule: Rule, showings: Iterable[Showing], day: date, *, basis: str, asked: bool = True
) -> Standing:
    """How she stands by what was shown; ``basis`` is the number of the document that asks, ``asked`` whether
    any of her roles is asked on ``day``."""
    case = _Case(rule, list(showings), day, basis)
    if not rule.valid_from <= day or (rule.valid_until is not None and rule.valid_until <= day):
        return _out_of_force(case)
    if not asked:
        return Standing(
            State.NOT_ASKED,
            message("Not asked of the posts held on %(day)s (%(basis)s).", day=_date(day), basis=basis),
            None,
        )
    span = next((each for each in case.spans if each.holds_on(day)), None)
    if span is None:
        return _why_not(case)
    return _held(case, span) if span.status is EvidenceStatus.CONFIRMED else _declared(case, span)


@dataclass
class _Case:
    """What is known of one person and requirement on a day."""

    rule: Rule
    showings: list[Showing]
    day: date
    basis: str

    def __post_init__(self) -> None:
        self.spans = fold(self.rule, self.showings)
        rows = standing_rows(self.showings)
        self.shown = [
            row for row in rows if row.occurred_on <= self.day and row.kind is not EvidenceKind.LAPSE
        ]
        self.accepted = [row for row in self.shown if self.rule.accepts(row)]
        self.lapses = [row for row in rows if row.occurred_on <= self.day and row.kind is EvidenceKind.LAPSE]
        self.later = [row for row in rows if row.occurred_on > self.day and self.rule.accepts(row)]


def _out_of_force(case: _Case) -> Standing:
    rule = case.rule
    if case.day < rule.valid_from:
        sentence = message(
            "Asked only from %(day)s on (%(basis)s).", day=_date(rule.valid_from), basis=case.basis
        )
        return Standing(State.NOT_YET_IN_FORCE, sentence, None)
    last = _last_day(rule.valid_until or case.day)
    sentence = message("Asked only until %(day)s (%(basis)s).", day=last, basis=case.basis)
    return Standing(State.NO_LONGER_IN_FORCE, sentence, None)


def _held(case: _Case, span: Interval) -> Standing:
    row = _row(case, span)
    until = _end_of_chain(case.spans, span)
    shown = {"what": _kind(row), "day": _date(row.occurred_on), "basis": case.basis}
    if until is None:
        sentence = message("Met by %(what)s of %(day)s, without an end (%(basis)s).", **shown)
        return Standing(State.HELD, sentence, None)
    if until - timedelta(days=case.rule.window_days) <= case.day:
        sentence = message(
            "Met by %(what)s of %(day)s, but only until %(until)s (%(basis)s).",
            until=_last_day(until),
            **shown,
        )
        step = message(
            "Renew it by %(until)s: the new period then begins where the old one ends.",
            until=_last_day(until),
        )
        return Standing(State.EXPIRING, sentence, step, until)
    sentence = message(
        "Met by %(what)s of %(day)s, until %(until)s (%(basis)s).", until=_last_day(until), **shown
    )
    return Standing(State.HELD, sentence, None, until)


def _declared(case: _Case, span: Interval) -> Standing:
    row = _row(case, span)
    sentence = message(
        "Declared: %(what)s of %(day)s; nobody has confirmed it yet (%(basis)s).",
        what=_kind(row),
        day=_date(row.occurred_on),
        basis=case.basis,
    )
    step = message("Show the commune officer the certificate or the class list, to have it confirmed.")
    return Standing(State.DECLARED, sentence, step)


def _why_not(case: _Case) -> Standing:
    """The reason that says most: what was enough once, what was not enough, what was a mistake, nothing."""
    if case.accepted:
        return _no_longer(case)
    if case.shown:
        return _not_accepted(case)
    voided = {row.voids for row in case.showings if row.kind is EvidenceKind.VOID}
    mistakes = [
        row
        for row in case.showings
        if row.id in voided and row.kind in KIND_NAMES and row.occurred_on <= case.day
    ]
    if mistakes:
        return _voided(case, max(mistakes, key=_order))
    return _nothing_yet(case)


def _no_longer(case: _Case) -> Standing:
    row = case.accepted[-1]
    shown = {"what": _kind(row), "day": _date(row.occurred_on), "basis": case.basis}
    if case.lapses and case.lapses[-1].occurred_on >= row.occurred_on:
        sentence = message(
            "Withdrawn on %(lapsed)s: %(what)s of %(day)s no longer counts (%(basis)s).",
            lapsed=_date(case.lapses[-1].occurred_on),
            **shown,
        )
        return Standing(State.LAPSED, sentence, message("Learn it again and show it on a later day."))
    if case.rule.validity is Validity.UNTIL_CLAUSE_CHANGE:
        return _clauses(case, shown)
    if case.rule.validity is Validity.CALENDAR_YEAR:
        sentence = message(
            "Asked every year: last met by %(what)s of %(day)s, not yet in %(year)s (%(basis)s).",
            year=str(case.day.year),
            **shown,
        )
        ended = date(row.occurred_on.year + 1, 1, 1)
        return Standing(State.EXPIRED, sentence, message("Take part in a class of this year."), ended)
    spans = fold(replace(case.rule, valid_from=date.min, valid_until=None), case.showings)
    ended = max(each.valid_until for each in spans if each.valid_until and each.valid_until <= case.day)
    sentence = message(
        "Expired after %(until)s: %(what)s of %(day)s no longer counts (%(basis)s).",
        until=_last_day(ended),
        **shown,
    )
    return Standing(State.EXPIRED, sentence, message("Take the course again or a new class."), ended)


def _clauses(case: _Case, shown: Mapping[str, Any]) -> Standing:
    """A clause that must be known is not covered: it changed since, or it never was."""
    since = case.lapses[-1].occurred_on if case.lapses else date.min
    covered = frozenset[int]().union(*(row.clauses for row in case.accepted if row.occurred_on > since))
    missing = case.rule.clauses_on(case.day) - covered
    versions = [each for each in case.rule.clauses if each.id in missing]
    known = {each.article for each in case.rule.clauses if each.id in covered}
    if any(each.article in known for each in versions):
        changed = max(each.effective_on for each in versions if each.article in known)
        sentence = message(
            "A new rule took effect on %(changed)s; %(what)s of %(day)s does not cover it: "
            "the lesson on the change is needed (%(basis)s).",
            changed=_date(changed),
            **shown,
        )
        return Standing(State.CLAUSE_CHANGED, sentence, message("Learn only the lesson about what changed."))
    sentence = message(
        "Recorded: %(what)s of %(day)s, which leaves out %(count)s rules in force (%(basis)s).",
        count=len(missing),
        **shown,
    )
    return Standing(State.CLAUSES_MISSING, sentence, message("Learn the lessons that are still missing."))


def _not_accepted(case: _Case) -> Standing:
    """Something was shown that does not count; the row that came nearest is named."""
    rule = case.rule
    row = max(case.shown, key=lambda each: (each.kind in rule.kinds, each.mode in rule.modes, _order(each)))
    shown = {"what": _kind(row), "day": _date(row.occurred_on), "basis": case.basis}
    if row.kind not in rule.kinds:
        sentence = message(
            "Recorded: %(what)s of %(day)s, which does not count for this (%(basis)s).", **shown
        )
        step = message(
            "What counts: %(list)s.",
            list=listed([KIND_NAMES[each] for each in KIND_NAMES if each in rule.kinds]),
        )
        return Standing(State.KIND_NOT_ACCEPTED, sentence, step)
    if row.mode not in rule.modes:
        sentence = message(
            "Recorded: %(what)s of %(day)s, done %(mode)s, which does not count here (%(basis)s).",
            mode=MODE_NAMES[row.mode],
            **shown,
        )
        step = message(
            "Do it again %(list)s.",
            list=listed([MODE_NAMES[each] for each in MODE_NAMES if each in rule.modes]),
        )
        return Standing(State.MODE_NOT_ACCEPTED, sentence, step)
    sentence = message(
        "Recorded: %(what)s of %(day)s at level %(level)s; level %(least)s is asked (%(basis)s).",
        level=row.level,
        least=rule.minimum_level,
        **shown,
    )
    return Standing(State.LEVEL_TOO_LOW, sentence, message("Practise and be assessed at the higher level."))


def _voided(case: _Case, row: Showing) -> Standing:
    sentence = message(
        "Voided as a mistake: %(what)s of %(day)s; nothing else is recorded (%(basis)s).",
        what=_kind(row),
        day=_date(row.occurred_on),
        basis=case.basis,
    )
    return Standing(
        State.VOIDED, sentence, message("If it was right, bring its document to the commune officer.")
    )


def _nothing_yet(case: _Case) -> Standing:
    if case.later:
        sentence = message(
            "Not yet on %(then)s: first met by %(what)s of %(day)s (%(basis)s).",
            then=_date(case.day),
            what=_kind(case.later[0]),
            day=_date(case.later[0].occurred_on),
            basis=case.basis,
        )
        return Standing(State.SHOWN_LATER, sentence, None)
    sentence = message(
        "Nothing has been recorded for this up to %(day)s (%(basis)s).",
        day=_date(case.day),
        basis=case.basis,
    )
    step = message("Take the course here, or bring a certificate to the commune officer.")
    return Standing(State.NEVER_SHOWN, sentence, step)


KIND_NAMES = {
    EvidenceKind.COURSE: message("the course here"),
    EvidenceKind.SCENARIO: message("the situational exercise"),
    EvidenceKind.WORKSHOP: message("the class"),
    EvidenceKind.OBSERVED: message("the observed practice"),
    EvidenceKind.OUTSIDE: message("the certificate of another body"),
    EvidenceKind.ORIENTATION: message("the orientation test"),
}
MODE_NAMES = {
    Mode.SELF: message("alone"),
    Mode.READ_ALOUD: message("with somebody reading aloud"),
    Mode.TOGETHER: message("together with a helper"),
    Mode.PAPER: message("on paper"),
}


def listed(words: Sequence[Message]) -> Message:
    """The words as a choice: "a, b or c"."""
    listed = words[0]
    for word in words[1:-1]:
        listed = message("%(first)s, %(second)s", first=listed, second=word)
    return message("%(first)s or %(second)s", first=listed, second=words[-1]) if len(words) > 1 else listed


def _kind(row: Showing) -> Message:
    return KIND_NAMES[row.kind]


def _row(case: _Case, span: Interval) -> Showing:
    return next(row for row in case.showings if row.id == span.evidence_id)


def _end_of_chain(spans: Sequence[Interval], span: Interval) -> date | None:
    """The end of the confirmed days that follow each other without a gap."""
    until = span.valid_until
    for each in spans:
        if each.valid_from == until and each.status is EvidenceStatus.CONFIRMED:
            until = each.valid_until
    return until


def _order(row: Showing) -> tuple[date, int]:
    return row.occurred_on, row.id


def _date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _last_day(until: date) -> str:
    return _date(until - timedelta(days=1))

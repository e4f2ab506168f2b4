"""Wordings that may not be said: replaced rules, and names that a glossary rejects."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from courses.source.contents import Wording
from courses.source.course import Term
from courses.source.findings import Finding
from courses.source.lessons import numbered
from courses.source.tables import read_table
from lms.base.messages import Message, message

_OLD = re.compile(r"!!! old\b")


@dataclass(frozen=True)
class Ban:
    """Wordings that are refused, and why."""

    wordings: tuple[str, ...]
    reason: Message
    exercises_only: bool = False
    """Whether it only matters in exercises."""
    wrong_answers: bool = False
    """Whether a wrong answer may always say it; otherwise only one whose feedback says that it is over."""
    doubt: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the wordings as whole words, also across the end of a line."""
        return _pattern(self.wordings)


@dataclass(frozen=True)
class Bans:
    """All that is refused in a text."""

    bans: tuple[Ban, ...] = ()
    over: tuple[str, ...] = ()
    """Words by which a text says that a rule is over."""

    def with_terms(self, terms: Sequence[Term]) -> "Bans":
        """With what a glossary says is not to be said."""
        of_terms = tuple(
            Ban(term.avoid, message("say “%(term)s”", term=term.term)) for term in terms if term.avoid
        )
        return Bans(self.bans + of_terms, self.over)

    def in_text(self, text: str, file: str) -> Iterator[Finding]:
        """What is refused in a Markdown text; a box ``!!! old`` may name what is over."""
        lines = "\n".join(line for _, line in _without_old(numbered(text)))
        for ban in self.bans:
            if not ban.exercises_only:
                for found in ban.pattern.finditer(lines):
                    line = lines.count("\n", 0, found.start()) + 1
                    yield _finding(ban, found.group(), file, line)

    def in_wording(self, wording: Wording) -> Iterator[Finding]:
        """What is refused in the words of an exercise."""
        over = any(mark in wording.feedback.casefold() for mark in self.over)
        for ban in self.bans:
            allowed = wording.wrong and (over or ban.wrong_answers)
            for text, fine in ((wording.text, allowed), (wording.feedback, over or ban.wrong_answers)):
                found = None if fine else ban.pattern.search(text)
                if found:
                    yield _finding(ban, found.group(), wording.place, wording.line)


def read_bans(file: Path) -> Bans:
    """The wordings that the library's list refuses."""
    top = read_table(file)
    over = tuple(mark.casefold() for mark in top.texts("over"))
    bans = []
    for table in top.tables("forbidden"):
        wordings, reason, since = (
            table.texts("wordings"),
            table.take("reason", str),
            table.take_if("since", date),
        )
        sentence = message("%(reason)s", reason=reason)
        if since:
            sentence = message("%(reason)s (since %(day)s)", reason=reason, day=f"{since:%d/%m/%Y}")
        bans.append(
            Ban(
                wordings,
                sentence,
                exercises_only=table.take_if("exercises_only", bool) or False,
                wrong_answers=table.take_if("wrong_answers", bool) or False,
                doubt=table.take_if("doubt", bool) or False,
            )
        )
        table.end()
    top.end()
    return Bans(tuple(bans), over)


@cache
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    ways = "|".join(r"\s+".join(map(re.escape, wording.split())) for wording in wordings)
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE)


def _finding(ban: Ban, said: str, file: str, line: int) -> Finding:
    sentence = message(
        "“%(said)s” is not to be said: %(reason)s", said=" ".join(said.split()), reason=ban.reason
    )
    return Finding(file, line, sentence, error=not ban.doubt)


def _without_old(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines, those of a box ``!!! old`` empty."""
    inside = False
    for number, text in lines:
        if _OLD.match(text):
            inside = True
        elif inside and text.strip() and not text.startswith(("    ", "\t")):
            inside = False
        yield number, "" if inside else text

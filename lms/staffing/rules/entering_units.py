"""A change of units as a form gives it, turned into the list that a file would hold.

No old unit: a new one begins. One old and one new: it goes on under another name or code. Several old and one
new: a merger. One old and several new: a split.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from lms.base.messages import Message, Refusal, message
from lms.base.text import clean
from lms.places.models import Unit
from lms.places.queries import find_units
from lms.places.rules.changing_units import list_of
from lms.places.rules.naming import full_name

_NEW = re.compile(r"(\d{2}|\d{3}|\d{5})\s+(\S.*)")
_NAMED_AT_MOST = 3


class BadEntry(Refusal):
    """What stands in a field cannot be; ``field`` is its name."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


def entered_list(on: date, decision: str, old: str, new: str, above: str) -> bytes:
    """The list that says what was entered.

    ``old`` names units of the day before, one a line, by code or name; ``new`` gives a code and a name on
    each line; ``above`` names the unit in which the new ones lie, where it is another than that of the first
    old one. Raises :class:`BadEntry`.
    """
    olds = [_unit(line, on - timedelta(days=1), "old") for line in _lines(old)]
    news = [_code_and_name(line) for line in _lines(new)]
    if not news:
        raise BadEntry("new", message("Give the code and the name of the new unit."))
    if len(olds) > 1 and len(news) > 1:
        raise BadEntry(
            "old", message("Several units become several: enter each of them by itself, or send a list.")
        )
    parent = _parent(above, olds, on)
    units = [(code, name, parent, on.isoformat(), None) for code, name in news]
    successions = [
        (unit.code, code, on.isoformat(), _kind(olds, news), None, decision)
        for unit in olds
        for code, _ in news
    ]
    return list_of(units, successions)


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := clean(each))]


def _code_and_name(line: str) -> tuple[str, str]:
    parts = _NEW.fullmatch(line)
    if not parts:
        raise BadEntry("new", message("“%(line)s”: write the code, a space, and the name.", line=line[:80]))
    return parts[1], parts[2]


def _unit(words: str, day: date, field: str) -> Unit:
    found = find_units(words, day)
    if len(found) == 1:
        return found[0]
    if not found:
        when = day.strftime("%d/%m/%Y")
        raise BadEntry(field, message("There is no unit “%(name)s” on %(day)s.", name=words[:80], day=when))
    names = "; ".join(f"{unit.code} {full_name(unit)}" for unit in found[:_NAMED_AT_MOST])
    raise BadEntry(
        field,
        message("“%(name)s” names several units: %(names)s. Give the code.", name=words[:80], names=names),
    )


def _parent(above: str, olds: Sequence[Unit], on: date) -> str:
    if above:
        return _unit(above, on, "above").code
    if olds and olds[0].parent:
        return olds[0].parent.code
    raise BadEntry("above", message("Give the unit in which the new one lies."))


def _kind(olds: Sequence[Unit], news: Sequence[tuple[str, str]]) -> str:
    if len(news) > 1:
        return "part"
    return "rename" if len(olds) == 1 else "whole"

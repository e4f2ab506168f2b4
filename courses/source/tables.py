"""Tables of a course's TOML files, asked key by key, so that nothing is passed over in silence."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from courses.source.findings import BadCourse
from lms.base.messages import Message, message
from lms.base.text import clean

LANGUAGES = ("vi", "en")
"""The first one is the one that every text exists in."""

LONGEST_WORDS = 200
"""Characters of a name or title."""
_AT = re.compile(r"at line (\d+)")

Words = dict[str, str]
T = TypeVar("T")

_KINDS: dict[type, Message] = {
    str: message("a text"),
    int: message("a whole number"),
    list: message("a list"),
    dict: message("a table"),
    date: message("a date such as 2026-02-05"),
}


class Table:
    """A table that knows its place and what nobody has asked it for."""

    def __init__(self, values: dict[str, Any], place: str) -> None:
        self.values = dict(values)
        self.place = place

    def take(self, key: str, kind: type[T]) -> T:
        """The value of a key that must be there."""
        if key not in self.values:
            raise BadCourse(message("%(place)s: the key “%(key)s” is missing.", place=self.place, key=key))
        return self._checked(key, kind)

    def take_if(self, key: str, kind: type[T]) -> T | None:
        """The value of a key that may be left out."""
        return self._checked(key, kind) if key in self.values else None

    def number(self, key: str, least: int, most: int) -> int:
        """The whole number under a key that must be there, within limits."""
        value = self.take(key, int)
        if not least <= value <= most:
            raise BadCourse(
                message(
                    "%(place)s: “%(key)s” must be a whole number from %(least)d to %(most)d.",
                    place=self.place,
                    key=key,
                    least=least,
                    most=most,
                )
            )
        return value

    def number_if(self, key: str, least: int, most: int) -> int | None:
        """The same of a key that may be left out."""
        return self.number(key, least, most) if key in self.values else None

    def table(self, key: str) -> "Table":
        """The table under a key that must be there."""
        return Table(self.take(key, dict), f"{self.place}: {key}")

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list that may be left out, each with its number."""
        between = ": " if self.place.endswith(".toml") else "."
        return [
            self._entry(values, f"{self.place}{between}{key}[{number}]")
            for number, values in enumerate(self.take_if(key, list) or [], 1)
        ]

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list that may be left out."""
        found = self.take_if(key, list) or []
        if not all(isinstance(each, str) for each in found):
            raise BadCourse(self._wrong(key, message("a list of texts")))
        return tuple(clean(each) for each in found)

    def plain(self, key: str) -> Any:
        """The value of a key that only others understand: texts, whole numbers, and lists and tables of them,
        for nothing else can be kept."""
        return self._plain(key, self.values.pop(key))

    def words(self, key: str, most: int = LONGEST_WORDS) -> Words:
        """A sentence in every language, ``key.vi`` and ``key.en``, of at most so many characters."""
        given = self.table(key)
        words = {language: clean(given.take(language, str)) for language in LANGUAGES}
        given.end()
        if any(len(each) > most for each in words.values()):
            raise BadCourse(
                message("%(place)s: at most %(most)d characters are allowed.", place=given.place, most=most)
            )
        return words

    def end(self) -> None:
        """Refuse what nobody asked for: a misspelt key would otherwise have no effect."""
        for key in self.values:
            raise BadCourse(message("%(place)s: the key “%(key)s” is not known.", place=self.place, key=key))

    def _checked(self, key: str, kind: type[T]) -> T:
        value = self.values.pop(key)
        # TOML's words true and 2026-02-05T00:00:00 would pass as a number and a day in Python
        is_other = (kind is int and isinstance(value, bool)) or (kind is date and isinstance(value, datetime))
        if is_other or not isinstance(value, kind):
            raise BadCourse(self._wrong(key, _KINDS.get(kind, message("a value of another kind"))))
        return value

    def _plain(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {clean(name): self._plain(key, each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._plain(key, each) for each in value]
        if isinstance(value, str):
            return clean(value)
        if not isinstance(value, int):
            raise BadCourse(self._wrong(key, message("a text or a whole number")))
        return value

    def _entry(self, values: Any, place: str) -> "Table":
        if not isinstance(values, dict):
            raise BadCourse(message("%(place)s: this must be a table.", place=place))
        return Table(values, place)

    def _wrong(self, key: str, kind: Message) -> Message:
        return message("%(place)s: “%(key)s” must be %(kind)s.", place=self.place, key=key, kind=kind)


def read_table(file: Path) -> Table:
    """The table of a TOML file; :class:`BadCourse` names the file and the line."""
    place = f"{file.parent.name}/{file.name}"
    try:
        body = file.read_bytes()
    except OSError as error:
        raise unreadable(place) from error
    return table_of(body, place)


def table_of(body: bytes, place: str) -> Table:
    """The table of a TOML file's content; :class:`BadCourse` names its place and the line."""
    try:
        return Table(tomllib.loads(text_of(body, place)), place)
    except (ValueError, RecursionError) as error:  # also numbers without end, and lists within lists
        found = _AT.search(str(error))
        line = int(found[1]) if found else 0
        problem = message("This is not written as TOML is written.")
        raise BadCourse(_at_line(place, line, problem), place, line, problem) from error


def _at_line(place: str, line: int, problem: Message) -> Message:
    if not line:
        return message("%(place)s: %(problem)s", place=place, problem=problem)
    return message("%(place)s, line %(line)d: %(problem)s", place=place, line=line, problem=problem)


def text_of(body: bytes, place: str) -> str:
    """A file's content as text; :class:`BadCourse` where it is no UTF-8 text."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(place) from error


def unreadable(place: str) -> BadCourse:
    """The refusal of a file that is not there, or no text."""
    return BadCourse(message("%(place)s: it cannot be read as UTF-8 text.", place=place))

"""Reads the head of an exercise: its title and settings, which stand before the first scene."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from lms.base.messages import Message, message
from lms.base.text import clean, fold
from quizzes.exercise.graph import Exercise
from quizzes.exercise.keywords import HEADERS, KINDS
from quizzes.exercise.lines import nearest, parted

MAX_QUOTAS = 20  # tags to draw by: more than any bank has
_BREAK = re.compile(r"\t+|[ \u00a0]{2,}")
_NUMBER = re.compile(r"([0-9]{1,4})\s*(%|giờ|gio|hours?|câu|cau|lần|lan)?")
_QUOTA = re.compile(r"([0-9]{1,3})\s+(.*)")
_KEYS = {fold(word): key for key, words in HEADERS.items() for word in words}
_KIND_WORDS = {fold(word): kind for kind, words in KINDS.items() for word in words}


class Head:
    """What the lines before the first scene have said so far; ``find`` hears of what is wrong."""

    def __init__(self, find: Callable[[int, Message], None]) -> None:
        self.said = Exercise()
        self.kind_said = False
        self._find = find
        self._titled = False
        self._draw_said = False

    def read(self, number: int, line: str, raw: str) -> None:
        """Take up one line: ``line`` is cleaned, ``raw`` still shows its gaps."""
        if line.startswith("#"):
            if self._titled:
                self._find(number, message("There is a second title; an exercise has one."))
            self._titled = True
            self.said = replace(self.said, title=clean(line.lstrip("#")))
        elif line:
            for part in _parts(raw):
                self._read_setting(number, part)

    def _read_setting(self, number: int, part: str) -> None:
        name, colon, value = part.partition(":")
        key, value = _KEYS.get(fold(name)), clean(value)
        if not colon:
            self._find(number, message("This text stands before the first scene (== name)."))
        elif key is None:
            near = nearest(name, [words[0] for words in HEADERS.values()])
            self._find(number, _unknown_setting(clean(name), near))
        elif not value:
            self._find(number, message("“%(name)s:” has no value.", name=clean(name)))
        else:
            self._set(number, key, clean(name), value)

    def _set(self, number: int, key: str, name: str, value: str) -> None:
        if key == "code":
            self.said = replace(self.said, code=value)
        elif key == "basis":
            self.said = replace(self.said, basis=(*self.said.basis, value))
        elif key == "competencies":
            self.said = replace(self.said, competencies=parted(value))
        elif key == "kind":
            self._set_kind(number, value)
        elif key == "quotas":
            self._set_quotas(number, value)
        else:
            self._set_number(number, key, name, value)

    def _set_kind(self, number: int, value: str) -> None:
        kind = _KIND_WORDS.get(fold(value))
        if kind is None:
            self._find(
                number,
                message(
                    "The kind is “luyện tập” (practice), “định hướng” (orientation)"
                    " or “kiểm tra” (assessment)."
                ),
            )
            return
        self.kind_said = True
        self.said = replace(self.said, kind=kind)

    def _set_number(self, number: int, key: str, name: str, value: str) -> None:
        found = _NUMBER.fullmatch(value.casefold())
        if not found:
            sentence = message("“%(name)s” takes a whole number, not “%(value)s”.", name=name, value=value)
            self._find(number, sentence)
            return
        self._draw_said = self._draw_said or key == "draw"
        setting: dict[str, int] = {key: int(found.group(1))}
        self.said = replace(self.said, **setting)  # type: ignore[arg-type]

    def _set_quotas(self, number: int, value: str) -> None:
        """What is drawn by tags; their sum is how many are drawn where nothing else says it."""
        quotas = []
        for part in parted(value):
            found = _QUOTA.fullmatch(part)
            if found:
                quotas.append((int(found.group(1)), found.group(2)))
            else:
                sentence = message("“%(part)s”: write a number and a tag, such as “4 nhận biết”.", part=part)
                self._find(number, sentence)
        if len(self.said.quotas) + len(quotas) > MAX_QUOTAS:
            sentence = message("At most %(limit)d tags can be drawn by.", limit=MAX_QUOTAS)
            self._find(number, sentence)
            return
        self.said = replace(self.said, quotas=(*self.said.quotas, *quotas))
        if not self._draw_said and self.said.quotas:
            self.said = replace(self.said, draw=sum(count for count, _ in self.said.quotas))


def _parts(raw: str) -> list[str]:
    """The settings of one line: they may stand side by side with wide gaps between them."""
    parts: list[str] = []
    for piece in _BREAK.split(unicodedata.normalize("NFC", raw).strip()):
        name = fold(piece.partition(":")[0])
        if parts and not (":" in piece and name in _KEYS):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    return parts


def _unknown_setting(name: str, near: str | None) -> Message:
    if near:
        return message("The head has no “%(name)s:”. Is “%(near)s:” meant?", name=name, near=near)
    return message("The head has no “%(name)s:”.", name=name)

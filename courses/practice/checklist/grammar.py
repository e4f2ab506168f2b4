"""Reads a checklist from its text: every finding at once, each with its line; it never fails on any text."""

import difflib
import re
from dataclasses import replace

from courses.practice.checklist.shape import MOST_ITEMS, Item, Sheet
from courses.source.findings import Finding
from lms.base.messages import Message, message
from lms.base.text import clean, clean_block, fold

HEADERS: dict[str, tuple[str, str]] = {
    "competency": ("Năng lực", "Competency"),
    "level": ("Mức", "Level"),
    "share": ("Đạt", "Pass"),
    "minutes": ("Phút", "Minutes"),
    "basis": ("Căn cứ", "Legal basis"),
}
"""Lines of the head, in Vietnamese and English; ``Đạt`` is in percent of the items that are no must."""

MOST_CHARACTERS = 12_000
MOST_WORDS = 300  # characters of an item: more do not fit a line that is read while looking on
MOST_TITLE = 120
_KEYS = {fold(word): key for key, words in HEADERS.items() for word in words}
_LIMITS = {"level": (1, 9), "share": (0, 100), "minutes": (1, 240)}
_NUMBER = re.compile(r"([0-9]{1,3})\s*(?:%|phút|minutes?)?", re.IGNORECASE)


def read_checklist(source: str) -> tuple[Sheet, list[Finding]]:
    """The checklist that a text describes, as far as it can be read, and what is wrong with the text."""
    text = clean_block(source)
    reader = _Reader()
    if len(text) > MOST_CHARACTERS:
        reader.find(1, message("The text is longer than %(limit)d characters.", limit=MOST_CHARACTERS))
    for number, line in enumerate(text[:MOST_CHARACTERS].split("\n"), 1):
        reader.read(number, clean(line))
    return reader.finish()


class _Reader:
    """Reads line by line; what it does not understand becomes a finding."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.sheet = Sheet()
        self.items: list[Item] = []
        self.task: list[str] = []

    def find(self, line: int, sentence: Message, *, error: bool = True) -> None:
        self.findings.append(Finding("", line, sentence, error))

    def read(self, number: int, line: str) -> None:
        """Take up one cleaned line."""
        if line.startswith("#"):
            self._title(number, clean(line.lstrip("#")))
        elif line.startswith("*"):
            self._item(number, line[1:])
        elif line.startswith(">"):
            self._advice(number, clean(line[1:]))
        elif self.items:
            if line:
                self.find(
                    number, message("Text stands below an item: put it above the items, or begin it with >.")
                )
        elif not self._setting(number, line):
            self.task.append(line)

    def _title(self, number: int, title: str) -> None:
        if self.sheet.title:
            self.find(number, message("There is a second title; a checklist has one."))
        if len(title) > MOST_TITLE:
            self.find(number, message("The title is longer than %(limit)d characters.", limit=MOST_TITLE))
        self.sheet = replace(self.sheet, title=title[:MOST_TITLE])

    def _item(self, number: int, rest: str) -> None:
        must, text = rest.startswith("!"), clean(rest.removeprefix("!"))
        if not text:
            self.find(number, message("The item has no words."))
        elif len(text) > MOST_WORDS:
            self.find(number, message("An item has at most %(limit)d characters.", limit=MOST_WORDS))
        elif any(fold(each.text) == fold(text) for each in self.items):
            self.find(number, message("The same item stands here twice."), error=False)
        if len(self.items) == MOST_ITEMS:
            self.find(number, message("A checklist has at most %(limit)d items.", limit=MOST_ITEMS))
        if text and len(self.items) < MOST_ITEMS:
            self.items.append(Item(text[:MOST_WORDS], must, line=number))

    def _advice(self, number: int, line: str) -> None:
        if not self.items:
            self.find(number, message("What is done rightly (>) belongs below an item."))
        elif line:
            last = self.items[-1]
            self.items[-1] = replace(last, advice=f"{last.advice} {line}".strip())

    def _setting(self, number: int, line: str) -> bool:
        """Whether the line is one of the head; a slip of the pen near one is found, and kept as words."""
        name, colon, value = line.partition(":")
        key, value = _KEYS.get(fold(name)), clean(value)
        if not colon or key is None:
            near = difflib.get_close_matches(fold(name)[:40], _KEYS, n=1, cutoff=0.8) if colon else []
            if near:
                known = HEADERS[_KEYS[near[0]]][0]
                self.find(number, message("Is “%(name)s:” meant here?", name=known), error=False)
            return False
        if not value:
            self.find(number, message("“%(name)s:” has no value.", name=clean(name)))
        elif key in _LIMITS:
            self._number(number, key, clean(name), value)
        elif key == "basis":
            self.sheet = replace(self.sheet, basis=(*self.sheet.basis, value))
        else:
            self.sheet = replace(self.sheet, competency=value)
        return True

    def _number(self, number: int, key: str, name: str, value: str) -> None:
        found, (least, most) = _NUMBER.fullmatch(value), _LIMITS[key]
        if not found or not least <= int(found[1]) <= most:
            self.find(
                number,
                message(
                    "“%(name)s” takes a whole number from %(least)d to %(most)d, not “%(value)s”.",
                    name=name,
                    least=least,
                    most=most,
                    value=value[:40],
                ),
            )
            return
        given: dict[str, int] = {key: int(found[1])}
        self.sheet = replace(self.sheet, **given)  # type: ignore[arg-type]

    def finish(self) -> tuple[Sheet, list[Finding]]:
        """The whole, and what is missing in it."""
        task = re.sub("\n{3,}", "\n\n", "\n".join(self.task).strip("\n"))
        sheet = replace(self.sheet, items=tuple(self.items), task=task)
        missing = (
            (sheet.title, message("The checklist has no title (# title).")),
            (sheet.competency, message("The checklist does not say what it shows (NĂNG LỰC: code).")),
            (sheet.items, message("The checklist has no item (* item).")),
        )
        for there, sentence in missing:
            if not there:
                self.find(1, sentence)
        if sheet.items and not any(each.must for each in sheet.items):
            sentence = message("No item is a must (*!): is there nothing that may not go wrong?")
            self.find(sheet.items[0].line, sentence, error=False)
        for item in sheet.items:
            if item.must and not item.advice:
                sentence = message("Say below this must (>) how it is done rightly: who missed it reads it.")
                self.find(item.line, sentence, error=False)
        return sheet, sorted(self.findings, key=lambda each: each.line)


def differences(vi: Sheet, other: Sheet) -> list[Finding]:
    """Where a checklist in another language is another one than the Vietnamese."""
    found = []
    if len(vi.items) != len(other.items):
        sentence = message(
            "There are %(count)d items here and %(others)d in Vietnamese.",
            count=len(other.items),
            others=len(vi.items),
        )
        found.append(Finding("", 1, sentence))
    for here, there in zip(other.items, vi.items, strict=False):
        if here.must != there.must:
            found.append(Finding("", here.line, message("This item is a must in one language only.")))
    heads = (other.competency, other.level, other.share)
    if heads != (vi.competency, vi.level, vi.share):
        sentence = message("Competency, level and pass rule are the same in every language.")
        found.append(Finding("", 1, sentence))
    return found

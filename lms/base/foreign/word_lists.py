"""The numbers that Word writes before paragraphs by itself: "Câu 1:", "A.", bullets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST = 100_000  # a counter that begins beyond is a mistake
_ROMANS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Level:
    """One depth of a list."""

    shape: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By the list's id, then by depth."""
    sources: dict[str, str] = field(default_factory=dict)
    """Which definition a list counts by: lists of one definition go on counting."""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, list_id: str, depth: int) -> str | None:
        """What stands before the next paragraph of a list; None where there is no such list."""
        levels = self.levels.get(list_id)
        level = levels.get(depth) if levels else None
        if levels is None or level is None:
            return None
        source = self.sources[list_id]
        if (list_id, depth) not in self.restarted:
            self.restarted.add((list_id, depth))
            if depth in self.overrides.get(list_id, {}):
                self.counts.pop((source, depth), None)
        self.counts[source, depth] = self.counts.get((source, depth), self._start(list_id, depth) - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((source, deeper), None)
        return self._written(list_id, levels, level, source, depth)

    def _start(self, list_id: str, depth: int) -> int:
        return self.overrides.get(list_id, {}).get(depth, self.levels[list_id][depth].start)

    def _written(
        self, list_id: str, levels: Mapping[int, Level], level: Level, source: str, depth: int
    ) -> str:
        if level.shape == "bullet":
            return "•"
        if level.shape == "none":
            return ""
        text = level.text
        for upper in range(min(depth, 8) + 1):
            if f"%{upper + 1}" in text and upper in levels:
                number = self.counts.get((source, upper), self._start(list_id, upper))
                text = text.replace(f"%{upper + 1}", numeral(number, levels[upper].shape))
        return text


def read_numbering(root: Element | None) -> Numbering:
    """The lists that a document defines."""
    found = Numbering()
    if root is None:
        return found
    definitions = {
        each.get(f"{W}abstractNumId", ""): {
            _number(level.get(f"{W}ilvl"), 0): _level(level) for level in each.iter(f"{W}lvl")
        }
        for each in root.findall(f"{W}abstractNum")
    }
    for each in root.findall(f"{W}num"):
        list_id, of = each.get(f"{W}numId", ""), value(each.find(f"{W}abstractNumId")) or ""
        levels = dict(definitions.get(of, {}))
        for override in each.findall(f"{W}lvlOverride"):
            depth = _number(override.get(f"{W}ilvl"), 0)
            level = override.find(f"{W}lvl")
            if level is not None:
                levels[depth] = _level(level)
            start = override.find(f"{W}startOverride")
            if start is not None:
                found.overrides.setdefault(list_id, {})[depth] = _number(value(start), 1)
        found.levels[list_id], found.sources[list_id] = levels, of
    return found


def _level(level: Element) -> Level:
    text = value(level.find(f"{W}lvlText"))
    return Level(
        shape=value(level.find(f"{W}numFmt")) or "decimal",
        text="" if text is None else text[:40],
        start=_number(value(level.find(f"{W}start")), 1),
    )


def value(element: Element | None) -> str | None:
    """The value that an element carries; None where there is none."""
    return None if element is None else element.get(f"{W}val")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and int(text[:9]) < MOST else otherwise


def numeral(number: int, shape: str) -> str:
    """A number as a list writes it."""
    if shape in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 300 else "?"
        return letter.upper() if shape == "upperLetter" else letter
    if shape in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if shape == "upperRoman" else roman
    return f"{number:02d}" if shape == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return "?"
    text = ""
    for worth, signs in (*_ROMANS, *_SMALL_ROMANS):
        while number >= worth:
            text, number = text + signs, number - worth
    return text

"""Reading a list of questions line by line: where one begins, where keys stand, what belongs to none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lms.base.text import clean
from quizzes.importing.formats.drafts import Draft
from quizzes.importing.formats.filling import Filling
from quizzes.importing.formats.keys import KeyList, keys_of_rows
from quizzes.importing.formats.lines import Line
from quizzes.importing.formats.options import split_options, uncrossed, without_bullet
from quizzes.importing.formats.wording import (
    ANSWER,
    CHOOSE,
    EXPLANATION,
    KEYS,
    LEVEL,
    NUMBER,
    OPTION,
    PAIRED,
    QUESTION,
    ROMAN,
    SECTION,
    TOPIC,
    key_and_rest,
    pairs_in,
    said_after,
)

MOST_TYPED = 60  # characters of a key that is no letter
_GAPS = re.compile(r"\s*[|\t]\s*|\s{2,}")
LOOKED_AHEAD = 14  # lines: the longest question with its answers


@dataclass
class ReadList:
    """The questions of a text, and what belongs to none."""

    drafts: list[Draft] = field(default_factory=list)
    keys: list[KeyList] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)


def read_list(
    lines: Sequence[Line], key_tables: Sequence[tuple[int, list[tuple[int, str]]]] = ()
) -> ReadList:
    """The questions of these lines. ``key_tables`` are tables of keys, each with how many of the lines stand
    before it."""
    reader = _Reader(list(lines))
    tables = sorted(key_tables, key=lambda each: each[0])
    for at in range(len(reader.lines)):
        while tables and tables[0][0] <= at:
            reader.found.keys.append(KeyList(len(reader.found.drafts), tables.pop(0)[1]))
        reader.read(at)
    reader.found.keys += [KeyList(len(reader.found.drafts), entries) for _, entries in tables]
    return reader.found


class _Reader:
    """What was read so far, and where new words go."""

    def __init__(self, lines: list[Line]) -> None:
        self.found = ReadList()
        lines = uncrossed([without_bullet(line) for line in lines])
        self.by_word = any(QUESTION.match(each.text) and not pairs_in(each.text) for each in lines)
        self.start = QUESTION if self.by_word else NUMBER
        self.numbered = self.by_word or any(
            NUMBER.match(each.text) and not pairs_in(each.text) for each in lines
        )
        self.lines = _split(lines)
        self.has_options = any(OPTION.match(each.text) for each in self.lines)
        self.here: Filling | None = None
        self.in_keys = False
        self.next = 0  # the line before which all was read ahead
        self.tags: list[str] = []

    def read(self, at: int) -> None:
        """Take up one line."""
        line = self.lines[at]
        if not line.text:
            self._show(line)
        elif at < self.next or self._reads_keys_in_rows(at) or (self.in_keys and self._read_key(line, at)):
            return
        elif self._begins(line, at):
            self._begin(line)
        elif not self._ends(line) and not (self.here and self.here.take(line)):
            self.found.outside.append(line)

    def _show(self, line: Line) -> None:
        """Take up pictures that stand alone."""
        if self.here is None:
            self.found.outside.append(line)
        else:
            draft = self.here.draft
            draft.pictures += line.pictures
            draft.pictures_doubtful = draft.pictures_doubtful or draft.is_answered

    # Where a question begins

    def _begins(self, line: Line, at: int) -> bool:
        if self.by_word:
            return QUESTION.match(line.text) is not None or self._goes_on_by_number(line, at)
        return self._begins_by_number(line) if self.numbered else self._begins_unnumbered(line, at)

    def _begins_by_number(self, line: Line) -> bool:
        found = NUMBER.match(line.text)
        if found is None or SECTION.match(line.text):
            return False
        number, last = int(found["number"]), self.here.draft if self.here else None
        if last is None or last.number is None:
            return True
        if not last.is_answered and self.has_options:
            return False  # a numbered line within a question
        return number in (last.number + 1, 1) or not self.has_options

    def _goes_on_by_number(self, line: Line, at: int) -> bool:
        """Whether a question begins with a bare number where others begin with a word: "3/" behind
        "Câu 2:"."""
        found = NUMBER.match(line.text)
        if found is None or SECTION.match(line.text) or (self.here and not self.here.draft.is_answered):
            return False
        last = next((each.number for each in reversed(self.found.drafts) if each.number is not None), 0)
        return int(found["number"]) in (last + 1, 1) and self._offers_below(at)

    def _begins_unnumbered(self, line: Line, at: int) -> bool:
        if OPTION.match(line.text) or not _is_plain(line):
            return False
        draft = self.here.draft if self.here else None
        done = draft is None or bool(draft.answers) or (len(draft.options) > 1 and line.apart)
        return done and self._offers_below(at)

    def _offers_below(self, at: int) -> bool:
        """Whether answers stand below this line, before anything else ends."""
        for each in self.lines[at + 1 : at + 1 + LOOKED_AHEAD]:
            option = OPTION.match(each.text)
            if option:
                return option["letter"].upper() == "A"
            if self.start.match(each.text) or not _is_plain(each):
                return False
        return False

    def _begin(self, line: Line) -> None:
        found = (QUESTION.match(line.text) or NUMBER.match(line.text)) if self.numbered else None
        number = int(found["number"]) if found else None
        draft = Draft(place=line.place, number=number, tags=list(self.tags))
        self.found.drafts.append(draft)
        self.here, self.in_keys = Filling(draft, bullets=not self.has_options), False
        self.here.begin(line.cut(found.end()) if found else line, found["note"] if found else None)

    # Where it ends

    def _ends(self, line: Line) -> bool:
        """Whether a line stands between questions: the beginning of keys, or of a part."""
        if KEYS.fullmatch(line.text) and not self._expects_key(line):
            self._open_keys()
            return True
        pairs = self._keys_said(line)
        if len(pairs) > 1:
            self._open_keys()
            self.found.keys[-1].entries += pairs
            return True
        named = SECTION.match(line.text) or ROMAN.match(line.text)
        answered = self.here is None or self.here.draft.is_answered
        if (answered and (line.heading or named)) or (named and line.text.partition("(")[0].isupper()):
            topic = said_after(TOPIC, line.text)
            self.tags = [clean(topic)] if topic else []
            self.here = None
            self.found.outside.append(line)
            return True
        return False

    def _keys_said(self, line: Line) -> list[tuple[int, str]]:
        """The keys of several questions in one line: "1A 2B", or "Đáp án: 1A 2B" below the last of them."""
        if not self.found.drafts:
            return []
        answer = ANSWER.fullmatch(line.text)
        if answer is None:
            return pairs_in(line.text)
        pairs = pairs_in(answer["value"])
        numbers = {number for number, _ in pairs}
        last = self.here.draft if self.here else self.found.drafts[-1]
        asked = [draft for draft in self.found.drafts if draft.number in numbers]
        is_list = last.number in numbers and len(asked) == len(pairs) and not PAIRED.search(last.words)
        return pairs if is_list and not any(draft.answers for draft in asked) else []

    def _reads_keys_in_rows(self, at: int) -> bool:
        """Whether a line and the next are two rows of keys: "1 | 2 | 3" over "B | A | C"."""
        if not self.found.drafts or at + 1 >= len(self.lines):
            return False
        rows = [_cells(each) for each in self.lines[at : at + 2]]
        entries = keys_of_rows(rows) if min(map(len, rows)) > 1 else []
        if entries:
            self._open_keys()
            self.found.keys[-1].entries += entries
            self.next = at + 2
        return bool(entries)

    def _expects_key(self, line: Line) -> bool:
        """Whether "Đáp án:" stands alone because what it is stands on the next line."""
        draft = self.here.draft if self.here else None
        waits = draft is not None and not draft.answers and len(draft.options) > 1
        return waits and line.text.endswith(":") and not line.text.isupper()

    def _open_keys(self) -> None:
        count = len(self.found.drafts)
        if not self.found.keys or self.found.keys[-1].behind != count:
            self.found.keys.append(KeyList(count))
        self.in_keys, self.here = True, None

    def _read_key(self, line: Line, at: int) -> bool:
        """Whether a line under a heading of keys is one, or explains one."""
        if pairs := pairs_in(line.text):
            self.found.keys[-1].entries += pairs
            self.here = self._explained(pairs[0][0]) if len(pairs) == 1 else None
            return True
        start = QUESTION.match(line.text) or NUMBER.match(line.text)
        if start is None:
            return self._read_below_key(line)
        if self._offers_below(at):
            self.in_keys = False
            return False
        number, said = int(start["number"]), clean(line.text[start.end() :])
        self.here = self._explained(number)
        typed = self.here is not None and not self.here.draft.options and 0 < len(said) <= MOST_TYPED
        if key_and_rest(said)[0] or typed:
            self.found.keys[-1].entries.append((number, said))
        elif said and self.here:
            self.here.draft.explanation.append(said)
        return True

    def _explained(self, number: int) -> Filling | None:
        """The question of a number, to be explained by what follows."""
        there = [each for each in self.found.drafts if each.number == number]
        if not there:
            return None
        filling = Filling(there[-1], bullets=False)
        filling.explains = True
        return filling

    def _read_below_key(self, line: Line) -> bool:
        if self.here is None or OPTION.match(line.text):
            return KEYS.fullmatch(line.text) is not None
        said = said_after(EXPLANATION, line.text)
        self.here.draft.explanation.append(clean(line.text if said is None else said))
        return True


def _cells(line: Line) -> list[str]:
    """A line cut at its tabs, bars and wide gaps."""
    return [clean(cell) for cell in _GAPS.split(line.text.strip("| \t"))]


def _split(lines: list[Line]) -> list[Line]:
    """The lines, each cut before the answers that stand in it."""
    cut: list[Line] = []
    for number, line in enumerate(lines):
        following = [
            found["letter"].upper()
            for each in lines[number + 1 : number + 4]
            if (found := OPTION.match(each.text)) is not None
        ]
        cut += split_options(line, following) if _is_plain(line) else [line]
    return cut


def _is_plain(line: Line) -> bool:
    """Whether a line says nothing about an answer."""
    text = line.text
    answer = ANSWER.fullmatch(text)
    said = answer is not None and bool(answer["gap"].strip())
    return not (
        said or CHOOSE.fullmatch(text) or EXPLANATION.match(text) or LEVEL.match(text) or TOPIC.match(text)
    )

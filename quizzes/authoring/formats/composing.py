"""From filled cells back to the text of an exercise: what is wrong is told by table and row, or by cell.

The cells are written out in the grammar and read by its one reader, so that a form can say nothing that the
text could not; each line remembers the cell that it came from.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from lms.base.cells import WrongValue, yes_of
from lms.base.messages import Message, message
from lms.base.office_safety import UnreadableFile
from lms.base.text import clean, clean_block, fold
from quizzes.exercise.checking import check_exercise
from quizzes.exercise.findings import Finding
from quizzes.exercise.grammar import MAX_SCENES, MAX_TEXT, read_exercise
from quizzes.exercise.graph import QuestionType, Scene
from quizzes.exercise.keywords import (
    END,
    HEADERS,
    LANGUAGES,
    MARKS,
    MUST_PASS,
    PAIR,
    QUESTION_TYPES,
    SEE_LESSON,
)
from quizzes.exercise.lines import WITH_POINTS, choice_in, ends_in_points, parted
from quizzes.exercise.marks import read_mark
from quizzes.exercise.writing import write_exercise

_WHOLE = re.compile(r"[+\-−–]?[0-9]{1,6}")
_LESSON = re.compile(r"(?:bai|lesson)?\s*([0-9]{1,3})\.?")
_TYPES = {fold(word): kind for kind, words in QUESTION_TYPES.items() for word in words}


class Cell(NamedTuple):
    """The text of a cell, and where it stands."""

    text: str
    place: Message


class Placed(NamedTuple):
    """Something to mend (an error) or to think over in a form, at its place."""

    place: Message
    scene: str
    sentence: Message
    error: bool = True


class TooMuch(UnreadableFile):
    """The form holds more than the text of an exercise may."""


class Taken(NamedTuple):
    """What was read from a form: the text of the exercise, and all that is wrong with it."""

    text: str
    findings: list[Placed]


Row = dict[str, Cell]


@dataclass
class FilledScene:
    """A scene as somebody filled it in."""

    place: Message
    fields: Row = field(default_factory=dict)
    choices: list[Row] = field(default_factory=list)


@dataclass
class Filled:
    """A whole form as somebody filled it in."""

    place: Message
    """The form as a whole."""
    settings: Row = field(default_factory=dict)
    scenes: list[FilledScene] = field(default_factory=list)
    findings: list[Placed] = field(default_factory=list)
    """What was wrong with its rows and columns already."""


def compose(filled: Filled, language: str) -> Taken:
    """The text that a filled form describes, in its one layout where it can be read, and what is wrong.

    Raises :class:`TooMuch` for what is longer than a text may be.
    """
    composer = _Composer(filled, LANGUAGES.index(language))
    composer.write()
    source = "\n".join(line for line, _ in composer.lines)
    if len(source) > MAX_TEXT:
        raise TooMuch(message("The text is longer than %(limit)d characters.", limit=MAX_TEXT))
    exercise, found = read_exercise(source)
    wrong = {each.line for each in found}
    checked = [each for each in check_exercise(exercise) if each.line not in wrong or each.line == 1]
    told = [*filled.findings, *composer.findings, *map(composer.placed, [*found, *checked])]
    text = source if found else write_exercise(exercise, language)
    return Taken(text, _once(told))


def _once(told: Iterable[Placed]) -> list[Placed]:
    """Each finding once, errors first, otherwise in their order."""
    found = {(str(each.place), each.scene, str(each.sentence)): each for each in told}
    return sorted(found.values(), key=lambda each: not each.error)


class _Composer:
    """Writes line after line, and remembers from where."""

    def __init__(self, filled: Filled, language: int) -> None:
        self.filled = filled
        self.language = language
        self.lines: list[tuple[str, Message]] = []
        self.findings: list[Placed] = []
        self.known = parted(filled.settings["competencies"].text) if "competencies" in filled.settings else ()
        self.scene = ""

    def write(self) -> None:
        """Write the whole form."""
        self.head()
        for scene in self.filled.scenes[: MAX_SCENES + 1]:
            self.scene_of(scene)

    def placed(self, finding: Finding) -> Placed:
        """What the reader or the checker found, at the place that its line came from."""
        inside = 1 < finding.line <= len(self.lines)
        place = self.lines[finding.line - 1][1] if inside else self.filled.place
        return Placed(place, finding.scene, finding.sentence, finding.error)

    def tell(self, place: Message, sentence: Message, *, error: bool = True) -> None:
        self.findings.append(Placed(place, self.scene, sentence, error))

    def add(self, line: str, place: Message) -> None:
        self.lines.append((line, place))

    def head(self) -> None:
        settings = self.filled.settings
        title = settings.get("title")
        self.add(f"# {clean(title.text)}" if title else "#", self.filled.place)
        for key, words in HEADERS.items():
            cell = settings.get(key)
            for line in _lines(cell) if key == "basis" else [_in_one_line(cell)]:
                if line and cell:
                    self.add(f"{words[self.language]}: {line}", cell.place)

    def scene_of(self, scene: FilledScene) -> None:
        fields = scene.fields
        name = _in_one_line(fields.get("name"))
        self.scene = name
        self.add("", scene.place)
        self.add(f"== {name}", scene.place)
        if self.yes(fields.get("must_pass")):
            self.add(MUST_PASS[self.language], scene.place)
        self.lesson(fields.get("lesson"))
        self.marks(fields)
        self.words(fields.get("text"))
        for line in _lines(fields.get("media")):
            self.add(line if line.startswith("[") else f"[{line}]", fields["media"].place)
        self.ending(fields.get("ending"), fields.get("ending_text"))
        kind = _TYPES.get(fold(_in_one_line(fields.get("type"))), QuestionType.SINGLE)
        for row in scene.choices:
            self.choice(row, kind)

    def lesson(self, cell: Cell | None) -> None:
        said = _in_one_line(cell)
        found = _LESSON.fullmatch(fold(said))
        if cell and found:
            self.add(f"{SEE_LESSON[self.language]} {found[1]}", cell.place)
        elif cell and said:
            self.tell(cell.place, message("“%(value)s” is no number of a lesson.", value=said[:40]))

    def marks(self, fields: Row) -> None:
        for key, words in MARKS.items():
            cell = fields.get(key)
            lines = [", ".join(_lines(cell))] if key in ("type", "tags") else _lines(cell)
            for line in lines:
                if cell and line:
                    self.add(f"{words[self.language]}: {line}", cell.place)

    def words(self, cell: Cell | None) -> None:
        """The words of a scene; a line that begins like something else would be taken for it."""
        for line in clean_block(cell.text).split("\n") if cell else ():
            words = clean(line)
            sign = words.startswith(("==", "*", "=", ">")) or read_mark(Scene(""), words, has_choices=False)
            if cell and words and sign:
                sentence = message(
                    "The line “%(line)s” would not be read as words, because of how it begins:"
                    " put another word first.",
                    line=words[:60],
                )
                self.tell(cell.place, sentence)
            if cell:
                self.add(words, cell.place)

    def ending(self, verdict: Cell | None, words: Cell | None) -> None:
        cell = verdict or words
        if cell:
            said = f"{_in_one_line(verdict).rstrip('.')}. {_in_one_line(words)}"
            self.add(f"{END[self.language]}: {said}".rstrip(), cell.place)

    def choice(self, row: Row, kind: QuestionType) -> None:
        place = row["choice"].place if "choice" in row else next(iter(row.values())).place
        text, match = _in_one_line(row.get("choice")), _in_one_line(row.get("match"))
        target = _in_one_line(row.get("target"))
        mark = "=" if self.yes(row.get("right")) else "*"
        mark += "!" if self.yes(row.get("critical")) else ""
        line = " ".join(part for part in (mark, text, f"{PAIR} {match}" if match else "") if part)
        back = self.yes(row.get("retry"))
        if target or back:
            line += f" {'~>' if back else '->'} {target}"
        line += self.points(row.get("points"), text, mark, kind, leads=bool(target))
        read, leads = choice_in(line, kind)
        if (read.text, read.match, leads or "") != (text, match, target):
            sentence = message(
                "“%(line)s” would be read as something else:"
                " arrows, <=> and points at the end have a meaning of their own.",
                line=f"{text} {match} {target}".strip()[:60],
            )
            self.tell(place, sentence)
        self.add(line, place)
        self.feedback(row, place)

    def points(self, cell: Cell | None, text: str, mark: str, kind: QuestionType, *, leads: bool) -> str:
        said = _in_one_line(cell)
        if cell and said and not leads and kind not in WITH_POINTS:
            self.tell(
                cell.place,
                message("A question of this kind is worth one point; the points were left out."),
                error=False,
            )
        elif cell and said and not _WHOLE.fullmatch(said):
            self.tell(cell.place, message("Points are a whole number, not “%(value)s”.", value=said[:40]))
        elif said:
            return f" {int(re.sub('[−–]', '-', said)):+d}"
        elif not leads and ends_in_points(text, kind):
            return f" +{int(mark.startswith('='))}"
        return ""

    def feedback(self, row: Row, place: Message) -> None:
        cell, named = row.get("feedback"), row.get("competencies")
        lines = _lines(cell)
        codes = parted(", ".join(_lines(named)))
        for code in codes:
            if named and code not in self.known:
                sentence = message("The settings do not name the competency “%(code)s”.", code=code[:40])
                self.tell(named.place, sentence)
        if codes:
            tags = f"({', '.join(codes)})"
            lines = [*lines[:-1], f"{lines[-1]} {tags}"] if lines else [tags]
        for line in lines:
            self.add(f"> {line}", cell.place if cell else place)

    def yes(self, cell: Cell | None) -> bool:
        try:
            return bool(yes_of(cell.text)) if cell else False
        except WrongValue as wrong:
            self.tell(cell.place if cell else self.filled.place, wrong.message)
            return False


def _lines(cell: Cell | None) -> list[str]:
    """The lines of a cell, empty ones left out."""
    return [line for line in map(clean, clean_block(cell.text).split("\n")) if line] if cell else []


def _in_one_line(cell: Cell | None) -> str:
    return clean(cell.text) if cell else ""

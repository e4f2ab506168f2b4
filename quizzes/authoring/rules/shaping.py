"""An exercise as a form shows it: from its text and back; what the form cannot show stays in its place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lms.base.messages import Refusal, message
from lms.base.text import clean, clean_block
from quizzes.authoring.rules.fitting import fit
from quizzes.exercise.findings import Finding, errors
from quizzes.exercise.grammar import MAX_SCENES, MAX_TEXT, read_exercise
from quizzes.exercise.graph import Exercise, Scene
from quizzes.exercise.lines import choice_in, name_key
from quizzes.exercise.marks import read_mark
from quizzes.exercise.writing import write_exercise

MOST_UNREAD = 40  # lines that are looked at one by one; a text with more is mended as a text

Lines = tuple[str, ...]


class NoForm(Refusal):
    """So much of this text cannot be read that a form would lose some of it."""

    def __init__(self, line: int) -> None:
        super().__init__(
            message("From line %(line)d on, too much of the text cannot be read for a form.", line=line)
        )
        self.line = line


@dataclass(frozen=True)
class Unread:
    """Lines of a scene, or of the head, that say nothing a form could show."""

    above: Lines = ()
    """Before the choices."""
    below: Lines = ()
    """Behind them."""


@dataclass(frozen=True)
class Sheet:
    """What a form shows."""

    exercise: Exercise
    """Its last scenes, from ``known`` on, stand only for names that arrows lead to and no scene has."""
    known: int
    """How many scenes there are."""
    head: Lines = ()
    """Unread lines of the head."""
    unread: tuple[Unread, ...] = ()
    """By scene."""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes that there are."""
        return self.exercise.scenes[: self.known]

    @property
    def missing(self) -> tuple[Scene, ...]:
        """Scenes that arrows lead to and that nobody has written."""
        return self.exercise.scenes[self.known :]

    @property
    def has_unread(self) -> bool:
        """Whether any line could not be shown."""
        return bool(self.head) or any(each.above or each.below for each in self.unread)


def sheet_of(text: str) -> Sheet:
    """What a form shows of a text; :class:`NoForm` where it could not show and keep all of it."""
    block = clean_block(text)
    exercise, found = read_exercise(block)
    if len(block) > MAX_TEXT:
        raise NoForm(1)
    lines = block.split("\n")
    missing = _missing(exercise, lines)
    scenes = sum(clean(line).startswith("==") for line in lines)
    if scenes + len(missing) > MAX_SCENES:
        raise NoForm(exercise.scenes[-1].line)
    if missing:
        exercise, _ = read_exercise("\n".join([block, *(f"== {name}" for name in missing)]))
    known = len(exercise.scenes) - len(missing)
    head, unread = _unread(lines, exercise.scenes[:known], errors(found))
    return Sheet(exercise, known, head, unread)


def text_of(sheet: Sheet, language: str, *, unnamed: Callable[[int], str] = "Cảnh {}".format) -> str:
    """The text that a form describes, with its unread lines where they stood; ``unnamed`` names a scene
    without a name by its number."""
    written = fit(replace(sheet.exercise, scenes=sheet.scenes), unnamed=unnamed)
    whole = write_exercise(replace(written, scenes=(*written.scenes, *sheet.missing)), language)
    head, *scenes = re.split(r"\n\n(?=== )", whole.removesuffix("\n"))
    unread = [*sheet.unread, *[Unread()] * (sheet.known - len(sheet.unread))]
    parts = [_with_unread(scene, lines) for scene, lines in zip(scenes, unread, strict=False)]
    return "\n\n".join(["\n".join([*sheet.head, head]), *parts[: sheet.known]]) + "\n"


def _with_unread(scene: str, unread: Unread) -> str:
    """A scene as it is written, with its unread lines: what stands below takes the place of what is above."""
    name, *rest = scene.split("\n", 1)
    return "\n".join([name, *unread.above, *rest, *unread.below])


def _missing(exercise: Exercise, lines: Sequence[str]) -> list[str]:
    """Names that arrows lead to and no scene has."""
    names: dict[str, str] = {}
    for name in (
        choice_in(clean(lines[choice.line - 1]), scene.type)[1]
        for scene in exercise.scenes
        for choice in scene.choices
        if choice.target is None
    ):
        if name:
            names.setdefault(name_key(name), name)
    return list(names.values())


def _unread(
    lines: Sequence[str], scenes: Sequence[Scene], wrong: Sequence[Finding]
) -> tuple[Lines, tuple[Unread, ...]]:
    """The lines of the head and of each scene that say nothing, where something is wrong."""
    told = {finding.line for finding in wrong}
    ends = [*(scene.line for scene in scenes), len(lines) + 1]
    head = range(1, ends[0])
    silent = [number for number in head if _is_doubtful(number, lines, told)]
    above = _silent(lines, silent, head) if told & set(head) else []
    return tuple(clean(lines[number - 1]) for number in above), tuple(
        _unread_in(lines, scene, range(scene.line, end), head, told)
        for scene, end in zip(scenes, ends[1:], strict=True)
    )


def _unread_in(lines: Sequence[str], scene: Scene, place: range, head: range, told: set[int]) -> Unread:
    if not told & set(place):
        return Unread()
    choices = {choice.line for choice in scene.choices}
    asked = [number for number in place[1:] if number not in choices and _is_doubtful(number, lines, told)]
    silent = _silent(lines, asked, [*head, *place])
    first = min(choices, default=place.stop)
    return Unread(
        tuple(clean(lines[number - 1]) for number in silent if number < first),
        tuple(clean(lines[number - 1]) for number in silent if number > first),
    )


def _is_doubtful(number: int, lines: Sequence[str], told: set[int]) -> bool:
    """Whether a line may say nothing: something is wrong with it, or another takes its place."""
    line = clean(lines[number - 1])
    mark = read_mark(Scene(""), line, has_choices=False)
    return bool(line) and (
        number in told or line.startswith("#") or bool(mark and mark[0].ending is not None)
    )


def _silent(lines: Sequence[str], asked: Sequence[int], kept: Sequence[int]) -> list[int]:
    """The numbers of those lines without which the rest says the same."""
    if len(asked) > MOST_UNREAD:
        raise NoForm(asked[0])
    whole = _read(lines, kept) if asked else None
    return [number for number in asked if _read(lines, [each for each in kept if each != number]) == whole]


def _read(lines: Sequence[str], numbers: Sequence[int]) -> Exercise:
    return read_exercise("\n".join(lines[number - 1] for number in numbers))[0]

"""Reads an exercise from its text: every finding at once, each with its line; it never fails on any text.

The grammar is described in ``docs/exercise-grammar.md``.
"""

import re
from dataclasses import dataclass, field, replace

from lms.base.messages import Message, message
from lms.base.text import clean, clean_block
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Choice, Exercise, Kind, QuestionType, Scene
from quizzes.exercise.head import Head
from quizzes.exercise.lines import choice_in, is_no_name, name_key, nearest, without_tags
from quizzes.exercise.marks import read_mark

MAX_TEXT = 40_000  # characters: three times the longest bank of questions
MAX_SCENES = 300
MAX_CHOICES = 9  # in one scene: more do not fit a phone, nor a letter each on paper
MAX_FIELDS = 20  # of a form: a sheet of the register has no more
MAX_POINTS = 1000
MAX_SUGGESTIONS = 20  # near misses are looked for this often in one text; each look costs time


@dataclass
class _Choice:
    """A choice as it stands, before scenes have ordinals."""

    choice: Choice
    target: str | None = None
    feedback: list[str] = field(default_factory=list)


@dataclass
class _Scene:
    scene: Scene
    text: list[str] = field(default_factory=list)
    choices: list[_Choice] = field(default_factory=list)

    @property
    def room(self) -> int:
        """How many choices it may have."""
        return MAX_FIELDS if self.scene.type is QuestionType.FORM else MAX_CHOICES


def read_exercise(source: str) -> tuple[Exercise, list[Finding]]:
    """The exercise that a text describes, as far as it can be read, and what is wrong with the text."""
    reader = _Reader()
    text = clean_block(source)
    if len(text) > MAX_TEXT:
        reader.find(1, message("The text is longer than %(limit)d characters.", limit=MAX_TEXT))
        text = text[:MAX_TEXT]
    for number, line in enumerate(text.split("\n"), 1):
        reader.read(number, clean(line), line)
    return reader.finish(), sorted(reader.findings, key=lambda finding: finding.line)


class _Reader:
    """Reads line by line; what it does not understand becomes a finding."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.head = Head(self.find)
        self.scenes: list[_Scene] = []
        self.names: set[str] = set()
        self.suggestions = MAX_SUGGESTIONS
        self.full = False

    def find(self, line: int, sentence: Message) -> None:
        scene = self.scenes[-1].scene.name if self.scenes else ""
        self.findings.append(Finding(line, scene, sentence))

    def read(self, number: int, line: str, raw: str) -> None:
        """Take up one line: ``line`` is cleaned, ``raw`` still shows its gaps."""
        if self.full:
            return
        if line.startswith("=="):
            self._open_scene(number, line)
        elif not self.scenes:
            self.head.read(number, line, raw)
        elif line.startswith(("*", "=")):
            self._read_choice(number, line)
        elif line.startswith(">"):
            self._read_feedback(number, clean(line[1:]))
        elif not self._read_mark(number, line):
            self._read_words(number, line)

    def _open_scene(self, number: int, line: str) -> None:
        name = clean(line.strip("="))
        if len(self.scenes) == MAX_SCENES:
            self.full = True
            sentence = message("There are more than %(limit)d scenes.", limit=MAX_SCENES)
            self.findings.append(Finding(number, name, sentence))
            return
        self.scenes.append(_Scene(Scene(name=name, line=number)))
        if not name:
            self.find(number, message("The scene has no name."))
        elif is_no_name(name):
            self.find(number, message("A scene's name has no arrow and does not end in points."))
        elif name_key(name) in self.names:
            self.find(number, message("Another scene has the name “%(name)s”.", name=name))
        self.names.add(name_key(name))

    def _read_mark(self, number: int, line: str) -> bool:
        """Whether the line is a mark of its scene rather than its words."""
        here = self.scenes[-1]
        read = read_mark(here.scene, line, number, has_choices=bool(here.choices))
        if read is None:
            return False
        here.scene, wrong = read
        for sentence in wrong:
            self.find(number, sentence)
        return True

    def _read_words(self, number: int, line: str) -> None:
        here = self.scenes[-1]
        if line and here.choices:
            self.find(
                number, message("Text stands after a choice: put it above the choices, or begin it with >.")
            )
        elif line or not here.choices:
            here.text.append(line)

    def _read_choice(self, number: int, line: str) -> None:
        here = self.scenes[-1]
        if len(here.choices) == here.room:
            self.find(number, message("A scene has at most %(limit)d choices.", limit=here.room))
            return
        choice, target = choice_in(line, here.scene.type)
        here.choices.append(_Choice(replace(choice, line=number), target))
        if not choice.text and (choice.right or not choice.match):
            self.find(number, message("The choice has no words."))
        if target == "":
            self.find(number, message("The arrow leads nowhere: write the name of a scene after it."))
        if choice.right and target:
            self.find(number, message("An answer marked with = leads nowhere; it has no arrow."))
        if abs(choice.points) > MAX_POINTS:
            self.find(number, message("A choice has at most %(limit)d points.", limit=MAX_POINTS))

    def _read_feedback(self, number: int, line: str) -> None:
        here = self.scenes[-1]
        if not here.choices:
            self.find(number, message("Feedback (>) belongs below a choice."))
        elif line:
            here.choices[-1].feedback.append(line)

    # The end

    def finish(self) -> Exercise:
        """Give scenes their ordinals and arrows their targets."""
        if not self.head.said.title:
            self.findings.append(Finding(1, "", message("The exercise has no title (# title).")))
        if not self.scenes:
            self.findings.append(Finding(1, "", message("The exercise has no scene (== name).")))
        ordinals: dict[str, int] = {}
        for ordinal, each in enumerate(self.scenes):
            ordinals.setdefault(name_key(each.scene.name), ordinal)
        scenes = tuple(self._scene(each, ordinals) for each in self.scenes)
        exercise = replace(self.head.said, scenes=scenes)
        if not self.head.kind_said and scenes and not exercise.is_scenario:
            exercise = replace(exercise, kind=Kind.ASSESSMENT)
        return exercise

    def _scene(self, each: _Scene, ordinals: dict[str, int]) -> Scene:
        text = re.sub("\n{3,}", "\n\n", "\n".join(each.text).strip("\n"))
        choices = tuple(self._choice(each, choice, ordinals) for choice in each.choices)
        return replace(each.scene, text=text, choices=choices)

    def _choice(self, scene: _Scene, found: _Choice, ordinals: dict[str, int]) -> Choice:
        feedback, tags = without_tags(found.feedback, self.head.said.competencies)
        target = None
        if found.target:
            target = ordinals.get(name_key(found.target))
            if target is None:
                near = self._near_scene(found.target)
                sentence = _unknown_scene(found.target, near)
                self.findings.append(Finding(found.choice.line, scene.scene.name, sentence))
        return replace(found.choice, target=target, feedback=feedback, tags=tags)

    def _near_scene(self, name: str) -> str | None:
        self.suggestions -= 1
        return nearest(name, [each.scene.name for each in self.scenes]) if self.suggestions >= 0 else None


def _unknown_scene(name: str, near: str | None) -> Message:
    if near:
        return message("There is no scene “%(name)s”. Is “%(near)s” meant?", name=name, near=near)
    return message("There is no scene “%(name)s”.", name=name)

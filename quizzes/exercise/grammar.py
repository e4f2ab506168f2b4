"""Reads an exercise from its text: every finding at once, each with its line; it never fails on any text.

The grammar is described in ``docs/exercise-grammar.md``.
"""

import difflib
import re
import unicodedata
from dataclasses import dataclass, field, replace

from lms.base.messages import Message, message
from lms.base.text import clean, clean_block, fold
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Choice, Exercise, Kind, Media, Scene
from quizzes.exercise.keywords import END, HEADERS, KINDS, MEDIA, MUST_PASS, SEE_LESSON, VERDICTS

MAX_TEXT = 40_000  # characters: three times the longest bank of questions
MAX_SCENES = 300
MAX_CHOICES = 9  # in one scene: more do not fit a phone, nor a letter each on paper
MAX_POINTS = 1000
MAX_SUGGESTIONS = 20  # near misses are looked for this often in one text; each look costs time

_ARROW = re.compile(r"^(?P<text>.*)(?P<arrow>->|~>|→)(?P<rest>.*)$")
_POINTS = re.compile(r"^(?P<text>.*?)(?:^|\s)(?P<points>[+\-−–][0-9]{1,6})$")
_TAGS = re.compile(r"^(?P<text>.*?)\s*\((?P<tags>[^()]*)\)$")
_MEDIA = re.compile(r"^\[(?P<kind>[^:\]]+):(?P<file>[^|\]]*)(?:\|(?P<words>[^\]]*))?\]$")
_HEADER_BREAK = re.compile(r"\t+|[ \u00a0]{2,}")

_HEADER_KEYS = {fold(word): key for key, words in HEADERS.items() for word in words}
_KIND_WORDS = {fold(word): kind for kind, words in KINDS.items() for word in words}
# Not folded: without its mark, "đạt" would also be "đắt".
_VERDICT_WORDS = {word: verdict for verdict, words in VERDICTS.items() for word in words}
_MEDIA_WORDS = {fold(word): kind for kind, words in MEDIA.items() for word in words}
_MUST_PASS_WORDS = {fold(word) for word in MUST_PASS}
_END = re.compile(rf"^(?:{'|'.join(END)})\s*:\s*(?P<rest>.*)$", re.IGNORECASE)
_LESSON = re.compile(
    rf"^(?:{'|'.join(re.escape(word) for word in SEE_LESSON)})\s*(?P<number>[0-9]{{1,3}})\.?$", re.IGNORECASE
)


@dataclass
class _Choice:
    """A choice as it stands, before scenes have ordinals."""

    line: int
    choice: Choice
    target: str | None = None
    feedback: list[str] = field(default_factory=list)


@dataclass
class _Scene:
    line: int
    scene: Scene
    text: list[str] = field(default_factory=list)
    choices: list[_Choice] = field(default_factory=list)


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
        self.head = Exercise()
        self.titled = False
        self.kind_said = False
        self.scenes: list[_Scene] = []
        self.names: set[str] = set()
        self.suggestions = MAX_SUGGESTIONS
        self.full = False

    def find(self, line: int, sentence: Message, *, error: bool = True) -> None:
        scene = self.scenes[-1].scene.name if self.scenes else ""
        self.findings.append(Finding(line, scene, sentence, error))

    def read(self, number: int, line: str, raw: str) -> None:
        """Take up one line: ``line`` is cleaned, ``raw`` still shows its gaps."""
        if self.full:
            return
        if line.startswith("=="):
            self._open_scene(number, line)
        elif not self.scenes:
            self._read_head(number, line, raw)
        elif line.startswith(("*", "=")):
            self._read_choice(number, line)
        elif line.startswith(">"):
            self._read_feedback(number, clean(line[1:]))
        elif not self._read_mark(number, line):
            self._read_words(number, line)

    # The head

    def _read_head(self, number: int, line: str, raw: str) -> None:
        if not line:
            return
        if line.startswith("#"):
            if self.titled:
                self.find(number, message("There is a second title; an exercise has one."))
            self.titled = True
            self.head = replace(self.head, title=clean(line.lstrip("#")))
            return
        for part in _head_parts(raw):
            self._read_setting(number, part)

    def _read_setting(self, number: int, part: str) -> None:
        name, colon, value = part.partition(":")
        key, value = _HEADER_KEYS.get(fold(name)), clean(value)
        if not colon:
            self.find(number, message("This text stands before the first scene (== name)."))
        elif key is None:
            near = _nearest(name, [words[0] for words in HEADERS.values()])
            self.find(number, _unknown_setting(clean(name), near))
        elif not value:
            self.find(number, message("“%(name)s:” has no value.", name=clean(name)))
        else:
            self._set(number, key, clean(name), value)

    def _set(self, number: int, key: str, name: str, value: str) -> None:
        if key == "code":
            self.head = replace(self.head, code=value)
        elif key == "basis":
            self.head = replace(self.head, basis=(*self.head.basis, value))
        elif key == "competencies":
            given = tuple(code for code in map(clean, re.split("[,;]", value)) if code)
            self.head = replace(self.head, competencies=tuple(dict.fromkeys(given)))
        elif key == "kind":
            self._set_kind(number, value)
        else:
            self._set_number(number, key, name, value)

    def _set_kind(self, number: int, value: str) -> None:
        kind = _KIND_WORDS.get(fold(value))
        if kind is None:
            self.find(
                number,
                message(
                    "The kind is “luyện tập” (practice), “định hướng” (orientation)"
                    " or “kiểm tra” (assessment)."
                ),
            )
            return
        self.kind_said = True
        self.head = replace(self.head, kind=kind)

    def _set_number(self, number: int, key: str, name: str, value: str) -> None:
        found = re.fullmatch(r"([0-9]{1,4})\s*(%|giờ|gio|hours?|câu|cau|lần|lan)?", value.casefold())
        if not found:
            self.find(
                number, message("“%(name)s” takes a whole number, not “%(value)s”.", name=name, value=value)
            )
            return
        setting: dict[str, int] = {key: int(found.group(1))}
        self.head = replace(self.head, **setting)  # type: ignore[arg-type]

    # Scenes

    def _open_scene(self, number: int, line: str) -> None:
        name = clean(line.strip("="))
        if len(self.scenes) == MAX_SCENES:
            self.full = True
            self.find(number, message("There are more than %(limit)d scenes.", limit=MAX_SCENES))
            return
        self.scenes.append(_Scene(number, Scene(name=name, line=number)))
        if not name:
            self.find(number, message("The scene has no name."))
        elif _ARROW.match(name) or _POINTS.match(name):
            self.find(number, message("A scene's name has no arrow and does not end in points."))
        elif _key(name) in self.names:
            self.find(number, message("Another scene has the name “%(name)s”.", name=name))
        self.names.add(_key(name))

    def _read_mark(self, number: int, line: str) -> bool:
        """Whether the line is a mark of its scene rather than its words."""
        here = self.scenes[-1]
        if fold(line) in _MUST_PASS_WORDS:
            here.scene = replace(here.scene, must_pass=True)
        elif lesson := _LESSON.match(line):
            here.scene = replace(here.scene, lesson=int(lesson.group("number")))
        elif end := _END.match(line):
            self._read_ending(number, end.group("rest"))
        elif line.startswith("[") and (media := _MEDIA.match(line)):
            self._read_media(number, media)
        else:
            return False
        return True

    def _read_ending(self, number: int, rest: str) -> None:
        here = self.scenes[-1]
        word, _, text = rest.partition(".")
        verdict = _VERDICT_WORDS.get(clean(word).casefold())
        if here.scene.ending is not None:
            self.find(number, message("The scene has a second ending."))
        if verdict is None:
            self.find(number, message("After “KẾT THÚC:” write “đạt.” (passed) or “chưa đạt.” (failed)."))
            verdict, text = False, rest
        here.scene = replace(here.scene, ending=verdict, ending_text=clean(text))

    def _read_media(self, number: int, found: re.Match[str]) -> None:
        kind, file = _MEDIA_WORDS.get(fold(found["kind"])), clean(found["file"])
        if kind is None or not file:
            self.find(number, message("A picture or sound is written [ảnh: file | what it shows]."))
            return
        here = self.scenes[-1]
        media = Media(kind, file, clean(found["words"] or ""))
        here.scene = replace(here.scene, media=(*here.scene.media, media))

    def _read_words(self, number: int, line: str) -> None:
        here = self.scenes[-1]
        if line and here.choices:
            self.find(
                number, message("Text stands after a choice: put it above the choices, or begin it with >.")
            )
        elif line or not here.choices:
            here.text.append(line)

    # Choices

    def _read_choice(self, number: int, line: str) -> None:
        here = self.scenes[-1]
        if len(here.choices) == MAX_CHOICES:
            self.find(number, message("A scene has at most %(limit)d choices.", limit=MAX_CHOICES))
            return
        right = line.startswith("=")
        body = line[1:]
        critical = body.startswith("!")
        text, target, retry = _arrow(clean(body.removeprefix("!")))
        if target is None:
            text, points = _points(text, default=1 if right else 0)
        else:
            target, points = _points(target, default=0)
        choice = Choice(text, points=points, critical=critical, retry=retry, right=right, line=number)
        here.choices.append(_Choice(number, choice, target))
        if not text:
            self.find(number, message("The choice has no words."))
        if target == "":
            self.find(number, message("The arrow leads nowhere: write the name of a scene after it."))
        if right and target:
            self.find(number, message("An answer marked with = leads nowhere; it has no arrow."))
        if abs(points) > MAX_POINTS:
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
        if not self.titled or not self.head.title:
            self.findings.append(Finding(1, "", message("The exercise has no title (# title).")))
        if not self.scenes:
            self.findings.append(Finding(1, "", message("The exercise has no scene (== name).")))
        ordinals: dict[str, int] = {}
        for ordinal, each in enumerate(self.scenes):
            ordinals.setdefault(_key(each.scene.name), ordinal)
        exercise = replace(self.head, scenes=tuple(self._scene(each, ordinals) for each in self.scenes))
        if not self.kind_said and exercise.scenes and not exercise.is_scenario:
            exercise = replace(exercise, kind=Kind.ASSESSMENT)
        return exercise

    def _scene(self, each: _Scene, ordinals: dict[str, int]) -> Scene:
        text = re.sub("\n{3,}", "\n\n", "\n".join(each.text).strip("\n"))
        choices = tuple(self._choice(each, choice, ordinals) for choice in each.choices)
        return replace(each.scene, text=text, choices=choices)

    def _choice(self, scene: _Scene, found: _Choice, ordinals: dict[str, int]) -> Choice:
        feedback, tags = self._tags(found.feedback)
        target = None
        if found.target:
            target = ordinals.get(_key(found.target))
            if target is None:
                near = self._near_scene(found.target)
                sentence = _unknown_scene(found.target, near)
                self.findings.append(Finding(found.line, scene.scene.name, sentence))
        return replace(found.choice, target=target, feedback=feedback, tags=tags)

    def _near_scene(self, name: str) -> str | None:
        self.suggestions -= 1
        return _nearest(name, [each.scene.name for each in self.scenes]) if self.suggestions >= 0 else None

    def _tags(self, feedback: list[str]) -> tuple[str, tuple[str, ...]]:
        """Feedback without its tags, and the tags: words in brackets that the head names as competencies."""
        found = _TAGS.match(feedback[-1]) if feedback else None
        if not found:
            return "\n".join(feedback), ()
        tags = tuple(clean(tag) for tag in found["tags"].split(","))
        if not all(tag in self.head.competencies for tag in tags):
            return "\n".join(feedback), ()
        rest = [*feedback[:-1], found["text"]] if found["text"] else feedback[:-1]
        return "\n".join(rest), tags


def _head_parts(raw: str) -> list[str]:
    """The settings of one line: they may stand side by side with wide gaps between them."""
    parts: list[str] = []
    for piece in _HEADER_BREAK.split(unicodedata.normalize("NFC", raw).strip()):
        name = fold(piece.partition(":")[0])
        if parts and not (":" in piece and name in _HEADER_KEYS):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    return parts


def _arrow(text: str) -> tuple[str, str | None, bool]:
    """Words, target (None without an arrow) and whether the arrow leads back."""
    found = _ARROW.match(text)
    if not found:
        return text, None, False
    return clean(found["text"]), clean(found["rest"]), found["arrow"] == "~>"


def _points(text: str, *, default: int) -> tuple[str, int]:
    found = _POINTS.match(text)
    if not found:
        return text, default
    return clean(found["text"]), int(re.sub("[−–]", "-", found["points"]))


def ends_in_points(text: str) -> bool:
    """Whether the end of these words would be read as points."""
    return bool(_POINTS.match(text))


def _key(name: str) -> str:
    return clean(name).casefold()


def _nearest(name: str, known: list[str]) -> str | None:
    folded = {fold(each): each for each in known if each}
    near = difflib.get_close_matches(fold(name)[:100], folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def _unknown_scene(name: str, near: str | None) -> Message:
    if near:
        return message("There is no scene “%(name)s”. Is “%(near)s” meant?", name=name, near=near)
    return message("There is no scene “%(name)s”.", name=name)


def _unknown_setting(name: str, near: str | None) -> Message:
    if near:
        return message("The head has no “%(name)s:”. Is “%(near)s:” meant?", name=name, near=near)
    return message("The head has no “%(name)s:”.", name=name)

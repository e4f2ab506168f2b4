"""Reads the marks of a scene: lines that say something about it rather than in it."""

import re
from dataclasses import replace

from lms.base.messages import Message, message
from lms.base.text import clean, fold
from quizzes.exercise.graph import Media, Scene
from quizzes.exercise.keywords import (
    END,
    MARKS,
    MEDIA,
    MUST_PASS,
    QUESTION_TYPES,
    SEE_LESSON,
    VERDICTS,
)
from quizzes.exercise.lines import parted

_MEDIA = re.compile(r"^\[(?P<kind>[^:\]]+):(?P<file>[^|\]]*)(?:\|(?P<words>[^\]]*))?\]$")
_END = re.compile(rf"^(?:{'|'.join(END)})\s*:\s*(?P<rest>.*)$", re.IGNORECASE)
_LESSON = re.compile(
    rf"^(?:{'|'.join(re.escape(word) for word in SEE_LESSON)})\s*(?P<number>[0-9]{{1,3}})\.?$", re.IGNORECASE
)
_MUST_PASS_WORDS = {fold(word) for word in MUST_PASS}
_MEDIA_WORDS = {fold(word): kind for kind, words in MEDIA.items() for word in words}
_MARK_WORDS = {fold(word): key for key, words in MARKS.items() for word in words}
_TYPE_WORDS = {fold(word): kind for kind, words in QUESTION_TYPES.items() for word in words}
# Not folded: without its mark, "đạt" would also be "đắt".
_VERDICT_WORDS = {word: verdict for verdict, words in VERDICTS.items() for word in words}

Read = tuple[Scene, list[Message]]


def read_mark(scene: Scene, line: str, number: int = 0, *, has_choices: bool) -> Read | None:
    """The scene with what a line (of this ``number``) says about it, and what is wrong with the line; None
    where it is no mark."""
    if fold(line) in _MUST_PASS_WORDS:
        return replace(scene, must_pass=True), []
    if lesson := _LESSON.match(line):
        return replace(scene, lesson=int(lesson.group("number"))), []
    if end := _END.match(line):
        return _ending(scene, end.group("rest"))
    if line.startswith("[") and (media := _MEDIA.match(line)):
        return _media(scene, media, number)
    name, colon, value = line.partition(":")
    key = _MARK_WORDS.get(fold(name)) if colon and len(name) <= _LONGEST else None
    return _valued(scene, key, name, clean(value), has_choices=has_choices) if key else None


_LONGEST = 2 * max(map(len, _MARK_WORDS))  # with diacritics written apart


def _valued(scene: Scene, key: str, name: str, value: str, *, has_choices: bool) -> Read:
    if not value:
        return scene, [message("“%(name)s:” has no value.", name=clean(name))]
    if key == "hint":
        return replace(scene, hint=f"{scene.hint}\n{value}".lstrip("\n")), []
    if key == "basis":
        return replace(scene, basis=(*scene.basis, value)), []
    if key == "tags":
        return replace(scene, tags=tuple(dict.fromkeys((*scene.tags, *parted(value))))), []
    return _type(scene, value, has_choices=has_choices)


def _type(scene: Scene, value: str, *, has_choices: bool) -> Read:
    kind = _TYPE_WORDS.get(fold(value))
    if kind is None:
        known = ", ".join(words[0] for words in QUESTION_TYPES.values())
        sentence = message(
            "There is no kind of question “%(value)s”; there are: %(known)s.", value=value, known=known
        )
        return scene, [sentence]
    if has_choices:
        return scene, [message("The kind of question (DẠNG: …) stands above its answers.")]
    return replace(scene, type=kind), []


def _ending(scene: Scene, rest: str) -> Read:
    wrong = []
    word, _, text = rest.partition(".")
    verdict = _VERDICT_WORDS.get(clean(word).casefold())
    if scene.ending is not None:
        wrong.append(message("The scene has a second ending."))
    if verdict is None:
        wrong.append(message("After “KẾT THÚC:” write “đạt.” (passed) or “chưa đạt.” (failed)."))
        verdict, text = False, rest
    return replace(scene, ending=verdict, ending_text=clean(text)), wrong


def _media(scene: Scene, found: re.Match[str], number: int) -> Read:
    kind, file = _MEDIA_WORDS.get(fold(found["kind"])), clean(found["file"])
    if kind is None or not file:
        return scene, [message("A picture or sound is written [ảnh: file | what it shows].")]
    media = Media(kind, file, clean(found["words"] or ""), line=number)
    return replace(scene, media=(*scene.media, media)), []

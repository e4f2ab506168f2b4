"""Makes what was typed into the fields of a form fit the text of an exercise, in which nothing can be quoted.

A line that the text would read as something else stays readable: a dash before it, another sign for an arrow.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from lms.base.text import clean, clean_block
from quizzes.exercise.grammar import MAX_POINTS, read_exercise
from quizzes.exercise.graph import Choice, Exercise, Media, QuestionType, Scene
from quizzes.exercise.keywords import PAIR
from quizzes.exercise.lines import IN_PAIRS, WITH_POINTS, is_no_name, name_key, parted, without_tags

_ARROWS = re.compile(r"->|~>|→")
_SIGNED_END = re.compile(r"[+\-−–](?=[0-9]{1,6}$)")
_NOT_IN_MEDIA = str.maketrans("]", ")")
_PLAIN_FROM = 12  # letters: no line that begins with a letter, has no colon and is longer is a mark
MAX_SETTING = 9999
MAX_LESSON = 999


def fit(exercise: Exercise, *, unnamed: Callable[[int], str] = "Cảnh {}".format) -> Exercise:
    """The same exercise, as its text can say it: reading what is written of it gives it back.

    Scenes get names of their own (``unnamed`` with their number where they have none): no arrow is lost.
    """
    names = _names(exercise.scenes, unnamed)
    quotas = tuple(dict.fromkeys(_quotas(exercise)))
    drawn = sum(count for count, _ in quotas) if quotas and exercise.draw is None else exercise.draw
    known = tuple(dict.fromkeys(code for each in exercise.competencies for code in parted(each)))
    scenes = [
        _scene(replace(scene, name=name), known) for scene, name in zip(exercise.scenes, names, strict=True)
    ]
    return replace(
        exercise,
        title=clean(clean(exercise.title).lstrip("#")),
        code=clean(exercise.code),
        competencies=known,
        pass_mark=_within(exercise.pass_mark, MAX_SETTING),
        draw=None if drawn is None else _within(drawn, MAX_SETTING),
        quotas=quotas,
        attempts=_within(exercise.attempts, MAX_SETTING),
        wait_hours=_within(exercise.wait_hours, MAX_SETTING),
        basis=_lines(exercise.basis),
        scenes=tuple(scenes),
    )


def _names(scenes: tuple[Scene, ...], unnamed: Callable[[int], str]) -> list[str]:
    """A name for each scene that no other has, with a number behind it where it is taken."""
    given = [_name(scene.name) for scene in scenes]
    taken = {name_key(name) for name in given if name}
    used: set[str] = set()
    names = []
    for number, name in enumerate(given, 1):
        names.append(_free(name or unnamed(number), used if name else used | taken))
        used.add(name_key(names[-1]))
    return names


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name_key(name) in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name


def _quotas(exercise: Exercise) -> Iterator[tuple[int, str]]:
    for count, tag in exercise.quotas:
        for part in parted(tag)[:1]:
            yield _within(count, MAX_LESSON), part


def _name(given: str) -> str:
    name = clean(_ARROWS.sub("–", clean(given)).strip("="))
    return clean(_SIGNED_END.sub("", name)) if is_no_name(name) else name


def _scene(scene: Scene, known: tuple[str, ...]) -> Scene:
    ending = scene.ending if scene.type is QuestionType.SINGLE else None
    return replace(
        scene,
        text=_words(scene.text),
        media=tuple(media for media in map(fitting_media, scene.media) if media.file),
        choices=tuple(_choice(choice, scene.type, known) for choice in scene.choices),
        ending=ending,
        ending_text="" if ending is None else clean(scene.ending_text),
        lesson=None if scene.lesson is None else _within(scene.lesson, MAX_LESSON),
        hint="\n".join(_lines(scene.hint.split("\n"))),
        basis=_lines(scene.basis),
        tags=tuple(dict.fromkeys(tag for each in scene.tags for tag in parted(each))),
    )


def _choice(choice: Choice, kind: QuestionType, known: tuple[str, ...]) -> Choice:
    leads = choice.target is not None and kind is QuestionType.SINGLE
    text = clean(choice.text)
    if kind is QuestionType.SINGLE and not leads:
        text = _ARROWS.sub("⇒", text)
    if kind in IN_PAIRS:
        text = text.replace(PAIR, "⇔")
    tags = tuple(tag for tag in dict.fromkeys(choice.tags) if tag in known)
    feedback = _lines(clean_block(choice.feedback).split("\n"))
    if not tags:
        said, tags = without_tags(list(feedback), known)
        feedback = tuple(said.split("\n")) if said else ()
    points = max(-MAX_POINTS, min(MAX_POINTS, choice.points))
    return replace(
        choice,
        text=text,
        feedback="\n".join(feedback),
        target=choice.target if leads else None,
        retry=choice.retry and leads,
        points=points if kind is QuestionType.SINGLE or (kind in WITH_POINTS and text) else int(choice.right),
        match=clean(choice.match) if kind in IN_PAIRS else "",
        tags=tags,
    )


def fitting_media(media: Media) -> Media:
    """A picture or sound whose name and words can be read back."""
    return replace(
        media,
        file=clean(media.file.translate(_NOT_IN_MEDIA).replace("|", "/")),
        words=clean(media.words.translate(_NOT_IN_MEDIA)),
    )


def _words(text: str) -> str:
    lines = [_line(clean(line)) for line in clean_block(text).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines).strip("\n"))


def _line(line: str) -> str:
    """A line of a scene that the text reads as words."""
    is_plain = line[:1].isalnum() and ":" not in line and len(line) > _PLAIN_FROM
    if not line or is_plain or _reads_as_words(line):
        return line
    bullet = clean(f"• {line[1:]}")
    return bullet if line.startswith("*") and _reads_as_words(bullet) else f"– {line}"


@lru_cache(maxsize=4096)
def _reads_as_words(line: str) -> bool:
    scenes = read_exercise(f"# x\n== x\n{line}")[0].scenes
    return len(scenes) == 1 and scenes[0] == Scene("x", line)


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in map(clean, lines) if line)


def _within(number: int, most: int) -> int:
    return max(0, min(number, most))

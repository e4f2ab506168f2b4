"""The players as they are sent: without comments, and an exercise as compact data."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from quizzes.exercise.accepting import alternatives, folded, span_of
from quizzes.exercise.answers import first_accepted, right_side
from quizzes.exercise.asking import is_single
from quizzes.exercise.graph import Exercise, Kind, QuestionType, Scene
from quizzes.exercise.illustrating import has_media
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Values, regret_of, values
from quizzes.exercise.showing import MIXED, offered
from quizzes.exercise.telling import label_of

ORIENTATION = 2  # the mode of the player in which nothing is said to an answer
SIGNS = {
    QuestionType.MULTIPLE: "m",
    QuestionType.TRUE_FALSE: "t",
    QuestionType.ORDERING: "o",
    QuestionType.MATCHING: "p",
    QuestionType.NUMERICAL: "n",
    QuestionType.SHORT_ANSWER: "w",
    QuestionType.FORM: "f",
}
"""What ``kinds.js`` calls the kinds of questions."""

Lessons = Mapping[int, tuple[str, str]]
"""Address and title of each lesson of a course, by its number through the course."""


@cache
def source(*names: str) -> str:
    """Files of ``quizzes/player`` one after the other, without comments and empty lines."""
    folder = files("quizzes").joinpath("player")
    text = "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
    lines = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def player(words: Mapping[str, str]) -> str:
    """The script that plays every exercise of a document, saying these words."""
    return "\n".join((f"const words={_inline(words)};", source("player.js")))


def more_player(words: Mapping[str, str], *names: str) -> str:
    """What :func:`player` needs besides in a document where something occurs, and the words for it."""
    return "\n".join((f"Object.assign(words,{_inline(words)});", source(*names)))


def play_data(exercise: Exercise, lessons: Lessons) -> Markup:
    """An exercise for ``player.js``: words and arrows, no points; safe inside an inline script element.

    Of an orientation test no feedback is told.
    """
    play = Play(exercise)
    found = values(play)
    mode = 0 if exercise.is_scenario else ORIENTATION if exercise.kind is Kind.ORIENTATION else 1
    scenes = [_scene(play, found, ordinal, mode, lessons) for ordinal in range(len(exercise.scenes))]
    named = {scene.lesson for scene in exercise.scenes}
    if mode:
        scenes.append(["", "", [], 0, ""])
    ways = {number: way for number, way in lessons.items() if number in named}
    shows = {"m": 1} if has_media(exercise) else {}
    return Markup(_inline({"k": mode, "s": scenes, "r": ways, **shows}))  # noqa: S704


def _scene(play: Play, found: Values, ordinal: int, mode: int, lessons: Lessons) -> list[Any]:
    scene = play.exercise.scenes[ordinal]
    name = "" if mode else scene.name
    lesson = scene.lesson if scene.lesson in lessons else 0
    ending: list[Any] = [] if scene.ending is None else [scene.ending_text]
    if is_single(scene):
        said = [name, scene.text, _choices(play, found, ordinal, mode), lesson]
    else:
        said = [name, scene.text, _answers(scene, ordinal, mode), lesson]
    hint = scene.hint if play.exercise.kind is Kind.PRACTICE else ""
    basis = "; ".join(scene.basis) if mode != ORIENTATION else ""
    if is_single(scene) and not hint and not basis:
        return [*said, *ending]
    kind = SIGNS.get(scene.type, 0)
    shown = offered(play.exercise, ordinal) if scene.type in MIXED else 0
    return [*said, *(ending or [None]), kind, shown, hint, *([basis] if basis else [])]


def _answers(scene: Scene, ordinal: int, mode: int) -> list[list[Any]]:
    """What may be answered to a question that is not one choice: words, feedback, what comes next, 1 if
    right; then of pairs the right side, of what is typed what is accepted, of a field its right answer."""
    answers = []
    for number, choice in enumerate(scene.choices):
        feedback = "" if mode == ORIENTATION else choice.feedback
        said: list[Any] = [label_of(scene, choice), feedback, ordinal + 1, int(choice.right)]
        if scene.type is QuestionType.MATCHING:
            said.append(scene.choices[right_side(scene, number)].match)
        elif scene.type is QuestionType.FORM:
            said += [_accepted(choice.match), first_accepted(choice.match)]
        elif scene.type in (QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER):
            said.append(_accepted(choice.text))
        answers.append(said)
    return answers


def _accepted(text: str) -> list[Any]:
    """Each alternative as the least and the greatest number, or as folded words."""
    spans = ((each, span_of(each)) for each in alternatives(text))
    return [[float(span.low), float(span.high)] if span else folded(each) for each, span in spans]


def _choices(play: Play, found: Values, ordinal: int, mode: int) -> list[list[Any]]:
    choices = []
    for number, choice in enumerate(play.exercise.scenes[ordinal].choices):
        target: int | None = ordinal + 1 if mode else choice.target
        if choice.retry:
            target = -1 - (choice.target or 0)
        worse = not choice.retry and ordinal in found.best and regret_of(play, found, ordinal, number) > 0
        choices.append([choice.text, "" if mode == ORIENTATION else choice.feedback, target, int(worse)])
    return choices


def _inline(data: object) -> str:
    """JSON in which no tag can begin."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

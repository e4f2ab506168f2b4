"""The players as they are sent: without comments, and an exercise as compact data."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from quizzes.exercise.graph import Exercise, Kind
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Values, regret_of, values

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


def list_player(words: Mapping[str, str]) -> str:
    """What :func:`player` needs besides in a document with a list of questions, and the words for it."""
    return "\n".join((f"Object.assign(words,{_inline(words)});", source("list.js")))


def play_data(exercise: Exercise, lessons: Lessons) -> Markup:
    """An exercise for ``player.js``: words and arrows, no points; safe inside an inline script element.

    Of an orientation test no feedback is told.
    """
    play = Play(exercise)
    found = values(play)
    mode = 0 if exercise.is_scenario else 2 if exercise.kind is Kind.ORIENTATION else 1
    scenes = [_scene(play, found, ordinal, mode, lessons) for ordinal in range(len(exercise.scenes))]
    named = {scene.lesson for scene in exercise.scenes}
    if mode:
        scenes.append(["", "", [], 0, ""])
    ways = {number: way for number, way in lessons.items() if number in named}
    return Markup(_inline({"k": mode, "s": scenes, "r": ways}))  # noqa: S704


def _scene(play: Play, found: Values, ordinal: int, mode: int, lessons: Lessons) -> list[Any]:
    scene = play.exercise.scenes[ordinal]
    name = "" if mode else scene.name
    lesson = scene.lesson if scene.lesson in lessons else 0
    ending = [scene.ending_text] if scene.ending is not None else []
    return [name, scene.text, _choices(play, found, ordinal, mode), lesson, *ending]


def _choices(play: Play, found: Values, ordinal: int, mode: int) -> list[list[Any]]:
    choices = []
    for number, choice in enumerate(play.exercise.scenes[ordinal].choices):
        target: int | None = ordinal + 1 if mode else choice.target
        if choice.retry:
            target = -1 - (choice.target or 0)
        worse = not choice.retry and ordinal in found.best and regret_of(play, found, ordinal, number) > 0
        choices.append([choice.text, "" if mode == 2 else choice.feedback, target, int(worse)])
    return choices


def _inline(data: object) -> str:
    """JSON in which no tag can begin."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

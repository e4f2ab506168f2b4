"""The players as they are sent: without comments, and the scenario as compact data."""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import regret_of, values


@cache
def source(*names: str) -> str:
    """Files of ``quizzes/player`` one after the other, without comments and empty lines."""
    folder = files("quizzes").joinpath("player")
    text = "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
    lines = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def scenario_data(exercise: Exercise, labels: dict[str, str], lessons: Sequence[int] = ()) -> Markup:
    """A scenario for ``player.js``: words and arrows, no points; safe inside an inline script element.

    ``lessons`` are the ordinals of the steps that are lessons, in the order in which scenes number them.
    """
    play = Play(exercise)
    found = values(play)
    scenes: list[Any] = []
    for ordinal, scene in enumerate(exercise.scenes):
        choices = [
            [
                choice.text,
                choice.feedback,
                -1 - (choice.target or 0) if choice.retry else choice.target,
                int(
                    not choice.retry and ordinal in found.best and regret_of(play, found, ordinal, number) > 0
                ),
            ]
            for number, choice in enumerate(scene.choices)
        ]
        lesson = lessons[scene.lesson - 1] if scene.lesson and scene.lesson <= len(lessons) else 0
        ending = [scene.ending_text] if scene.ending is not None else []
        scenes.append([scene.name, scene.text, choices, lesson, *ending])
    data = json.dumps({"s": scenes, "l": labels}, ensure_ascii=False, separators=(",", ":"))
    return Markup(data.replace("<", "\\u003c"))  # noqa: S704 — no tag can begin in it

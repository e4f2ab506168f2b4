"""A question in the form of exercises: its right answers marked, its words as the grammar keeps them."""

import re
from collections.abc import Collection
from dataclasses import replace

from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Choice, Exercise, QuestionType, Scene
from quizzes.exercise.marks import read_mark
from quizzes.exercise.writing import write_exercise

_ARROWS = re.compile(r"->|~>|→|<=>")


def settled(scene: Scene, right: Collection[int], explanation: str) -> Scene:
    """The question with its right answers marked and explained; several make it one of several answers."""
    kind = scene.type
    if kind is QuestionType.SINGLE and len(right) > 1:
        kind = QuestionType.MULTIPLE
    explained = min(right, default=0)
    choices = tuple(
        replace(
            choice,
            right=number in right,
            points=int(number in right),
            feedback=explanation if number == explained and not choice.feedback else choice.feedback,
        )
        for number, choice in enumerate(scene.choices)
    )
    return replace(scene, type=kind, choices=choices)


def is_kept(scene: Scene) -> bool:
    """Whether the text of a question reads back as the same question."""
    text = write_exercise(Exercise(title="?", scenes=(scene,)))
    return read_exercise(text)[0].scenes == (scene,)


def kept(scene: Scene) -> tuple[Scene, bool]:
    """The question in words that its text keeps: signs of the grammar become signs like them. And whether its
    text now reads back as the same question."""
    if is_kept(scene):
        return scene, True
    lines = [_line(line) for line in scene.text.split("\n")]
    choices = tuple(_choice(each) for each in scene.choices)
    changed = replace(scene, text="\n".join(lines).strip(), choices=choices)
    return changed, is_kept(changed)


def _line(line: str) -> str:
    """A line of the question that is not read as anything else."""
    means = (
        line.startswith(("=", "*", ">")) or read_mark(Scene(name="?"), line, has_choices=False) is not None
    )
    return f"– {line}" if means else line


def _choice(choice: Choice) -> Choice:
    text = _ARROWS.sub("›", choice.text).lstrip("!").strip()
    feedback = "\n".join(filter(None, map(str.strip, choice.feedback.split("\n"))))
    return replace(choice, text=text, feedback=feedback)

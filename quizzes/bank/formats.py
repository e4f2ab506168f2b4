"""What a question says, as the bank keeps and compares it. Pure functions."""

import hashlib
from collections.abc import Iterable

from lms.base.text import fold
from quizzes.exercise.graph import Exercise, Scene
from quizzes.exercise.keywords import PAIR


def answers_of(scene: Scene) -> list[list[str]]:
    """Its answers, each with its mark."""
    return [
        [
            "=" if choice.right else "*",
            f"{choice.text} {PAIR} {choice.match}" if choice.match else choice.text,
        ]
        for choice in scene.choices
    ]


def searched(scenes: Iterable[Scene], title: str) -> str:
    """All words of a question in its languages, without diacritics, with the title of its exercise."""
    said = [title]
    for scene in scenes:
        said += [scene.name, scene.text, *scene.tags, *scene.basis]
        said += [f"{choice.text} {choice.match}" for choice in scene.choices]
    return fold(" ".join(said))


def digest_of(scene: Scene) -> str:
    """What questions of the same words have in common, whatever the order of their answers."""
    answers = sorted(fold(f"{choice.text} {choice.match}") for choice in scene.choices)
    words = "\n".join((scene.type.value, fold(scene.text), *answers))
    return hashlib.sha256(words.encode()).hexdigest()


def labels_of(scene: Scene, exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """By kind, its tags, the competencies that it shows (those of the exercise where its answers say none)
    and the clauses that it rests on."""
    shown = tuple(dict.fromkeys(tag for choice in scene.choices for tag in choice.tags))
    return {"tag": scene.tags, "competency": shown or exercise.competencies, "clause": scene.basis}

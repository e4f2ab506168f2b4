"""Putting questions of the bank to use: into a new exercise, or behind those of a draft."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from lms.base.messages import Refusal, message
from quizzes.authoring.models import Manuscript
from quizzes.authoring.rules.illustrating import bring_along
from quizzes.authoring.rules.writing import Opened, begin_writing, open_text, save_text
from quizzes.bank.queries import questions_by_id
from quizzes.exercise.findings import finding_in
from quizzes.exercise.grammar import MAX_SCENES, read_exercise
from quizzes.exercise.graph import Exercise, Scene
from quizzes.exercise.illustrating import named_by_content
from quizzes.exercise.keywords import LANGUAGES
from quizzes.exercise.lines import name_key
from quizzes.exercise.writing import write_exercise

FIRST = LANGUAGES[0]


class NotTakenOver(Refusal):
    """The questions cannot be put where they were to go."""


def begin_with(person_id: int, title: str, ids: Collection[int], now: datetime) -> Manuscript:
    """Begin an exercise to practise with these questions."""
    chosen = _chosen(ids)
    written = begin_writing(
        person_id,
        title,
        lambda code: write_exercise(with_questions(Exercise(title=title, code=code), chosen)),
        now,
    )
    bring_along(person_id, written.code, [scene for scene, _ in chosen], now)
    return written


def add_to(person_id: int, code: str, ids: Collection[int], now: datetime) -> Opened:
    """Put these questions behind those of her draft, or of what is published under a code.

    Refuses a text with mistakes, whose layout would be lost, and a story.
    """
    chosen = _chosen(ids)
    opened = open_text(person_id, code, FIRST)
    exercise, found = read_exercise(opened.text)
    for finding in found:
        raise NotTakenOver(finding_in(code, finding))
    if exercise.is_scenario:
        raise NotTakenOver(message("A story takes up no questions: choose a list of questions."))
    if len(exercise.scenes) + len(chosen) > MAX_SCENES:
        raise NotTakenOver(message("There are more than %(limit)d scenes.", limit=MAX_SCENES))
    text = write_exercise(with_questions(exercise, chosen))
    written = save_text(person_id, code, FIRST, text, opened.revision, now)
    bring_along(person_id, code, [scene for scene, _ in chosen], now)
    return written


def with_questions(exercise: Exercise, chosen: Collection[tuple[Scene, Exercise]]) -> Exercise:
    """An exercise with further questions, each with the exercise that it is taken from: their names are made
    different from those that stand, their competencies added to the head. Which lesson explains them is left
    out: lessons are counted through another course."""
    taken = {name_key(scene.name) for scene in exercise.scenes}
    scenes, competencies = list(exercise.scenes), list(exercise.competencies)
    for scene, source in chosen:
        scenes.append(replace(scene, name=_free(scene.name, taken), lesson=None))
        shown = [tag for choice in scene.choices for tag in choice.tags]
        competencies += shown or source.competencies
    return replace(exercise, scenes=tuple(scenes), competencies=tuple(dict.fromkeys(competencies)))


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while name_key(free) in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(name_key(free))
    return free


def _chosen(ids: Collection[int]) -> list[tuple[Scene, Exercise]]:
    rows = questions_by_id(ids)
    if not rows:
        raise NotTakenOver(message("Tick the questions that you want first."))
    sources = [row.version.written_in(FIRST) for row in rows]
    return [
        (named_by_content(source.scenes[row.scene]), source)
        for row, source in zip(rows, sources, strict=True)
    ]

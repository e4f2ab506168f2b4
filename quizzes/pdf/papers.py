"""What is printed of a step: the book of a story, the questions of a list, the test of one person."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import force_locale, gettext

from courses.models import Step
from courses.pdf.blocks import paragraph
from quizzes.exercise.graph import Exercise, QuestionType
from quizzes.exercise.paper import LETTERS, book_of, sheet_check, sheet_code
from quizzes.exercise.playing import Play
from quizzes.exercise.sheets import is_lettered
from quizzes.models import AssessmentForm, ExerciseVersion
from quizzes.pdf.blocks import Group, question_groups, remarks, story_groups
from quizzes.pdf.book import Printed

MOST_BOXES = 20  # for letters: a way through a story that is longer goes on beside them


class Boxes(NamedTuple):
    """Where the answers are written, and the check letter behind them."""

    number: int
    check: str
    labels: tuple[str, ...] = ()
    """Of wide boxes."""


def book_for(step: Step, pinned: ExerciseVersion, language: str, name: str, address: str) -> Printed:
    """A story as a book, or a list of questions; ``name`` may be empty."""
    exercise = pinned.exercise_in(language)
    with force_locale(language):
        if exercise.is_scenario:
            book = book_of(exercise, pinned.content_hash)
            groups, told = story_groups(exercise, book), remarks(exercise, book)
            boxes = Boxes(longest(exercise), "")
            return _printed(step, pinned, exercise, name, address, _how_story(), groups, told, boxes)
        order = range(len(exercise.scenes))
        groups, boxes = question_groups(exercise, order), _boxes(exercise, order, pinned.content_hash)
        told = remarks(exercise, None)
        return _printed(step, pinned, exercise, name, address, _how_list(boxes), groups, told, boxes)


def sheet_for(form: AssessmentForm, step: Step, language: str, address: str) -> Printed:
    """The questions that were drawn for one person; nothing says which answers are right."""
    exercise = form.version.exercise_in(language)
    with force_locale(language):
        groups = question_groups(exercise, form.scenes)
        name = f"{form.person.full_name} · {form.person.code}"
        boxes = _boxes(exercise, form.scenes, form.id)
        return _printed(step, form.version, exercise, name, address, _how_list(boxes), groups, (), boxes)


def longest(exercise: Exercise) -> int:
    """How many choices the longest way through a story makes, ways back left out; at most so many as there
    are boxes."""
    play, steps, here = Play(exercise), 0, {0}
    while here and steps < MOST_BOXES:
        here = {
            after
            for scene in here
            if exercise.scenes[scene].ending is None
            for ordinal, choice in enumerate(exercise.scenes[scene].choices)
            if not choice.retry and (after := play.after(scene, ordinal)) is not None
        }
        steps += bool(here)
    return steps


def _printed(
    step: Step,
    pinned: ExerciseVersion,
    exercise: Exercise,
    name: str,
    address: str,
    how: Group,
    groups: Sequence[Group],
    told: Sequence[Group],
    boxes: Boxes,
) -> Printed:
    return Printed(
        title=exercise.title,
        code=sheet_code(step.id),
        version=pinned.number,
        name=name,
        address=address,
        how=how,
        groups=groups,
        boxes=boxes.number,
        labels=boxes.labels,
        check=boxes.check,
        remarks=told,
        call=step.section.edition.always_show == "111",
    )


def _how_story() -> Group:
    return [
        paragraph(
            gettext(
                "Begin with scene 1. Choose what you would do, write its letter into the next box on this "
                "page, and turn to the scene that is named beside it. "
                "Do not read the scenes one after the other."
            )
        )
    ]


def _boxes(exercise: Exercise, order: Sequence[int], seed: str) -> Boxes:
    """A box for each letter; where not everything is a letter, a wide one for each answer and each field."""
    if is_lettered(exercise, order):
        return Boxes(len(order), sheet_check(seed))
    labels: list[str] = []
    for number, scene in enumerate(order, 1):
        asked = exercise.scenes[scene]
        is_form = asked.type is QuestionType.FORM
        fields = [f"{number}{sign}" for sign in LETTERS.lower()[: len(asked.choices)]]
        labels += fields if is_form else [str(number)]
    return Boxes(len(labels), sheet_check(seed), tuple(labels))


def _how_list(boxes: Boxes) -> Group:
    if boxes.labels:
        return [
            paragraph(
                gettext(
                    "Answer every question, and write what it asks for into the box with its number, "
                    "on this page."
                )
            )
        ]
    return [
        paragraph(
            gettext(
                "Choose one answer to each question and write its letter into the box with the number of the "
                "question, on this page."
            )
        )
    ]

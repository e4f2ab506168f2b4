"""What stands in the book of an exercise, group by group, in the blocks in which papers are set."""

from collections.abc import Sequence

from flask_babel import gettext

from courses.pdf.blocks import Block, Word, box, heading, paragraph, words_of
from quizzes.exercise.graph import Exercise, Scene
from quizzes.exercise.paper import LETTERS, Book

Group = list[Block]
"""What stands together on a page, where a page has room for it."""


def story_groups(exercise: Exercise, book: Book) -> list[Group]:
    """The scenes of a story in the order of the book, with the way to turn to after every choice."""
    return [_scene(exercise.scenes[scene], scene, book) for scene in book.order]


def question_groups(exercise: Exercise, order: Sequence[int]) -> list[Group]:
    """Questions with their answers, in the order in which a sheet asks them."""
    return [_question(exercise.scenes[scene], number) for number, scene in enumerate(order, 1)]


def remarks(exercise: Exercise, book: Book | None) -> list[Group]:
    """What is said about every choice, to be read afterwards."""
    order = book.order if book else tuple(range(len(exercise.scenes)))
    return [
        _remarks(exercise.scenes[scene], number, is_story=book is not None)
        for number, scene in enumerate(order, 1)
        if exercise.scenes[scene].ending is None
    ]


def _scene(scene: Scene, ordinal: int, book: Book) -> Group:
    group = [heading(gettext("Scene %(number)d", number=book.number(ordinal)))]
    group += _paragraphs(scene.text)
    if scene.ending is not None:
        group += _paragraphs(scene.ending_text)
        letter = book.checks[ordinal]
        told = gettext(
            "Write this letter into the thick box on page 1, then read the remarks at the end of the book."
        )
        return [*group, box(gettext("The end. Check letter: %(letter)s", letter=letter), told)]
    for letter, choice in zip(LETTERS, scene.choices, strict=False):
        told = gettext("→ Turn to scene %(number)d", number=book.number(choice.target or 0))
        *turn, scene_word, number = told.split()
        words = [*words_of(" ".join(turn), bold=True), Word(f"{scene_word} {number}", bold=True)]
        group.append(Block("li", [*words_of(choice.text), *words], marker=f"{letter}."))
    return group


def _question(scene: Scene, number: int) -> Group:
    first, *more = scene.text.split("\n\n")
    answers = [
        Block("li", words_of(choice.text), marker=f"{letter}.")
        for letter, choice in zip(LETTERS, scene.choices, strict=False)
    ]
    return [heading(f"{number}. {first}", "h3"), *map(paragraph, more), *answers]


def _remarks(scene: Scene, number: int, *, is_story: bool) -> Group:
    told = (
        gettext("Scene %(number)d", number=number)
        if is_story
        else gettext("Question %(number)d", number=number)
    )
    return [
        heading(told, "h3"),
        *(
            Block("li", words_of(_remark(choice.right, choice.feedback)), marker=f"{letter}.")
            for letter, choice in zip(LETTERS, scene.choices, strict=False)
            if choice.feedback or choice.right
        ),
    ]


def _remark(right: bool, feedback: str) -> str:
    return f"✓ {feedback}".strip() if right else feedback


def _paragraphs(text: str) -> Group:
    return [paragraph(each) for each in text.split("\n\n") if each.strip()]

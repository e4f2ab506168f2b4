"""What stands in the book of an exercise, group by group, in the blocks in which papers are set."""

from collections.abc import Callable, Sequence

from flask_babel import gettext

from courses.pdf.blocks import Block, Word, box, heading, paragraph, words_of
from quizzes.exercise.asking import asked, is_single
from quizzes.exercise.graph import Exercise, Media, QuestionType, Scene
from quizzes.exercise.paper import LETTERS, Book
from quizzes.exercise.telling import right_in_words, told_of

Group = list[Block]
"""What stands together on a page, where a page has room for it."""


def story_groups(exercise: Exercise, book: Book) -> list[Group]:
    """The scenes of a story in the order of the book, with the way to turn to after every choice."""
    return [_scene(exercise.scenes[scene], scene, book) for scene in book.order]


def question_groups(exercise: Exercise, order: Sequence[int]) -> list[Group]:
    """Questions with their answers, in the order in which a sheet asks them."""
    return [_question(exercise, scene, number) for number, scene in enumerate(order, 1)]


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
    group += _paragraphs(scene.text) + _pictures(scene.media)
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


def _question(exercise: Exercise, ordinal: int, number: int) -> Group:
    scene, asks = exercise.scenes[ordinal], asked(exercise, ordinal)
    first, *more = scene.text.split("\n\n")
    how = [] if is_single(scene) else [Block("p", words_of(_HOW[scene.type](), italic=True))]
    signs = (
        LETTERS if scene.type is not QuestionType.FORM else [f"{number}{sign}" for sign in LETTERS.lower()]
    )
    answers = _marked(signs, asks.options)
    return [
        heading(f"{number}. {first}", "h3"),
        *map(paragraph, more),
        *_pictures(scene.media),
        *how,
        *answers,
        *_marked([str(place) for place in range(1, 10)], asks.sides),
    ]


def _marked(signs: Sequence[str], texts: Sequence[str]) -> Group:
    return [Block("li", words_of(text), marker=f"{sign}.") for sign, text in zip(signs, texts, strict=False)]


_HOW: dict[QuestionType, Callable[[], str]] = {
    QuestionType.MULTIPLE: lambda: gettext("Write the letters of all that are right, such as AC."),
    QuestionType.TRUE_FALSE: lambda: gettext("Write T (true) or F (false) for each, such as TFT."),
    QuestionType.ORDERING: lambda: gettext("Write the letters in the right order, such as CABD."),
    QuestionType.MATCHING: lambda: gettext("Write the number that belongs to each letter, such as A2B1."),
    QuestionType.NUMERICAL: lambda: gettext("Write a number."),
    QuestionType.SHORT_ANSWER: lambda: gettext("Write a few words."),
    QuestionType.FORM: lambda: gettext("Fill in every field, in its box on the first page."),
}
"""How a question that is not one choice is answered on paper."""


def _remarks(scene: Scene, number: int, *, is_story: bool) -> Group:
    told = (
        gettext("Scene %(number)d", number=number)
        if is_story
        else gettext("Question %(number)d", number=number)
    )
    return [
        heading(told, "h3"),
        *(_said_of_letters(scene) if is_single(scene) else _said_of_words(scene)),
    ]


def _said_of_letters(scene: Scene) -> Group:
    return [
        Block("li", words_of(_remark(choice.right, choice.feedback)), marker=f"{letter}.")
        for letter, choice in zip(LETTERS, scene.choices, strict=False)
        if choice.feedback or choice.right
    ]


def _said_of_words(scene: Scene) -> Group:
    """What is right, and what is said to each answer by its words: letters name what is mixed."""
    right = [Block("li", words_of(line), marker="✓") for line in right_in_words(scene, _named)]
    told = told_of(scene, [choice for choice in scene.choices if choice.feedback])
    return [*right, *(Block("li", words_of(f"{words}: {feedback}")) for words, feedback in told)]


def _named(is_true: bool) -> str:
    return str(gettext("True") if is_true else gettext("False"))


def _remark(right: bool, feedback: str) -> str:
    return f"✓ {feedback}".strip() if right else feedback


def _paragraphs(text: str) -> Group:
    return [paragraph(each) for each in text.split("\n\n") if each.strip()]


def _pictures(media: Sequence[Media]) -> Group:
    """What is to be seen; of what is to be heard, its words: nobody can hear it from paper."""
    return [
        Block("picture", words_of(each.words or each.file), address=each.address)
        if each.kind == "image"
        else Block("p", words_of(f"[{each.words or each.file}]", italic=True))
        for each in media
    ]

"""An answer to a version with the same words, in the ordinals of the corrected one."""

from quizzes.exercise.graph import Choice, Exercise, QuestionType, Scene
from quizzes.rescoring.rules.translating import translation


def asked(kind: QuestionType, *choices: Choice) -> Exercise:
    return Exercise(scenes=(Scene("Câu", "Hỏi gì?", choices=choices, type=kind),))


def test_answers_are_found_again_where_choices_stand_in_another_order() -> None:
    first = asked(
        QuestionType.ORDERING, Choice("a", right=True), Choice("b", right=True), Choice("c", right=True)
    )
    second = asked(
        QuestionType.ORDERING, Choice("c", right=True), Choice("a", right=True), Choice("b", right=True)
    )
    translate = translation(first, second)
    assert translate
    assert translate([(0, [0, 1, 2])]) == [(0, [1, 2, 0])]


def test_pairs_are_found_again_by_their_words() -> None:
    first = asked(
        QuestionType.MATCHING, Choice("A0", right=True, match="sổ"), Choice("P0", right=True, match="phiếu")
    )
    second = asked(
        QuestionType.MATCHING, Choice("A0", right=True, match="phiếu"), Choice("P0", right=True, match="sổ")
    )
    translate = translation(first, second)
    assert translate
    assert translate([(0, [0, -1])]) == [(0, [1, -1])]
    other = asked(
        QuestionType.MATCHING, Choice("A0", right=True, match="thẻ"), Choice("P0", right=True, match="sổ")
    )
    assert translation(first, other) is None


def test_accepted_answers_and_tolerance_are_the_key_and_labels_are_words() -> None:
    number = [
        asked(QuestionType.NUMERICAL, Choice(text, right=True, points=1)) for text in ("12", "12 ± 0,5")
    ]
    translate = translation(*number)
    assert translate
    assert translate([(0, "12,3")]) == [(0, "12,3")]
    fields = [
        asked(
            QuestionType.FORM,
            Choice("Họ tên", right=True, match="An"),
            Choice("Năm", right=True, match="1990"),
        ),
        asked(
            QuestionType.FORM,
            Choice("Năm", right=True, match="1991"),
            Choice("Họ tên", right=True, match="An"),
        ),
    ]
    translate = translation(*fields)
    assert translate
    assert translate([(0, ["An", "1991"])]) == [(0, ["1991", "An"])]
    assert translation(number[0], fields[0]) is None

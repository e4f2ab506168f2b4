"""Questions of every kind are read, written, answered and judged."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizzes.exercise.accepting import accepts, readings, span_of
from quizzes.exercise.answers import Answer, is_legal, right_answer, worst_answer
from quizzes.exercise.checking import read_and_check
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Choice, Exercise, QuestionType, Scene, exercise_from, graph_of, words_of
from quizzes.exercise.judging import judge, worth
from quizzes.exercise.playing import IllegalPath, Play
from quizzes.exercise.scoring import score, values
from quizzes.exercise.telling import feedback_of, told_of
from quizzes.exercise.writing import write_exercise
from tests.factories.kinds import (
    ALL_KINDS,
    RIGHT,
    WRONG,
    answers_to,
    lists_of_questions,
    questions,
)
from tests.factories.quizzes import BERRIES, QUESTIONS

EXERCISE, FINDINGS = read_exercise(ALL_KINDS)
BY_KIND = {scene.type: scene for scene in EXERCISE.scenes}


def answered(*given: Answer, exercise: Exercise = EXERCISE) -> Fraction:
    return score(exercise, list(enumerate(given))).score


def test_every_kind_is_read_from_its_text() -> None:
    assert FINDINGS == []
    assert [scene.type for scene in EXERCISE.scenes] == list(QuestionType)
    several = BY_KIND[QuestionType.MULTIPLE]
    assert (several.hint, several.basis, several.tags) == (
        "Ai thấy cũng báo được.",
        ("Điều 51 Luật Trẻ em",),
        ("nhận biết", "bài 1"),
    )
    pairs = BY_KIND[QuestionType.MATCHING].choices
    assert [(each.text, each.match) for each in pairs][1:] == [("Báo tin về trẻ em", "111"), ("", "113")]


def test_it_is_written_as_it_was_read_and_in_english() -> None:
    assert write_exercise(EXERCISE).count("DẠNG:") == 7
    assert "TYPE: short answer" in write_exercise(EXERCISE, "en")


@settings(deadline=None)
@given(lists_of_questions(), st.sampled_from(["vi", "en"]))
def test_text_to_exercise_to_text_changes_nothing(exercise: Exercise, language: str) -> None:
    text = write_exercise(exercise, language)
    again, found = read_exercise(text)
    assert (again, found) == (exercise, [])
    assert write_exercise(again, language) == text
    assert exercise_from(graph_of(exercise), words_of(exercise)) == exercise


def test_what_says_nothing_new_is_stored_as_before() -> None:
    for text in (BERRIES, QUESTIONS):
        exercise, _ = read_exercise(text)
        assert {key for scene in graph_of(exercise)["scenes"] for key in scene} == {
            "ending",
            "must_pass",
            "lesson",
            "choices",
        }
        assert {len(choice) for scene in words_of(exercise)["scenes"] for choice in scene["choices"]} == {2}
        assert "quotas" not in graph_of(exercise)


def test_right_answers_are_worth_everything_and_wrong_ones_nothing() -> None:
    assert answered(*RIGHT) == 1
    assert answered(*WRONG) == 0
    assert answered(*[right_answer(scene) for scene in EXERCISE.scenes]) == 1


@pytest.mark.parametrize(
    ("kind", "answer", "share"),
    [
        (QuestionType.MULTIPLE, [0], Fraction(1, 2)),
        (QuestionType.MULTIPLE, [0, 1, 2], Fraction(1, 2)),
        (QuestionType.MULTIPLE, [0, 2], Fraction(0)),
        (QuestionType.TRUE_FALSE, [0, 1], Fraction(1, 2)),
        (QuestionType.ORDERING, [0, 2, 1], Fraction(0)),
        (QuestionType.ORDERING, [1, 2, 0], Fraction(1, 2)),
        (QuestionType.MATCHING, [0, -1], Fraction(1, 2)),
        (QuestionType.NUMERICAL, "75,5", Fraction(1)),
        (QuestionType.NUMERICAL, "75.6", Fraction(0)),
        (QuestionType.NUMERICAL, "khoảng 75", Fraction(0)),
        (QuestionType.SHORT_ANSWER, " a0/ctv. ", Fraction(1)),
        (QuestionType.FORM, ["trần thị hoa", "", "2"], Fraction(1, 3)),
    ],
)
def test_a_part_of_what_is_right_is_worth_its_share(
    kind: QuestionType, answer: Answer, share: Fraction
) -> None:
    assert judge(BY_KIND[kind], answer).share == share


@pytest.mark.parametrize(
    ("kind", "answer", "told"),
    [
        (QuestionType.SINGLE, 0, (0,)),
        (QuestionType.MULTIPLE, [0, 2], (1, 2)),
        (QuestionType.MULTIPLE, [0, 1], (0, 1)),
        (QuestionType.TRUE_FALSE, [0, 1], (1,)),
        (QuestionType.ORDERING, [1, 2, 0], (0, 1)),
        (QuestionType.MATCHING, [0, 2], (1, 2)),
        (QuestionType.MATCHING, [1, 0], (0, 1)),
        (QuestionType.NUMERICAL, "90", (1,)),
        (QuestionType.NUMERICAL, "91", (0,)),
        (QuestionType.FORM, ["Trần Thị Hoa", "1926", "1"], (1,)),
    ],
)
def test_the_feedback_is_that_of_what_was_wrong(
    kind: QuestionType, answer: Answer, told: tuple[int, ...]
) -> None:
    assert judge(BY_KIND[kind], answer).told == told


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (QuestionType.SINGLE, 2),
        (QuestionType.SINGLE, True),
        (QuestionType.SINGLE, [1]),
        (QuestionType.SINGLE, "1"),
        (QuestionType.MULTIPLE, 1),
        (QuestionType.MULTIPLE, [0, 0]),
        (QuestionType.MULTIPLE, [3]),
        (QuestionType.TRUE_FALSE, ["0"]),
        (QuestionType.ORDERING, [0, 1]),
        (QuestionType.ORDERING, [0, 1, 1]),
        (QuestionType.MATCHING, [0]),
        (QuestionType.MATCHING, [0, 3]),
        (QuestionType.MATCHING, [0, -2]),
        (QuestionType.NUMERICAL, 75),
        (QuestionType.NUMERICAL, "7" * 201),
        (QuestionType.SHORT_ANSWER, "sổ\u0000A0"),
        (QuestionType.SHORT_ANSWER, None),
        (QuestionType.FORM, ["Hoa"]),
        (QuestionType.FORM, ["Hoa", 1962, "1"]),
        (QuestionType.FORM, "Hoa"),
    ],
)
def test_what_nobody_can_have_answered_is_refused(kind: QuestionType, answer: object) -> None:
    assert not is_legal(BY_KIND[kind], answer)
    alone = replace(EXERCISE, scenes=(BY_KIND[kind],))
    with pytest.raises(IllegalPath):
        Play(alone).walk([(0, answer)])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("wanted", "given", "fits"),
    [
        ("12,5", "12.5", True),
        ("12,5", "12,50", True),
        ("1.250", "1250", True),
        ("1.250", "1 250", True),
        ("1250", "1.250", True),
        ("1250", "1,250", True),
        ("1.250,5", "1250,5", True),
        ("1.250.000", "1250000", True),
        ("-5", "−5", True),
        ("12 +- 0.5", "11,5", True),
        ("12 ± 0,5", "11,4", False),
        ("05", "5", False),
        ("05", "05", True),
        ("sổ A0 | A0/CTV", "SO  a0", True),
        ("Đúng", "dung", True),
        ("12", "", False),
        ("12", "1.2.3", False),
        ("85", "85%", True),
        ("85 % ± 1", "84,5 %", True),
        ("100%", "100", True),
        ("85", "%", False),
        ("12", " 12. ", True),
        ("2,5", "2,5!", True),
        ("1.200", "1.200,0", True),
        ("1.200", "1,2", False),
        ("05/03/1978", "5-3-1978", True),
        ("5/3/1978", "05 / 03 / 1978.", True),
        ("5/3/1978", "3/5/1978", False),
        ("Đường Đê", "DUƠNG đê", True),
    ],
)
def test_numbers_and_words_are_read_kindly(wanted: str, given: str, fits: bool) -> None:
    assert accepts(wanted, given) is fits


def test_a_tab_from_a_table_is_no_reason_to_lose_an_attempt() -> None:
    assert is_legal(BY_KIND[QuestionType.SHORT_ANSWER], "sổ\ta0")
    assert judge(BY_KIND[QuestionType.SHORT_ANSWER], "sổ\ta0").is_right


def test_an_answer_is_called_by_all_its_words_and_what_is_typed_by_the_first() -> None:
    said = Choice("Sổ A0 | A0/CTV", "Đúng.")
    for kind, called in ((QuestionType.MULTIPLE, said.text), (QuestionType.SHORT_ANSWER, "Sổ A0")):
        assert told_of(Scene("Câu", type=kind, choices=(said,)), [said]) == [(called, "Đúng.")]
    assert right_answer(Scene("Câu", type=QuestionType.SHORT_ANSWER, choices=(Choice("| A0"),))) == "A0"


@pytest.mark.parametrize("kind", QuestionType)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_test_tells_no_feedback_to_what_is_right(kind: QuestionType, data: st.DataObject) -> None:
    scene = data.draw(questions(kind))
    answer = data.draw(answers_to(scene))
    judged = judge(scene, answer)
    assert not any(choice.right for choice in feedback_of(scene, judged, in_test=True))
    if not judged.is_right:
        told = {scene.choices[each] for each in judged.taken if not scene.choices[each].right}
        wanted = {choice for choice in told if choice.feedback}
        assert set(feedback_of(scene, judged, in_test=True)) == wanted


@given(st.text(max_size=40))
def test_no_typed_text_breaks_the_reading_of_numbers(text: str) -> None:
    assert all(isinstance(number, Fraction) for number in readings(text))
    span_of(text)
    accepts(text, text)


@settings(deadline=None)
@given(questions().flatmap(lambda scene: st.tuples(st.just(scene), answers_to(scene))))
def test_every_answer_is_worth_a_share_between_nothing_and_everything(pair: tuple[Scene, Answer]) -> None:
    scene, answer = pair
    assert is_legal(scene, answer)
    judged, (best, least) = judge(scene, answer), worth(scene)
    assert 0 <= judged.share <= 1
    assert least <= judged.points <= best
    assert judged.is_right is (judged.points == best)
    assert set(judged.taken) | set(judged.told) | set(judged.wrong) <= set(range(len(scene.choices)))


@settings(deadline=None)
@given(questions())
def test_the_right_answer_has_everything_and_the_worst_nothing(scene: Scene) -> None:
    assume(
        scene.type is not QuestionType.MATCHING or len({each.match.casefold() for each in scene.choices}) > 1
    )
    assert judge(scene, right_answer(scene)).share == 1
    assert judge(scene, worst_answer(scene)).share == 0


@st.composite
def taken(draw: st.DrawFn) -> tuple[Exercise, list[tuple[int, Answer]], list[int]]:
    """A list of questions, an order in which they are asked, and answers in that order."""
    exercise = draw(lists_of_questions())
    order = draw(st.permutations(range(len(exercise.scenes))))
    return exercise, [(scene, draw(answers_to(exercise.scenes[scene]))) for scene in order], order


@settings(deadline=None)
@given(taken())
def test_regrets_add_up_and_the_order_of_drawing_changes_nothing(
    case: tuple[Exercise, list[tuple[int, Answer]], list[int]],
) -> None:
    exercise, path, order = case
    result = score(exercise, path, order)
    play = Play(exercise, order)
    earned = sum(judge(exercise.scenes[scene], answer).points for scene, answer in path)
    assert sum(each.regret for each in result.decisions) == values(play).best[order[0]] - earned
    assert 0 <= result.score <= 1
    in_order = score(exercise, sorted(path, key=lambda step: step[0]))
    assert (in_order.score, in_order.passed) == (result.score, result.passed)


@pytest.mark.parametrize("kind", QuestionType)
def test_a_question_without_answers_can_be_looked_at(kind: QuestionType) -> None:
    empty = Exercise(scenes=(Scene("Câu", "Hỏi gì?", type=kind),))
    typed = kind in (QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER)
    path = [] if kind is QuestionType.SINGLE else [(0, "" if typed else [])]
    assert score(empty, path).score in (0, 1)
    assert read_and_check(write_exercise(empty))[1]


def test_a_must_pass_question_must_be_wholly_right() -> None:
    kinds = [right_answer(scene) for scene in EXERCISE.scenes]
    kinds[5] = "90"
    result = score(EXERCISE, list(enumerate(kinds)))
    assert (result.missed, result.passed) == (True, False)

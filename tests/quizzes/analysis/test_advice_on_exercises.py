"""Five places to look at first, each with a sentence that says what to do there."""

from lms.base.messages import Message
from quizzes.analysis.rules.advising import Advice, look_first
from quizzes.analysis.statistics.branching import figures_of
from quizzes.analysis.statistics.judging import Given, Judge
from quizzes.analysis.statistics.pooling import Way
from quizzes.exercise.grammar import read_exercise
from tests.factories.quizzes import BERRIES
from tests.quizzes.analysis.test_answer_tables import HEAD, MULTIPLE, WORDS

REASON = "> Không biết quả gì thì không ăn, phải hỏi người lớn đã."
LIST = "# Hỏi\nMã: hoi\nLoại: luyện tập\n" + "".join(
    f"\n== Câu {number}\nXEM LẠI: bài {number}\nGọi số nào?\n= 111\n> Đúng.\n"
    f"* 115\n{REASON}\n* 113\n{REASON}\n"
    for number in range(1, 8)
)


def advice(
    text: str,
    ways: list[tuple[tuple[tuple[int, Given], ...], int]],
    against: dict[int, float | None] | None = None,
    stopped: dict[int, int] | None = None,
) -> list[Advice]:
    exercise, findings = read_exercise(text)
    assert [each for each in findings if each.error] == []
    judge = Judge(exercise)
    everything = frozenset(range(len(exercise.scenes)))
    figures = figures_of(judge, [Way(path, people, everything) for path, people in ways], stopped)
    return look_first(judge, figures, against or {})


def words(found: Advice) -> str:
    assert all(isinstance(each, Message) for each in found.sentences)
    return " ".join(map(str, found.sentences))


def test_the_five_places_where_all_lose_most_come_first() -> None:
    wrong = [tuple((scene, 1 if scene < number else 0) for scene in range(7)) for number in range(1, 8)]
    found = advice(LIST, [(path, 10) for path in wrong])
    assert [each.scene for each in found] == [0, 1, 2, 3, 4]
    assert found[0].decision.contributed > found[4].decision.contributed


def test_where_nobody_loses_a_point_there_is_nothing_to_look_at() -> None:
    assert advice(LIST, [(tuple((scene, 0) for scene in range(7)), 50)]) == []


def test_few_people_get_a_range_and_no_verdict() -> None:
    (found,) = advice(HEAD + "Gọi số nào?\n= 111\n* 115\n", [(((0, 0),), 4), (((0, 1),), 4)])
    assert len(found.sentences) == 1
    assert "Only 8 people were here so far: of a hundred, between 22 and 78" in words(found)


def test_fewer_than_five_people_are_not_spoken_of() -> None:
    assert advice(HEAD + "Gọi số nào?\n= 111\n* 115\n", [(((0, 1),), 4)]) == []


def test_a_tempting_choice_without_feedback_asks_for_it() -> None:
    (found,) = advice(HEAD + "Gọi số nào?\n= 111\n* 115\n", [(((0, 0),), 79), (((0, 1),), 41)])
    assert "41 of 120 people chose B (“115”), and it has no feedback" in words(found)


def test_feedback_that_only_says_no_asks_for_a_reason() -> None:
    (found,) = advice(HEAD + "Gọi số nào?\n= 111\n* 115\n> Không đúng.\n", [(((0, 0),), 79), (((0, 1),), 41)])
    assert "41 of 120 people chose B (“115”); the feedback does not yet say why" in words(found)


def test_feedback_with_a_reason_asks_for_the_people_s_own() -> None:
    (found,) = advice(HEAD + f"Gọi số nào?\n= 111\n* 115\n{REASON}\n", [(((0, 0),), 79), (((0, 1),), 41)])
    assert "Ask a few of them what made it look right" in words(found)


def test_a_choice_that_beats_the_best_one_asks_whether_the_key_is_right() -> None:
    (found,) = advice(HEAD + "Gọi số nào?\n= 111\n* 115\n", [(((0, 0),), 10), (((0, 1),), 50)])
    assert "More people chose B (“115”) (50) than A (“111”) (10)" in words(found)


def test_a_choice_that_only_few_take_is_dead_and_not_tempting() -> None:
    found = advice(LIST, [(tuple((scene, 0) for scene in range(7)), 60), (((0, 1),), 1)])
    assert "chose B (" not in words(found[0])
    assert "Hardly anybody chose B, C: put a mistake there" in words(found[0])
    assert "Lesson 1 explains it." in words(found[0])


def test_a_grave_error_that_many_make_is_said_first() -> None:
    found = advice(BERRIES, [(((0, 1), (1, 1)), 6), (((0, 1), (1, 0)), 40)])
    assert str(found[0].sentences[0]).startswith(
        "6 of 46 people chose B (“Ăn luôn cho nhanh”), a grave error."
    )


def test_only_what_can_hardly_be_chance_goes_against_the_others() -> None:
    ways: list[tuple[tuple[tuple[int, Given], ...], int]] = [(((0, 0),), 60), (((0, 1),), 43)]
    text = HEAD + "Gọi số nào?\n= 111\n* 115\n"
    assert "do worse here" in words(advice(text, ways, {0: -0.3})[0])
    assert "do worse here" not in words(advice(text, ways, {0: -0.1})[0])
    assert "do worse here" not in words(advice(text, ways, {0: None})[0])


def test_where_people_stop_is_said() -> None:
    found = advice(BERRIES, [(((0, 0),), 40)], stopped={0: 3})
    assert "3 people are known to have stopped here" in words(found[0])


def test_of_an_answer_in_parts_the_part_is_named_that_most_get_wrong() -> None:
    (found,) = advice(HEAD + MULTIPLE, [(((0, (0, 1)),), 20), (((0, (0,)),), 15), (((0, (0, 1, 2)),), 5)])
    assert "15 of 40 people were wrong about “Công an”" in words(found)


def test_of_typed_answers_the_table_is_to_be_read() -> None:
    (found,) = advice(HEAD + WORDS, [(((0, "A0"),), 20), (((0, "sổ xanh"),), 15)])
    assert "15 of 35 people typed nothing that is accepted" in words(found)

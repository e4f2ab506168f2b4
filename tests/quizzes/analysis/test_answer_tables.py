"""The answer table of every kind of question: what was answered, how often, what it is worth."""

import pytest

from quizzes.analysis.models import FEW
from quizzes.analysis.rules.tabulating import Line, table_of
from quizzes.analysis.statistics.branching import figures_of
from quizzes.analysis.statistics.guessing import random_guess
from quizzes.analysis.statistics.judging import Given, Judge
from quizzes.analysis.statistics.pooling import Way
from quizzes.exercise.grammar import read_exercise

HEAD = "# Hỏi\nMã: hoi\nLoại: luyện tập\n\n== Câu\n"
SINGLE = "Gọi số nào?\n= 111\n> Đúng.\n* 115\n> Sai.\n"
MULTIPLE = "DẠNG: chọn nhiều\nGọi ai?\n= 111\n= Công an\n* Hàng xóm\n"
STATEMENTS = "DẠNG: đúng sai\nĐúng hay sai?\n= 111 miễn phí\n* 111 chỉ trực ban ngày\n"
ORDER = "DẠNG: sắp xếp\nXếp lại.\n= Nghe\n= Ghi\n= Báo\n"
PAIRS = "DẠNG: ghép đôi\nGhép lại.\n= 111 <=> trẻ em\n= 115 <=> cấp cứu\n* <=> cứu hỏa\n"
WORDS = "DẠNG: trả lời ngắn\nGhi vào sổ nào?\n= sổ A0 | A0\n* sổ hộ khẩu\n"
NUMBER = "DẠNG: số\nBao nhiêu?\n= 12 ± 0,5\n"
FORM = "DẠNG: biểu mẫu\nĐiền vào.\n= Họ và tên <=> Nguyễn Văn An\n= Số con <=> 2\n"


def table(text: str, answers: list[tuple[Given, int]]) -> list[Line]:
    """The table of a list of one question that people answered so."""
    exercise, findings = read_exercise(HEAD + text)
    assert [each for each in findings if each.error] == []
    judge = Judge(exercise)
    ways = [Way(((0, given),), people, frozenset({0})) for given, people in answers]
    return table_of(judge, figures_of(judge, ways).decisions[0])


def said(lines: list[Line]) -> list[tuple[str, str, int, float | None]]:
    return [(line.letter, line.words, line.people, line.credit) for line in lines]


def test_every_choice_stands_in_the_order_of_the_text_also_one_that_nobody_took() -> None:
    assert said(table(SINGLE, [(0, 30)])) == [("A", "111", 30, 1.0), ("B", "115", 0, 0.0)]
    assert [line.dead for line in table(SINGLE, [(0, 30)])] == [False, True]


def test_of_several_choices_each_is_counted_by_who_ticked_it() -> None:
    lines = table(MULTIPLE, [((0, 1), 6), ((0, 2), 4)])
    assert said(lines) == [("A", "111", 10, 1.0), ("B", "Công an", 6, 1.0), ("C", "Hàng xóm", 4, 0.0)]
    assert [line.share for line in lines] == [1.0, 0.6, 0.4]


def test_of_statements_it_is_counted_who_said_that_they_are_true() -> None:
    assert said(table(STATEMENTS, [((0,), 7), ((0, 1), 3)])) == [
        ("A", "111 miễn phí", 10, 1.0),
        ("B", "111 chỉ trực ban ngày", 3, 0.0),
    ]


def test_orders_that_enough_people_gave_are_shown_the_others_together() -> None:
    assert said(table(ORDER, [((0, 1, 2), 8), ((1, 0, 2), 5), ((2, 1, 0), 2)])) == [
        ("", "A → B → C", 8, 1.0),
        ("", "B → A → C", 5, 0.0),
        ("", "", 2, None),
    ]


def test_pairs_show_what_was_put_to_each_left_side() -> None:
    assert said(table(PAIRS, [((0, 1), 6), ((0, 2), 3), ((1, -1), 1)])) == [
        ("A", "111 ⇄ trẻ em", 9, 1.0),
        ("A", "111 ⇄ cấp cứu", 1, 0.0),
        ("B", "115 ⇄ cấp cứu", 6, 1.0),
        ("B", "115 ⇄ cứu hỏa", 3, 0.0),
        ("B", "115 ⇄ —", 1, 0.0),
    ]


def test_what_few_people_typed_is_not_shown() -> None:
    """It might name somebody."""
    lines = table(WORDS, [("sổ A0", 4), ("So a0", 3), ("sổ hộ khẩu", 5), ("sổ của chị Lan", 1)])
    assert said(lines) == [("", "so a0", 7, 1.0), ("", "so ho khau", 5, 0.0), ("", "", 1, None)]


def test_numbers_are_judged_with_their_tolerance() -> None:
    assert said(table(NUMBER, [("12,4", 6), ("13", 5)])) == [("", "12,4", 6, 1.0), ("", "13", 5, 0.0)]


def test_each_field_of_a_form_is_counted_by_itself() -> None:
    lines = table(FORM, [(("Nguyễn Văn An", "2"), 6), (("Nguyễn Văn An", "3"), 5), (("chị Lan", "2"), 1)])
    assert said(lines) == [
        ("", "Họ và tên: nguyen van an", 11, 1.0),
        ("", "Họ và tên", 1, None),
        ("", "Số con: 2", 7, 1.0),
        ("", "Số con: 3", 5, 0.0),
    ]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (SINGLE, 0.5),
        (SINGLE + "* 113 +1\n", 2 / 3),
        (STATEMENTS, 0.5),
        (ORDER, 1 / 3),
        (PAIRS, 1 / 3),
        (MULTIPLE, None),
        (WORDS, None),
        (NUMBER, None),
        (FORM, None),
    ],
)
def test_guessing_gives_so_much(text: str, share: float | None) -> None:
    exercise, _ = read_exercise(HEAD + text)
    found = random_guess(exercise.scenes[0])
    assert found is None if share is None else found == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "answers", "right"),
    [
        (WORDS, [f"Lò Thị Mới{' ' * each}" for each in range(FEW)], "A0"),
        (FORM, [("Lò Thị Mới", str(each)) for each in range(FEW)], ("Nguyễn Văn An", "2")),
        (ORDER, [(2, 1, 0)] * FEW, (0, 1, 2)),
    ],
)
def test_what_one_person_gave_time_and_again_is_not_shown_as_if_many_had(
    text: str, answers: list[Given], right: Given
) -> None:
    exercise, _ = read_exercise(HEAD + text)
    judge, asked = Judge(exercise), frozenset({0})
    ways = [Way(((0, given),), 1, asked, who=frozenset({FEW})) for given in answers]
    ways += [Way(((0, right),), FEW, asked, who=frozenset(range(FEW)))]
    found = figures_of(judge, ways).decisions[0]
    assert (found.reached, found.people) == (2 * FEW, FEW + 1)
    lines = table_of(judge, found)
    assert not any("lo thi moi" in line.words or "C → B → A" in line.words for line in lines)
    assert next(line.people for line in lines if line.credit == 1.0) == FEW
    assert next(line.people for line in lines if line.credit is None) == FEW

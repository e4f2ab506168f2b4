"""What is wrong with an exercise is found, with line and scene."""

import pytest

from quizzes.exercise.checking import differences, read_and_check
from tests.factories.kinds import ALL_KINDS
from tests.factories.quizzes import BERRIES, ORIENTATION, PRACTICE, QUESTIONS


def found_in(source: str) -> set[tuple[int, str, str, bool]]:
    return {
        (finding.line, finding.scene, finding.sentence.text.split(":")[0][:40], finding.error)
        for finding in read_and_check(source)[1]
    }


def sentences(source: str) -> list[str]:
    return [str(finding.sentence) for finding in read_and_check(source)[1]]


TWELVE_FAULTS = (
    """
# Mười hai lỗi
Mã: muoi-hai-loi
Năng lực: x, y

== Một
Lời dẫn.
* Đi tiếp bằng một câu trả lời rất dài dòng -> Hai +2
> Đúng. (x)
* Đi lối kia -> Ngỏ cụt
> Sai. (x)
* Đứng yên -> Ngõ cụt

== Hai
Hai đường như nhau.
* Sang trái, là câu dài nhất ở đây -> Ba
> Như nhau.
* Sang phải -> Ba
> Như nhau.

== Ba
Cảnh này không ai ra khỏi được.
* Chờ một lúc lâu cho chắc -> Bốn +1
> Chờ. (y)
*! Chạy -> Bốn

== Bốn
Vòng về.
* Quay lại mãi mãi không thôi -> Ba +1
> Vòng. (y)
* Lại quay -> Ba
> Vòng.

== Ngõ cụt
Hết đường.

== Bỏ quên
KẾT THÚC: tạm được. Không rõ.

== Dài dòng
%(long)s
KẾT THÚC: đạt. Xong.
* Đi tiếp -> Một

== Một
KẾT THÚC: đạt. Trùng tên.
> Phản hồi lạc
""".lstrip()
    % {"long": "dài " * 95}
)


def test_twelve_planted_faults_are_found_with_line_and_scene() -> None:
    found = found_in(TWELVE_FAULTS)
    expected = {
        (9, "Một", "There is no scene “%(name)s”. Is “%(near", True),
        (11, "Một", "A choice that is not the best has no fee", False),
        (13, "Hai", "All choices lead to the same place with ", False),
        (13, "Hai", "No choice says which competency the scen", False),
        (20, "Ba", "From this scene no ending can be reached", True),
        (24, "Ba", "A critical error must say why", True),
        (33, "Ngõ cụt", "Dead end", True),
        (37, "Bỏ quên", "After “KẾT THÚC", True),
        (39, "Dài dòng", "The scene has %(count)d syllables; more ", False),
        (39, "Dài dòng", "After an ending only ways back (~>) may ", True),
        (44, "Một", "Another scene has the name “%(name)s”.", True),
        (46, "Một", "Feedback (>) belongs below a choice.", True),
    }
    circle = (20, "Ba", "Choices lead in a circle back to this sc", True)
    without_what_the_circle_hides = {each for each in expected if each[0] != 11}
    assert without_what_the_circle_hides | {circle} <= found
    mended = TWELVE_FAULTS.replace("-> Ba +1", "~> Ba").replace("Lại quay -> Ba", "Lại quay ~> Ba")
    assert (11, "Một", "A choice that is not the best has no fee", False) in found_in(mended)


def test_clean_texts_have_no_finding() -> None:
    assert read_and_check(BERRIES)[1] == []
    assert read_and_check(PRACTICE)[1] == []
    assert read_and_check(ORIENTATION)[1] == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("# Hái quả trong rừng\n", "", "The exercise has no title (# title)."),
        ("Mã: hai-qua", "Ma so: x", "The head has no “Ma so:”."),
        ("Mã: hai-qua", "Điểm dat đuoc: 1", "Is “Điểm đạt:” meant?"),
        ("Điểm đạt: 70", "Điểm đạt: bảy mươi", "takes a whole number, not “bảy mươi”"),
        ("Điểm đạt: 70", "Điểm đạt: 0", "between 1 and 100"),
        ("Điểm đạt: 70", "Loại: trò chơi", "The kind is “luyện tập”"),
        ("Điểm đạt: 70", "Điểm đạt:", "has no value"),
        ("Điểm đạt: 70", "Số câu: 2", "Only questions are drawn"),
        ("-> Gặp bà +2", "-> Gặp ba +2", "Is “Gặp bà” meant?"),
        ("-> Gặp bà +2", "->", "The arrow leads nowhere"),
        ("-> Gặp bà +2", "", "write -> and the name of a scene"),
        ("* Hỏi bà đã", "*", "The choice has no words."),
        ("* Hỏi bà đã", "= Hỏi bà đã", "An answer marked with = leads nowhere"),
        ("* Hỏi bà đã", "* Cứ ăn thử xem", "A choice above has the same words"),
        ("-> Gặp bà +2", "-> Gặp bà +99999", "at most 1000 points"),
        ("== Gặp bà", "== Gặp bà +2", "does not end in points"),
        ("== Gặp bà", "==", "The scene has no name."),
        ("Bà bảo đó", "[ảnh: | bà]\nBà bảo đó", "is written [ảnh:"),
        ("Bà bảo đó", "[ảnh: ba.webp]\nBà bảo đó", "needs words for those"),
        ("> Quả bẩn làm đau bụng.", "Lời dẫn lạc", "Text stands after a choice"),
        ("KẾT THÚC: đạt.", "KẾT THÚC: chưa đạt.", "no good ending"),
        ("KẾT THÚC: đạt. Quả ngọt lắm.", "KẾT THÚC: đạt. A.\nKẾT THÚC: đạt. B.", "a second ending"),
        ("-> Vui vẻ +1", "-> Đau bụng +1", "No choice leads to this scene"),
        ("*! Ăn luôn cho nhanh -> Đau bụng -1", "*! Ăn luôn cho nhanh -> Vui vẻ +5", "marked as a critical"),
    ],
)
def test_each_fault_of_a_scenario_has_its_sentence(before: str, after: str, sentence: str) -> None:
    assert before in BERRIES
    assert any(sentence in found for found in sentences(BERRIES.replace(before, after)))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("Số câu: 2", "Số câu: 3", "with at least 9"),
        ("= 111", "* 111", "No answer is marked as right"),
        ("* 115", "= 115", "More than one answer is marked"),
        ("* 115\n> 115 là cấp cứu.\n", "", "at least two answers"),
        ("= 111", "=! 111", "cannot be right and a critical"),
        ("Số câu: 2", "Số câu: 7", "at least the 1 questions"),
        ("Số lần làm: 2", "Số lần làm: 0", "At least one attempt"),
        ("BẮT BUỘC", "BẮT BUỘC\nKẾT THÚC: đạt. Hết.", "no answers marked with ="),
    ],
)
def test_each_fault_of_a_test_has_its_sentence(before: str, after: str, sentence: str) -> None:
    assert before in QUESTIONS
    assert any(sentence in found for found in sentences(QUESTIONS.replace(before, after)))


@pytest.mark.parametrize(
    ("text", "before", "after", "sentence"),
    [
        (PRACTICE, "> 111 trực cả ngày đêm.\n", "", "The right answer has no feedback"),
        (PRACTICE, "> Cả đêm nữa.\n", "", "A choice that is not the best has no feedback"),
        (PRACTICE, "Loại: luyện tập", "Loại: luyện tập\nSố câu: 1", "Only an assessment draws questions"),
        (QUESTIONS, "XEM LẠI: bài 1\n", "", "names no lesson to read again"),
        (ORIENTATION, "XEM LẠI: bài 2\n", "", "names no lesson to read again"),
        (ORIENTATION, ORIENTATION[ORIENTATION.index("== Bốn") :], "", "has 4 to 20 questions"),
        (ORIENTATION, "Loại:", "Điểm đạt: 50\nLoại:", "has no pass mark"),
        (ORIENTATION, "Loại:", "Số câu: 4\nLoại:", "has no pass mark"),
        (BERRIES, "Điểm đạt: 70", "Loại: kiểm tra", "A scenario is practice"),
        (PRACTICE, "= 111", "= 111 +0", "This wrong answer earns as many points as a right one"),
        (ALL_KINDS, "* 90\n", "* 90 +1\n", "This wrong answer earns as many points as a right one"),
        (ALL_KINDS, "= 75 ± 0,5", "= 75 ± 0,5 +0", "The right answer earns no points"),
        (ALL_KINDS, "= 75 ± 0,5", "= 1.250", "write 1250, or 1,25 if that is meant"),
        (ALL_KINDS, "= 75 ± 0,5", "= 1,250", "write 1,25, or 1250 if that is meant"),
        (ALL_KINDS, "<=> 1962", "<=> 1.962", "write 1962, or 1,962 if that is meant"),
        (ALL_KINDS, "<=> 1962", "<=> ?!", "nothing is left to compare"),
        (ALL_KINDS, "= Sổ A0 | A0/CTV", "= |", "nothing is left to compare"),
        (ALL_KINDS, "* <=> 113", "* <=> 111", "This answer is accepted as right above"),
        (BERRIES, "Điểm đạt: 70", "Loại: định hướng", "A scenario is practice"),
    ],
)
def test_each_kind_keeps_its_own_rules(text: str, before: str, after: str, sentence: str) -> None:
    assert before in text
    assert any(sentence in found for found in sentences(text.replace(before, after)))


def test_an_orientation_test_needs_no_feedback_and_a_test_may_ask_all_it_has() -> None:
    assert not any("feedback" in found for found in sentences(ORIENTATION))
    assert not any("The bank" in found for found in sentences(QUESTIONS.replace("Số câu: 2\n", "")))


def guessable(*choices: str) -> str:
    scenes = "".join(f"== Câu {number}\nHỏi?\n{text}\n" for number, text in enumerate(choices))
    return f"# Đoán\nMã: doan\nLoại: luyện tập\nNăng lực: x\n{scenes}"


def test_a_best_choice_that_always_stands_in_the_same_place_is_a_warning() -> None:
    text = guessable(*["= A\n> Đúng.\n* BBB\n> Sai."] * 3)
    (sentence,) = sentences(text)
    assert sentence.startswith("In 3 of 3 scenes the best choice is number 1: somebody can guess it.")


def test_a_best_choice_that_is_always_the_longest_is_a_warning() -> None:
    text = guessable(
        "= AAA\n> Đúng.\n* B\n> Sai.", "* B\n> Sai.\n= AAA\n> Đúng.", "= AAA\n> Đúng.\n* B\n> Sai."
    )
    (sentence,) = sentences(text)
    assert sentence.startswith("In 3 of 3 scenes the best choice is the longest: somebody can guess it.")


def test_two_languages_must_share_one_graph() -> None:
    first, _ = read_and_check(BERRIES)
    second, _ = read_and_check(BERRIES.replace("-> Gặp bà +2", "-> Gặp bà +1"))
    third, _ = read_and_check(QUESTIONS)
    assert differences(first, first) == []
    assert [(found.line, found.scene) for found in differences(first, second)] == [(4, "Bìa rừng")]
    assert len(differences(first, third)) >= 2

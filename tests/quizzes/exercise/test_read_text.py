"""A trainer writes an exercise as text."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.exercise.checking import read_and_check
from quizzes.exercise.findings import errors
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Kind, exercise_from, graph_of, words_of
from quizzes.exercise.writing import write_exercise
from quizzes.library import LIBRARY
from tests.factories.quizzes import BERRIES, ORIENTATION, PRACTICE, QUESTIONS


def test_a_scenario_is_read_with_scenes_arrows_points_and_feedback() -> None:
    exercise, found = read_exercise(BERRIES)
    assert found == []
    assert (exercise.title, exercise.code, exercise.pass_mark) == ("Hái quả trong rừng", "hai-qua", 70)
    assert [scene.name for scene in exercise.scenes] == ["Bìa rừng", "Gặp bà", "Vui vẻ", "Đau bụng"]
    risky, asking = exercise.scenes[0].choices
    assert (risky.target, risky.points) == (3, 0)
    assert (asking.text, asking.target, asking.points, asking.feedback) == ("Hỏi bà đã", 1, 2, "Đúng.")
    assert exercise.scenes[1].choices[1].critical
    assert exercise.scenes[3].ending is False
    assert exercise.scenes[3].choices[0].retry


def test_questions_are_read_with_their_right_answers_and_marks() -> None:
    exercise, found = read_exercise(QUESTIONS)
    assert found == []
    assert (exercise.kind, exercise.draw, exercise.attempts, exercise.wait_hours) == (
        Kind.ASSESSMENT,
        2,
        2,
        12,
    )
    assert [scene.must_pass for scene in exercise.scenes] == [True, False, False]
    assert exercise.scenes[0].lesson == 1
    assert [choice.right for choice in exercise.scenes[0].choices] == [False, True]
    assert [choice.points for choice in exercise.scenes[0].choices] == [0, 1]


def test_a_list_is_an_assessment_unless_its_head_says_another_kind() -> None:
    assert read_exercise(PRACTICE)[0].kind is Kind.PRACTICE
    assert read_exercise(ORIENTATION)[0].kind is Kind.ORIENTATION
    assert read_exercise(PRACTICE.replace("Loại: luyện tập\n", ""))[0].kind is Kind.ASSESSMENT
    assert (
        read_exercise(ORIENTATION.replace("Loại: định hướng", "Kind: orientation"))[0].kind
        is Kind.ORIENTATION
    )


def test_english_keywords_mean_the_same() -> None:
    exercise, _ = read_exercise(QUESTIONS)
    again, found = read_exercise(write_exercise(exercise, "en"))
    assert found == []
    assert again == exercise


def test_tags_are_only_what_the_head_names() -> None:
    text = BERRIES.replace("> Đúng.", "> Gọi (111) nhé. (bao_ve_tre_em)")
    choice = read_exercise(text)[0].scenes[0].choices[1]
    assert (choice.feedback, choice.tags) == ("Gọi (111) nhé.", ("bao_ve_tre_em",))
    plain = BERRIES.replace("> Đúng.", "> Gọi ngay (111)")
    assert read_exercise(plain)[0].scenes[0].choices[1].feedback == "Gọi ngay (111)"


def test_names_of_scenes_match_without_case_and_in_either_normal_form() -> None:
    text = BERRIES.replace("-> Gặp bà", "-> GẶP BÀ")
    assert read_exercise(text) == read_exercise(BERRIES)


def test_all_shipped_exercises_are_faultless() -> None:
    for file in sorted(LIBRARY.glob("*.txt")):
        assert read_and_check(file.read_text("utf-8"))[1] == [], file.name


def test_text_and_exercise_turn_into_each_other() -> None:
    sources = [
        BERRIES,
        QUESTIONS,
        PRACTICE,
        ORIENTATION,
        *(file.read_text("utf-8") for file in LIBRARY.glob("*.txt")),
    ]
    for source in sources:
        exercise, _ = read_exercise(source)
        for language in ("vi", "en"):
            written = write_exercise(exercise, language)
            assert read_exercise(written) == (exercise, [])
            assert write_exercise(read_exercise(written)[0], language) == written
        assert exercise_from(graph_of(exercise), words_of(exercise)) == exercise


MARKS = ("==", "*", "*!", "=", ">", "->", "~>", "+2", "-1", "−3", "#", ":", "[ảnh:", "|", "]", "(x)")
WORDS = ("KẾT THÚC:", "đạt.", "chưa đạt.", "BẮT BUỘC", "XEM LẠI: bài 2", "Mã: thử", "Chờ: 3 giờ", "cảnh")
MORE = (
    "Năng lực: x, y",
    "Loại: kiểm tra",
    "Loại: định hướng",
    "Loại: luyện tập",
    "Số câu: 2",
    "Gặp bà",
    "Lắng nghe",
    "\n",
    "\n\n",
    "   ",
    "\t",
)
PIECES = st.sampled_from([*MARKS, *WORDS, *MORE])
SCRIBBLE = st.lists(PIECES | st.text(max_size=8), max_size=60).map(" ".join)
EDITED = st.tuples(
    st.sampled_from([BERRIES, QUESTIONS, PRACTICE, ORIENTATION]),
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 12), PIECES), max_size=8),
)


def edit(source: str, edits: list[tuple[int, int, str]]) -> str:
    for at, gone, new in edits:
        source = source[:at] + new + source[at + gone :]
    return source


@given(SCRIBBLE | EDITED.map(lambda pair: edit(*pair)) | st.text(max_size=300))
def test_no_text_breaks_it_and_every_finding_has_a_line(source: str) -> None:
    exercise, found = read_and_check(source)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= finding.line <= lines for finding in found)
    assert all(str(finding.sentence) for finding in found)
    if not errors(read_exercise(source)[1]):
        for language in ("vi", "en"):
            assert read_exercise(write_exercise(exercise, language))[0] == exercise


def test_a_hostile_text_is_read_in_one_go() -> None:
    for source in (
        "== a\n" * 60_000,
        "== a\n" + "* b -> c\n" * 40_000,
        "(" * 200_000,
        "[(" * 19_000,
        "* a " + "(" * 20_000,
        "> " + "(x" * 10_000,
        "# " + "x " * 99_000,
    ):
        assert read_and_check(source)[1]


def test_a_text_that_is_too_long_is_said_to_be() -> None:
    _, found = read_exercise("# Dài\n" + "a" * 40_001)
    assert "longer than" in str(found[0].sentence)

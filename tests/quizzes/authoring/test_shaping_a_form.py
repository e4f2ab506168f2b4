"""A text and its form say the same; what a form cannot show is kept where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.base.text import clean
from quizzes.authoring.rules.fitting import fit
from quizzes.authoring.rules.shaping import NoForm, Sheet, Unread, sheet_of, text_of
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Choice, Exercise, Kind, Media, QuestionType, Scene
from quizzes.exercise.writing import write_exercise
from tests.factories.exercises import exercises
from tests.factories.quizzes import BERRIES, QUESTIONS, end, scenario
from tests.quizzes.exercise.test_read_text import EDITED, SCRIBBLE, edit


@given(exercises())
def test_text_to_form_to_text_is_identical(exercise: Exercise) -> None:
    text = write_exercise(exercise)
    sheet = sheet_of(text)
    assert (sheet.exercise, sheet.known, sheet.has_unread) == (exercise, len(exercise.scenes), False)
    assert text_of(sheet, "vi") == text
    assert text_of(sheet_of(write_exercise(exercise, "en")), "en") == write_exercise(exercise, "en")


TYPED = st.text(max_size=20) | st.sampled_from(
    [
        "* gạch đầu dòng",
        "= 5",
        "> xem",
        "BẮT BUỘC",
        "XEM LẠI: bài 2",
        "KẾT THÚC: đạt.",
        "GỢI Ý: a",
        "[ảnh: a | b]",
        "A -> B",
        "Cảnh +2",
        "== B",
        "bên trái <=> bên phải",
        "(x)",
        "vì thế (x)",
        "a\n\n\n* b\n> c",
        "",
    ]
)
TYPED_CHOICES = st.builds(
    Choice,
    TYPED,
    feedback=TYPED,
    target=st.none() | st.integers(0, 2),
    points=st.integers(-2000, 2000),
    critical=st.booleans(),
    retry=st.booleans(),
    right=st.booleans(),
    tags=st.lists(st.sampled_from("xyz"), max_size=2).map(tuple),
    match=TYPED,
)
TYPED_SCENES = st.builds(
    Scene,
    TYPED,
    TYPED,
    media=st.lists(st.builds(Media, st.sampled_from(["image", "audio"]), TYPED, TYPED), max_size=1).map(
        tuple
    ),
    choices=st.lists(TYPED_CHOICES, max_size=4).map(tuple),
    ending=st.none() | st.booleans(),
    ending_text=TYPED,
    must_pass=st.booleans(),
    lesson=st.none() | st.integers(-1, 2000),
    type=st.sampled_from(QuestionType),
    hint=TYPED,
    basis=st.lists(TYPED, max_size=2).map(tuple),
    tags=st.lists(TYPED, max_size=2).map(tuple),
)
TYPED_EXERCISES = st.builds(
    Exercise,
    title=TYPED,
    kind=st.sampled_from(Kind),
    competencies=st.lists(st.sampled_from(["x", "y,z", ""]), max_size=2).map(tuple),
    pass_mark=st.integers(-1, 10_000),
    quotas=st.lists(st.tuples(st.integers(0, 2000), TYPED), max_size=2).map(tuple),
    scenes=st.lists(TYPED_SCENES, min_size=3, max_size=3).map(tuple),
)


@given(TYPED_EXERCISES)
def test_whatever_is_typed_into_a_form_can_be_read_in_its_text(exercise: Exercise) -> None:
    fitted = fit(exercise)
    assert read_exercise(write_exercise(fitted))[0] == fitted
    assert fit(fitted) == fitted
    assert len(fitted.scenes) == len(exercise.scenes)
    assert [len(scene.choices) for scene in fitted.scenes] == [
        len(scene.choices) for scene in exercise.scenes
    ]


def test_an_answer_that_is_right_and_leads_on_keeps_its_point() -> None:
    both = scenario(Scene("Đầu", "Lời.", choices=(Choice("Đi", target=1, points=1, right=True),)), end())
    assert read_exercise(write_exercise(both))[0].scenes[0].choices[0].points == 1


@given(SCRIBBLE | EDITED.map(lambda pair: edit(*pair)))
def test_a_text_with_mistakes_keeps_its_form(source: str) -> None:
    try:
        sheet = sheet_of(source)
    except NoForm:
        return
    text = text_of(sheet, "vi")
    again = sheet_of(text)
    assert again.known == sheet.known
    assert [len(scene.choices) for scene in again.scenes] == [len(scene.choices) for scene in sheet.scenes]
    kept = set(map(clean, text.split("\n")))
    assert {line for each in sheet.unread for line in (*each.above, *each.below)} <= kept
    assert set(sheet.head) <= kept


def test_an_arrow_to_a_scene_that_nobody_has_written_is_kept() -> None:
    text = BERRIES.replace("-> Gặp bà +2", "-> Gặp ông +2").replace("-> Vui vẻ", "-> gặp ông")
    sheet = sheet_of(text)
    assert [scene.name for scene in sheet.missing] == ["Gặp ông"]
    assert [choice.target for choice in sheet.scenes[0].choices] == [3, 4]
    assert "-> Gặp ông +2" in text_of(sheet, "vi")
    assert "-> Gặp ông +1" in text_of(sheet, "vi")
    assert "== Gặp ông" not in text_of(sheet, "vi")


def test_lines_that_cannot_be_read_stay_where_they_stood() -> None:
    text = (
        BERRIES.replace("Mã: hai-qua", "Mãa: hai-qua\nMã: hai-qua")
        .replace("Bé hỏi", "> lạc\nBé hỏi")
        .replace("> Đúng.\n\n== Gặp bà", "> Đúng.\nlời thừa\n\n== Gặp bà")
    )
    sheet = sheet_of(text)
    assert sheet.head == ("Mãa: hai-qua",)
    assert sheet.unread[0] == Unread(("> lạc",), ("lời thừa",))
    again = text_of(sheet, "vi")
    assert "== Bìa rừng\n> lạc\nBé hỏi" in again
    assert "> Đúng.\nlời thừa\n\n== Gặp bà" in again
    assert sheet_of(again) == sheet


def test_the_first_of_two_titles_or_endings_is_not_lost() -> None:
    sheet = sheet_of("# Một\n" + BERRIES.replace("KẾT THÚC: đạt.", "KẾT THÚC: chưa đạt. Cũ.\nKẾT THÚC: đạt."))
    assert sheet.head == ("# Một",)
    assert sheet.unread[2].above == ("KẾT THÚC: chưa đạt. Cũ.",)
    assert sheet_of(text_of(sheet, "vi")) == sheet


def test_a_text_with_too_much_that_cannot_be_read_has_no_form() -> None:
    with pytest.raises(NoForm) as refused:
        sheet_of("# Một\n" + "lạc\n" * 100 + "== A\nLời.\n")
    assert refused.value.line == 1
    with pytest.raises(NoForm):
        sheet_of("a" * 40_001)
    with pytest.raises(NoForm):
        sheet_of(
            "# Một\n== A\n"
            + "".join(f"* x -> Không có {n}\n" for n in range(9))
            + "".join(f"== {n}\n" for n in range(295))
        )


def test_scenes_get_names_of_their_own() -> None:
    exercise = Exercise("T", scenes=(Scene("A"), Scene(""), Scene("a"), Scene("B -> C"), Scene("Lần +2")))
    assert [scene.name for scene in fit(exercise).scenes] == ["A", "Cảnh 2", "a (2)", "B – C", "Lần 2"]
    unnamed = Exercise("T", scenes=(Scene(""), Scene("cảnh 1"), Scene("Cảnh 1 (2)")))
    assert [scene.name for scene in fit(unnamed).scenes] == ["Cảnh 1 (3)", "cảnh 1", "Cảnh 1 (2)"]


def test_a_line_that_would_be_read_as_a_mark_gets_a_dash() -> None:
    words = "* một\n= hai\n> ba\nBẮT BUỘC\nXEM LẠI: bài 1\nAnh nói: thôi."
    exercise = Exercise("T", scenes=(Scene("A", words),))
    assert (
        fit(exercise).scenes[0].text == "• một\n– = hai\n– > ba\n– BẮT BUỘC\n– XEM LẠI: bài 1\nAnh nói: thôi."
    )


def test_questions_keep_their_right_answers() -> None:
    sheet = sheet_of(QUESTIONS)
    assert [choice.right for choice in sheet.scenes[0].choices] == [False, True]
    assert read_exercise(text_of(sheet, "vi"))[0] == read_exercise(QUESTIONS)[0]
    assert isinstance(sheet, Sheet)

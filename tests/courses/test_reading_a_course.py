"""A folder says everything about a course: languages, sources, words, a page for the wall, pictures."""

from pathlib import Path

import pytest

from courses.library import read_course
from courses.source.course import ClauseReference
from courses.source.findings import BadCourse
from tests.factories.courses import TERMS, whole_toml, write_course

WHOLE = """
languages = ["vi"]
position = 20
audience = ["ctv_ds", "ctv_te"]
[aims]
vi = ["Ghi đúng.", "Ghi đủ."]
en = ["Write rightly.", "Write fully."]
[[questions]]
about = "Bài 2"
mark = "M"
text = "Sổ in hay sổ điện tử?"
"""


def a_course(library: Path, head: str = WHOLE, page: str = "page = 2") -> Path:
    """A course of two lessons in Vietnamese, with what stands beside them."""
    folder = write_course(library)
    toml = (folder / "course.toml").read_text("utf-8").replace("page = 2", page)
    (folder / "course.toml").write_text(head + toml, "utf-8")
    (folder / "terms.toml").write_text(TERMS + 'not = ["điều cấm nói"]\n', "utf-8")
    (folder / "vi/job-aid.md").write_text("# Nhớ khi ghi\n\n- Ghi ngay.\n", "utf-8")
    for path in (folder / "en").glob("*"):
        path.unlink()
    return folder


def test_everything_beside_the_lessons_is_read(tmp_path: Path) -> None:
    course = read_course(a_course(tmp_path))
    assert course.languages == ("vi",)
    assert (course.position, course.audience) == (20, ("ctv_ds", "ctv_te"))
    assert course.aims["en"] == ("Write rightly.", "Write fully.")
    assert [(each.about, each.mark) for each in course.questions] == [("Bài 2", "M")]
    assert course.terms[-1].avoid == ("điều cấm nói",)
    assert course.job_aids["vi"].title == "Nhớ khi ghi"
    assert course.findings == ()


def test_a_lesson_says_what_it_teaches_and_what_it_rests_on(tmp_path: Path) -> None:
    page = 'page = 2\ncompetencies = ["ghi_so"]\nsources = ["7/2024/TT#Điều 3", "7/2024/TT # Mục tiêu@2"]'
    lesson = read_course(a_course(tmp_path, page=page)).lessons[1]
    assert lesson.competencies == ("ghi_so",)
    assert lesson.sources == (
        ClauseReference("7/2024/TT", "Điều 3"),
        ClauseReference("7/2024/TT", "Mục tiêu", 2),
    )


def test_a_lesson_changed_here_takes_the_place_of_the_file(tmp_path: Path) -> None:
    course = read_course(a_course(tmp_path), {("vi", 2): "# Bài của xã\n\nViết ở đây.\n"})
    assert [step.texts["vi"].title for step in course.lessons] == ["Mở sổ", "Bài của xã"]


def test_each_step_knows_its_line(tmp_path: Path) -> None:
    folder = a_course(tmp_path)
    lines = (folder / "course.toml").read_text("utf-8").split("\n")
    steps = read_course(folder).steps
    assert [lines[step.line - 1] for step in steps] == ["[[sections.steps]]"] * 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('languages = ["vi"]', 'languages = ["en"]', "“languages” names vi"),
        ('languages = ["vi"]', 'languages = ["vi", "fr"]', "“languages” names vi"),
        ('en = ["Write rightly.", "Write fully."]', 'en = ["Write."]', "as many in one language"),
        ('mark = "M"', "", r"questions\[1\]: the key “mark” is missing"),
        ('audience = ["ctv_ds", "ctv_te"]', "audience = [1]", "“audience” must be a list of texts"),
        ("page = 2", 'page = 2\nsources = ["7/2024/TT"]', "a source is written “number#article”"),
        ("theory = 1", 'theory = "một"', "hours: “theory” must be a whole number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = a_course(tmp_path)
    toml = (folder / "course.toml").read_text("utf-8")
    assert old in toml
    (folder / "course.toml").write_text(toml.replace(old, new), "utf-8")
    with pytest.raises(BadCourse, match=said):
        read_course(folder)


def test_a_job_aid_in_one_language_only_is_refused(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    (folder / "vi/job-aid.md").write_text("# Nhớ khi ghi\n\n- Ghi ngay.\n", "utf-8")
    with pytest.raises(BadCourse, match="the job aid has no text in the folder “en”"):
        read_course(folder)


def test_the_lessons_of_a_whole_course_are_numbered_through_it(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    folder = tmp_path / "x/tham-ho"
    (folder / "vi").mkdir(parents=True)
    for number in range(1, 7):
        (folder / f"vi/{number:02d}-bai.md").write_text(f"# Bài {number}\n\nChữ.\n", "utf-8")
    (folder / "course.toml").write_text(whole_toml(), "utf-8")
    assert [step.page for step in read_course(folder).lessons] == [1, 2, 3, 4, 5, 6]

"""What is wrong in a course is said with file, line and reason, and what is an error stops publishing."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.library import read_course
from courses.models import Edition
from courses.rules.inspecting import Inspection, inspect
from courses.rules.publishing import NotPublishable, publish
from courses.source.findings import Finding
from lms.base import clock
from lms.base.database import db
from lms.standards.queries import document_by_number
from tests.factories.courses import KINDS, TERMS, WORDS, passage, whole_toml, write_whole_course

Change = Callable[[Path], None]
LINE = 4 + WORDS.count("\n")


def look(library: Path) -> Inspection:
    """Look over a library of courses, and forget it."""
    seen = inspect(KINDS, clock.now(), lambda address: address == "/glossary", library=library)
    db.session.rollback()
    return seen


def found(library: Path) -> list[Finding]:
    """What is wrong in its one course."""
    (report,) = look(library).reports
    return list(report.findings)


def lines(library: Path) -> list[str]:
    """The same as lines of text."""
    return [f"{each.place}: {each.sentence}" for each in found(library)]


def put(file: str, text: str) -> Change:
    """Write a file of the course."""
    return lambda folder: (folder / file).write_text(text, "utf-8") and None


def swap(file: str, old: str, new: str) -> Change:
    """Change the first place of a file of the course."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return change


def lesson(line: str) -> Change:
    """Add a paragraph to the second lesson, in its line ``LINE``."""
    return put("vi/02-bai.md", f"# Bài số 2\n\n{WORDS}\n{line}\n")


def test_nothing_is_wrong_in_a_whole_course(shipped_app: Flask, tmp_path: Path) -> None:
    write_whole_course(tmp_path)
    assert lines(tmp_path) == []
    (report,) = look(tmp_path).reports
    assert [size.section for size in report.sizes] == [1, 2, 3]
    assert all(0 < size.bytes < 14_600 for size in report.sizes)
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 4


QUIZ = 'code = "bai-1"\nrole = "practice"'
BANNED = 'says = [{ text = "Sinh một hoặc hai con", feedback = "Quy định này không còn nữa.", wrong = %s }]'

ERRORS = [
    (lesson("<script>alert(1)</script>"), f"vi/02-bai.md:{LINE}: HTML is not allowed in a lesson: <script>."),
    (lesson('<p onclick="x()">'), f"vi/02-bai.md:{LINE}: HTML is not allowed in a lesson: <p>."),
    (
        lesson("[x](javascript:alert(1))"),
        f"vi/02-bai.md:{LINE}: The link “javascript:alert(1” leads nowhere",
    ),
    (lesson("[x](//evil.example)"), f"vi/02-bai.md:{LINE}: The link “//evil.example” leads nowhere"),
    (lesson("![Nhà](nha.svg)"), f"vi/02-bai.md:{LINE}: There is no picture “nha.svg” in the folder media."),
    (lesson("Nhà nên có một hoặc\nhai con."), f"vi/02-bai.md:{LINE}: “một hoặc hai con” is not to be said"),
    (swap("vi/03-bai.md", "# Bài số 3", "# Báo lên huyện"), "vi/03-bai.md:1: “huyện” is not to be said"),
    (swap("course.toml", 'vi = "Thăm hộ"', 'vi = "Thăm hộ ở quận"'), "course.toml: “quận” is not to be"),
    (
        put("terms.toml", f'{TERMS}not = ["ngắt lời"]\n'),
        "vi/01-bai.md:6: “ngắt lời” is not to be said: say “lời”",
    ),
    (
        swap("course.toml", '"7/2024/TT#Điều 3"', '"7/2024/TT#Điều 4"'),
        "course.toml:39: 7/2024/TT#Điều 4 is not among",
    ),
    (
        swap("course.toml", '"7/2024/TT#Điều 3"', '"7/2024/TT#Điều 3@2"'),
        "course.toml:39: 7/2024/TT#Điều 3@2 is not among",
    ),
    (swap("course.toml", '"ctv_ds"', '"ong_lang"'), "course.toml: No kind of staff has the code ong_lang."),
    (
        swap("course.toml", 'competencies = ["ghi_so"]', 'competencies = ["x"]'),
        "course.toml:39: No competency has the code x",
    ),
    (
        swap("course.toml", "page = 2", "page = 3"),
        "course.toml:52: Lessons are numbered through the whole course: here 2",
    ),
    (
        swap("course.toml", "lessons = [1, 6]", "lessons = [7]"),
        "course.toml:30: The exercise “dinh-huong” refers to lesson 7",
    ),
    (
        swap(
            "course.toml",
            'role = "practice"\ncompetencies = ["ghi_so"]',
            'role = "practice"\ncompetencies = ["ctv_nv1"]',
        ),
        "course.toml:45: The exercise “bai-1” tests ctv_nv1, which no lesson teaches.",
    ),
    (swap("course.toml", QUIZ, f'{QUIZ}\nwrong = "Hỏng."'), "course.toml:45: Hỏng."),
    (
        swap("course.toml", QUIZ, f"{QUIZ}\n{BANNED % 'false'}"),
        "quiz.txt:7: “một hoặc hai con” is not to be said",
    ),
]


@pytest.mark.parametrize(("change", "said"), ERRORS)
def test_what_is_wrong_is_said_with_file_and_line_and_stops_publishing(
    shipped_app: Flask, tmp_path: Path, change: Change, said: str
) -> None:
    folder = write_whole_course(tmp_path)
    change(folder)
    place = said if said.startswith("quiz") else f"tham-ho/{said}"
    errors = [f"{each.place}: {each.sentence}" for each in found(tmp_path) if each.error]
    assert any(each.startswith(place) for each in errors), errors
    assert not look(tmp_path).sound
    with pytest.raises(NotPublishable):
        publish(read_course(folder), KINDS, clock.now())


UNREADABLE = [
    (
        put("vi/02-bai.md", "# Bài\n\n" + "[" * 20_000),
        "tham-ho/vi/02-bai.md:3: The text has more",
    ),
    (
        put("vi/02-bai.md", "# Bài\n\nChữ\n" + "(" * 200),
        "tham-ho/vi/02-bai.md:4: Line 4 holds",
    ),
    (put("vi/02-bai.md", "Không có tên\n"), "tham-ho/vi/02-bai.md:1: "),
    (
        swap("course.toml", 'languages = ["vi"]', 'languages = ["vi", "en"]'),
        ": tham-ho/en: there must be exactly one file 01-",
    ),
]


@pytest.mark.parametrize(("change", "said"), UNREADABLE)
def test_what_cannot_be_read_is_said_once(
    shipped_app: Flask, tmp_path: Path, change: Change, said: str
) -> None:
    change(write_whole_course(tmp_path))
    (line,) = lines(tmp_path)
    assert line.startswith(said)
    assert not look(tmp_path).sound


SHAPES = [
    (
        swap("course.toml", 'role = "orientation"', 'role = "practice"'),
        "The first section holds the orientation test",
    ),
    (put("course.toml", whole_toml(1)), "Behind the first section there are 1; a course has 2 to 3."),
    (swap("course.toml", "scenario = true", ""), "There are 1 branching scenarios; a course has at least 2."),
    (
        swap("course.toml", "bank = 30", "bank = 29"),
        "The assessment draws 10 of 29 questions; there must be at least 30.",
    ),
    (
        swap("course.toml", 'role = "assessment"', 'role = "practice"'),
        "The last step of a course is its assessment.",
    ),
    (
        swap("course.toml", QUIZ, f"{QUIZ}\nscenario = true"),
        "No practice questions stand behind this lesson.",
    ),
    (swap("course.toml", QUIZ, f'{QUIZ}\ndoubts = ["Luôn là câu dài nhất."]'), "Luôn là câu dài nhất."),
    (swap("course.toml", 'sources = ["7/2024/TT#Điều 3"]', ""), "The lesson names no source."),
    (
        swap("course.toml", "review_by = 2030-01-01", ""),
        "The lesson does not say by when it is to be checked",
    ),
    (
        swap(
            "course.toml",
            '["Chào hỏi.", "Lắng nghe.", "Ghi đúng."]\nen = ["Greet.", ',
            '["Chào hỏi.", "Lắng nghe."]\nen = [',
        ),
        "There are 2 aims; a course has 3 to 5.",
    ),
    (
        put("terms.toml", TERMS.split("[[terms]]\n")[1].join(["[[terms]]\n", ""])),
        "There are 1 terms; a course has 8 to 14.",
    ),
    (lambda folder: (folder / "vi/job-aid.md").unlink(), "The course has no job aid"),
    (put("vi/02-bai.md", "# Bài số 2\n\nNgắn quá.\n"), "Reading it takes 1 minutes; a lesson takes 5 to 10."),
    (put("vi/job-aid.md", "# Nhớ\n\n" + "- Gõ cửa, chào hỏi.\n" * 60), "does not fit one page A4"),
    (lesson("[từ](/glosary)"), "The link “/glosary” leads nowhere that may be opened."),
]


@pytest.mark.parametrize(("change", "said"), SHAPES)
def test_a_course_that_lacks_something_is_not_sound(
    shipped_app: Flask, tmp_path: Path, change: Change, said: str
) -> None:
    change(write_whole_course(tmp_path))
    errors = [str(each.sentence) for each in found(tmp_path) if each.error]
    assert any(said in each for each in errors), lines(tmp_path)


DOUBTS = [
    (lesson(" ".join(["chữ"] * 61)), f"tham-ho/vi/02-bai.md:{LINE}: The paragraph has 61 syllables"),
    (
        swap("vi/02-bai.md", "!!! case", "!!! note"),
        "tham-ho/vi/02-bai.md:2: The lesson does not open with a story",
    ),
    (swap("vi/02-bai.md", "!!! week", "!!! tip"), "The lesson does not end with something to do this week"),
    (swap("terms.toml", "sổ hộ", "máy bay"), "tham-ho/terms.toml: No lesson uses the term “máy bay”."),
    (
        swap("course.toml", "review_by = 2030-01-01", "review_by = 2020-01-01"),
        "was to be checked again by 01/01/2020",
    ),
    (
        put("vi/07-bai.md", "# Thừa\n\nKhông ai dùng.\n"),
        "tham-ho/vi/07-bai.md: No step of the course shows this",
    ),
    (lesson("chữ " * 320), "syllables; it should have 550 to 800."),
]


@pytest.mark.parametrize(("change", "said"), DOUBTS)
def test_a_doubt_is_said_and_stops_nothing(
    shipped_app: Flask, tmp_path: Path, change: Change, said: str
) -> None:
    folder = write_whole_course(tmp_path)
    change(folder)
    doubts = [f"{each.place}: {each.sentence}" for each in found(tmp_path) if not each.error]
    assert any(said in each for each in doubts), lines(tmp_path)
    assert publish(read_course(folder), KINDS, clock.now())


@pytest.mark.parametrize(
    "text",
    [
        '!!! old "Trước đây"\n    Mỗi nhà một hoặc hai con.\n\n    Báo lên huyện. Hết từ 3/6/2025.\n',
        "Nói **bà con**, không nói người dân.",
        "[Giải nghĩa từ](/glossary) và [gọi 111](tel:111) và [luật](https://example.vn/luat)",
        "<!-- <script> một hoặc hai con: ghi cho người biên tập -->",
    ],
)
def test_what_may_be_said_is_left_alone(shipped_app: Flask, tmp_path: Path, text: str) -> None:
    lesson(text)(write_whole_course(tmp_path))
    assert [each for each in lines(tmp_path) if "(!!! week)" not in each] == []


def test_a_wrong_answer_may_say_what_is_over_when_its_feedback_says_so(
    shipped_app: Flask, tmp_path: Path
) -> None:
    swap("course.toml", QUIZ, f"{QUIZ}\n{BANNED % 'true'}")(write_whole_course(tmp_path))
    assert lines(tmp_path) == []


def test_a_replaced_passage_stops_publishing_until_somebody_has_read_the_new_one(
    shipped_app: Flask, tmp_path: Path
) -> None:
    folder = write_whole_course(tmp_path)
    passage(version=2, effective_on=clock.today())
    with pytest.raises(NotPublishable, match=r"course\.toml:39: 7/2024/TT#Điều 3 has been replaced since"):
        publish(read_course(folder), KINDS, clock.now())
    toml = (folder / "course.toml").read_text("utf-8")
    (folder / "course.toml").write_text(toml.replace("#Điều 3", "#Điều 3@2"), "utf-8")
    assert publish(read_course(folder), KINDS, clock.now())


def test_an_ended_document_and_a_passage_that_is_not_sure_stop_publishing(
    shipped_app: Flask, tmp_path: Path
) -> None:
    folder = write_whole_course(tmp_path)
    document = document_by_number("7/2024/TT")
    assert document
    document.ended_on = clock.today() + timedelta(days=1)
    db.session.commit()
    assert lines(tmp_path) == []
    document.ended_on = date(2026, 7, 1)
    document.replaced_by_id = document.id
    db.session.commit()
    with pytest.raises(
        NotPublishable, match="no longer in force since 01/07/2026; 7/2024/TT has replaced it"
    ):
        publish(read_course(folder), KINDS, clock.now())
    document.ended_on = None
    passage(version=2, confidence="M")
    toml = (folder / "course.toml").read_text("utf-8")
    (folder / "course.toml").write_text(toml.replace("#Điều 3", "#Điều 3@2"), "utf-8")
    with pytest.raises(NotPublishable, match=r"not sure enough to be taught \(M\)"):
        publish(read_course(folder), KINDS, clock.now())


def test_a_task_that_nobody_teaches_is_a_hole(shipped_app: Flask, tmp_path: Path) -> None:
    write_whole_course(tmp_path)
    seen = look(tmp_path)
    assert [row.competency for row in seen.rows] == [f"ctv_nv{number}" for number in range(1, 10)]
    holes = [str(each.sentence) for each in seen.findings]
    assert "No lesson of any course teaches ctv_nv1." in holes
    assert "No exercise of any course asks for ctv_nv9." in holes
    assert not seen.sound


def test_a_course_beyond_the_budget_of_a_phone_is_an_error(
    shipped_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole_course(tmp_path)
    assert "The whole course" not in " ".join(lines(tmp_path))
    (report,) = look(tmp_path).reports
    whole = sum(each.bytes for each in report.sizes)
    monkeypatch.setattr("courses.rules.inspecting.COURSE_BUDGET", whole - 1)
    assert f"The whole course (vi) costs {whole} bytes" in " ".join(lines(tmp_path))
    assert not look(tmp_path).sound

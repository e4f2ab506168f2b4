"""Questions of every kind on paper: what is printed, and what comes of a line that is typed from it."""

import io
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from courses.models import Edition, Step
from lms.base.database import db
from lms.people.models import Person
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.judging import judge
from quizzes.exercise.paper import LETTERS, Misread, sheet_check, sheet_code
from quizzes.exercise.sheets import check_in, line_key, parts_of, sheet_path
from quizzes.exercise.showing import in_letters
from quizzes.models import AssessmentForm, Attempt
from quizzes.queries.exercises import version
from tests.browser import axe, serve
from tests.factories.account import client_of
from tests.factories.helping import two_communes
from tests.factories.kinds import ALL_KINDS, RIGHT, WRONG, published_kinds
from tests.factories.phones import sign_in_on

EXERCISE, _ = read_exercise(ALL_KINDS)
ORDER = range(len(EXERCISE.scenes))
ORDERED, PAIRED = (in_letters(EXERCISE, at, RIGHT[at]) for at in (3, 4))  # type: ignore[arg-type]
WRITTEN = ["B", "AB", "ĐS", ORDERED, PAIRED, "75", "Sổ A0", "Trần Thị Hoa | 1962 | 1"]
LINE = "; ".join([*WRITTEN, "K"])


def test_a_line_becomes_the_path_that_a_screen_would_have_sent() -> None:
    path = sheet_path(EXERCISE, ORDER, LINE, "K")
    assert [answer for _, answer in path[:6]] == RIGHT[:6]
    assert path[6][1] == "Sổ A0"
    assert path[7][1] == ["Trần Thị Hoa", "1962", "1"]


def test_it_is_read_whatever_stands_between_the_letters_and_in_any_case() -> None:
    loose = ["b.", "b, a", "d/s", ORDERED.lower(), " ".join(PAIRED), " 75 ", "sổ a0", "Trần Thị Hoa|1962|1"]
    assert [each[1] for each in sheet_path(EXERCISE, ORDER, ";".join([*loose, "k", ""]), "K")][:6] == RIGHT[
        :6
    ]


def test_a_number_is_taken_with_its_percent_and_where_nothing_was_written() -> None:
    for text, is_right in (("75 %", True), ("75%", True), ("-", False)):
        path = sheet_path(EXERCISE, ORDER, "; ".join([*WRITTEN[:5], text, *WRITTEN[6:], "K"]), "K")
        assert path[5] == (5, text)
        assert judge(EXERCISE.scenes[5], path[5][1]).is_right is is_right


def test_without_typed_words_spaces_are_enough() -> None:
    some = [0, 1, 2, 3, 4, 5]
    assert [each[1] for each in sheet_path(EXERCISE, some, " ".join([*WRITTEN[:6], "K"]), "K")] == RIGHT[:6]
    assert sheet_path(EXERCISE, [0], "BK", "K") == [(0, 1)]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (0, "C"),
        (0, "AB"),
        (1, "AA"),
        (1, "D"),
        (2, "Đ"),
        (2, "ĐX"),
        (3, "AB"),
        (3, "AAB"),
        (4, "A1"),
        (4, "A1B4"),
        (4, "A1A2"),
        (5, "nhiều"),
        (6, ""),
        (7, "Hoa | 1962"),
    ],
)
def test_what_no_question_can_be_answered_with_is_refused_by_its_number(at: int, text: str) -> None:
    parts = [*WRITTEN[:at], text, *WRITTEN[at + 1 :], "K"]
    with pytest.raises(Misread) as refused:
        sheet_path(EXERCISE, ORDER, ";".join(parts), "K")
    assert refused.value.message.params == {"number": at + 1, "letter": text}


def test_another_check_letter_and_another_number_of_answers_are_refused() -> None:
    for line in (LINE.replace("K", "M"), "; ".join([*WRITTEN[1:], "K"]), "K"):
        with pytest.raises(Misread):
            sheet_path(EXERCISE, ORDER, line, "K")
    assert check_in(LINE) == "K"
    assert check_in("…") == ""
    assert parts_of("A;B;;") == ["A", "B"]


def test_two_lines_that_say_the_same_are_one() -> None:
    assert line_key(EXERCISE, ORDER, LINE) == line_key(EXERCISE, ORDER, LINE.lower().replace("; ", " ;"))
    assert line_key(EXERCISE, [0], "b k") == "BK"


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    return published_kinds(tmp_path)


@pytest.fixture
def people(app: Flask) -> dict[str, Person]:
    """Lan, Huệ, Mai and Cúc."""
    return two_communes()


def line_for(step: Step) -> str:
    return "; ".join([*WRITTEN, sheet_check(version(step.frozen["version"]).content_hash)])


def attempts() -> list[Attempt]:
    db.session.rollback()
    return list(db.session.scalars(select(Attempt)))


def test_an_officer_enters_a_practice_sheet(app: Flask, edition: Edition, people: dict[str, Person]) -> None:
    step, client = edition.sections[0].steps[1], client_of(app, people["mai"])
    address = f"/paper-results?code={sheet_code(step.id)}"
    day = re.findall(r'name="on"[^>]*value="([^"]+)"', client.get(address).text)[0]
    data = {"on": day, f"line-{people['lan'].id}": line_for(step), f"line-{people['hue'].id}": "B; AC; K"}
    page = client.post(address, data=data).text
    assert "Giữa các ô của một biểu mẫu là dấu “|”." in page
    assert "B; AC; K" in page
    (attempt,) = attempts()
    assert (attempt.person_id, attempt.score) == (people["lan"].id, 10_000)
    assert attempt.receipt in page
    client.post(address, data={"on": day, f"line-{people['lan'].id}": line_for(step).lower()})
    assert len(attempts()) == 1


def test_an_officer_enters_the_sheet_of_a_test(
    app: Flask, edition: Edition, people: dict[str, Person]
) -> None:
    step, client = edition.sections[0].steps[2], client_of(app, people["mai"])
    client.post(f"/helping/{step.id}/forms?paper=1")
    form = db.session.scalars(select(AssessmentForm).filter_by(person_id=people["lan"].id)).one()
    exercise = form.version.exercise_in("vi")
    written = [*WRITTEN]
    for at in (3, 4):
        written[at] = in_letters(exercise, at, WRONG[at])  # type: ignore[arg-type]
    text = "; ".join([*(written[scene] for scene in form.scenes), sheet_check(form.id)])
    page = client.post(
        f"/paper-results?code={sheet_code(step.id)}",
        data={"on": form.fetched_at.date().isoformat(), f"line-{people['lan'].id}": text},
    ).text
    (attempt,) = attempts()
    assert attempt.receipt in page
    assert (attempt.form_id, attempt.score) == (form.id, 7_500)


def test_the_paper_says_how_each_is_answered_and_tells_no_order(
    app: Flask, edition: Edition, people: dict[str, Person]
) -> None:
    step, client = edition.sections[0].steps[1], client_of(app, people["mai"])
    read = PdfReader(io.BytesIO(client.get(f"/paper/{step.id}/book.pdf").data))
    pages = [" ".join(page.extract_text().split()) for page in read.pages]
    assert "mỗi câu một ô" in pages[0]
    assert "8a 8b 8c" in " ".join(re.findall(r"8[abc]", pages[0]))
    whole = " ".join(pages)
    asked = whole[: whole.index("Lời bàn")]
    for said in ("ví dụ ĐSĐ", "Ghi một con số.", "8a. Họ và tên chủ hộ", "1. "):
        assert said in asked
    steps = re.findall(r"[A-C]\. (Lắng nghe|Trấn an|Báo tin)", asked)
    by_letter = dict(zip(LETTERS, steps, strict=False))
    assert [by_letter[letter] for letter in ORDERED] == ["Lắng nghe", "Trấn an", "Báo tin"]
    assert "1. Lắng nghe" in whole[whole.index("Lời bàn") :]
    assert "Sổ A0" not in asked


@pytest.mark.browser
def test_a_phone_without_a_network_looks_over_such_a_line(
    app: Flask, page: Page, edition: Edition, people: dict[str, Person]
) -> None:
    step, lan = edition.sections[0].steps[1], people["lan"]
    with serve(app) as address:
        sign_in_on(page.context, app, address, people["mai"])
        page.goto(f"{address}/paper-results?code={sheet_code(step.id)}")
        box = page.locator(f"#line-{lan.id}")
        for odd in ("B; AC; K", line_for(step).replace("ĐS", "ĐĐĐ"), line_for(step)[:-1] + "Z"):
            box.fill(odd)
            page.get_by_role("button", name="Giữ kết quả").click()
            expect(page.locator(f"#line-{lan.id}-error")).to_be_visible()
        assert axe(page) == []
        box.fill(line_for(step))
        page.get_by_role("button", name="Giữ kết quả").click()
        expect(page.locator(f"[data-person='{lan.id}'] [data-said]")).to_contain_text("Mã biên nhận:")
    assert [each.score for each in attempts()] == [10_000]
    assert json.dumps(attempts()[0].path[4]) == json.dumps([4, RIGHT[4]])

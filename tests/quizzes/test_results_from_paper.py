"""An officer prints exercises and enters what was written on them: the same as on a screen, or refused."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import Step, StepCompletion
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Evidence, Mode
from quizzes.exercise.paper import LETTERS, book_of, sheet_check, sheet_code
from quizzes.models import AssessmentForm, Attempt, AttemptConflict
from quizzes.queries.exercises import version
from quizzes.rules.publishing import publish
from tests.factories.account import client_of
from tests.factories.helping import two_communes
from tests.factories.quizzes import (
    AT_EIGHT,
    BERRIES,
    BEST_PATH,
    answers_to,
    published_exercises,
    sent,
    source_of,
)


@pytest.fixture
def steps(app: Flask, tmp_path: Path) -> tuple[Step, Step]:
    """A story and a test of a published course."""
    return published_exercises(tmp_path)


@pytest.fixture
def people(app: Flask) -> dict[str, Person]:
    """Lan, Huệ, Mai and Cúc."""
    return two_communes()


@pytest.fixture
def hers(app: Flask, people: dict[str, Person]) -> FlaskClient:
    return client_of(app, people["mai"])


def attempts() -> list[Attempt]:
    db.session.rollback()
    return list(db.session.scalars(select(Attempt).order_by(Attempt.received_at, Attempt.id)))


def enter(client: FlaskClient, step: Step, lines: dict[Person, str], on: str = "") -> str:
    """Send the page of results as it is filled in."""
    address = f"/paper-results?code={sheet_code(step.id)}"
    day = on or re.findall(r'name="on"[^>]*value="([^"]+)"', client.get(address).text)[0]
    data = {"on": day, **{f"line-{person.id}": text for person, text in lines.items()}}
    return client.post(address, data=data).text


def check_of(step: Step, scene: int) -> str:
    pinned = version(step.frozen["version"])
    return book_of(pinned.exercise_in("vi"), pinned.content_hash).checks[scene]


def number_of(step: Step, scene: int) -> int:
    pinned = version(step.frozen["version"])
    return book_of(pinned.exercise_in("vi"), pinned.content_hash).number(scene)


def test_a_typed_line_is_what_the_screen_would_have_sent(
    app: Flask, hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    story, (lan, hue) = steps[0], (people["lan"], people["hue"])
    client_of(app, hue).post("/attempts", json=sent(story.id, BEST_PATH))
    page = enter(hers, story, {lan: f"b, á {check_of(story, 2).lower()}"})
    on_screen, on_paper = sorted(attempts(), key=lambda each: each.person_id != hue.id)
    assert (on_paper.person_id, on_paper.helper_id, on_paper.mode) == (lan.id, people["mai"].id, Mode.PAPER)
    assert (on_paper.score, on_paper.regret, on_paper.passed, on_paper.path, on_paper.version_id) == (
        on_screen.score,
        on_screen.regret,
        on_screen.passed,
        on_screen.path,
        on_screen.version_id,
    )
    assert on_paper.receipt in page
    assert {row.mode for row in db.session.scalars(select(StepCompletion))} == {Mode.SELF, Mode.PAPER}


def test_typed_twice_is_kept_once(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    line = {people["lan"]: f"BA{check_of(steps[0], 2)}"}
    first, second = enter(hers, steps[0], line, "2026-01-05"), enter(hers, steps[0], line)
    (attempt,) = attempts()
    assert attempt.receipt in first
    assert attempt.receipt in second
    assert db.session.scalars(select(AttemptConflict)).all() == []


def test_a_wrong_line_is_refused_by_name_and_the_others_are_kept(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    story, (lan, hue) = steps[0], (people["lan"], people["hue"])
    page = enter(hers, story, {lan: f"BD{check_of(story, 2)}", hue: f"BA{check_of(story, 2)}"})
    assert f"Cảnh {number_of(story, 1)} không có lựa chọn D." in page
    assert f'value="BD{check_of(story, 2)}"' in page
    assert [each.person_id for each in attempts()] == [hue.id]
    assert "không khớp với các chữ này" in enter(hers, story, {lan: f"BA{check_of(story, 3)}"})
    assert "không phải chữ cái" in enter(hers, story, {lan: "B 4 K"})
    assert len(attempts()) == 1


def test_a_person_of_another_commune_is_not_found(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    assert "Giữ kết quả" not in enter(hers, steps[0], {people["cuc"]: f"BA{check_of(steps[0], 2)}"})
    assert hers.get(f"/paper/{steps[0].id}/book.pdf?person={people['cuc'].id}").status_code == 404
    assert attempts() == []


def test_a_day_to_come_is_refused(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    page = enter(hers, steps[0], {people["lan"]: f"BA{check_of(steps[0], 2)}"}, "2999-01-01")
    assert "Ngày này chưa tới." in page
    assert f'value="BA{check_of(steps[0], 2)}"' in page
    assert attempts() == []


def test_a_book_of_an_older_version_is_kept_against_it(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    line = {people["lan"]: f"BA{check_of(steps[0], 2)}"}
    publish(source_of(BERRIES.replace("Bé hỏi", "Em bé hỏi").replace("+2", "+1")), AT_EIGHT)
    db.session.commit()
    enter(hers, steps[0], line)
    assert [each.version_id for each in attempts()] == [steps[0].frozen["version"]]


def test_an_unknown_code_is_said(hers: FlaskClient, steps: tuple[Step, Step]) -> None:
    for code in ("9999", "1", "ĐĐĐ", sheet_code(999_999)):
        assert "Không có giấy nào mang mã này" in hers.get("/paper-results", query_string={"code": code}).text
        assert hers.post("/paper-results", query_string={"code": code}).status_code == 404


def test_a_printed_test_is_entered_by_its_own_check_letter(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    test, lan = steps[1], people["lan"]
    assert "Chưa in tờ kiểm tra này" in enter(hers, test, {lan: "AAK"})
    hers.post(f"/helping/{test.id}/forms?paper=1")
    form = db.session.scalars(select(AssessmentForm).where(AssessmentForm.person_id == lan.id)).one()
    right = "".join(LETTERS[choice] for _, choice in answers_to(form, right=True))
    check = sheet_check(form.id)
    other = "H" if check != "H" else "K"
    assert "không khớp với các chữ này" in enter(hers, test, {lan: right + other})
    for _again in range(2):
        enter(hers, test, {lan: right + check})
    (attempt,) = attempts()
    assert (attempt.id, attempt.passed, attempt.score) == (form.id, True, 10_000)
    wrong = "".join(LETTERS[choice] for _, choice in answers_to(form, right=False))
    assert "đã được nộp trước với câu trả lời khác" in enter(hers, test, {lan: wrong + check})
    assert len(attempts()) == 1
    assert len(db.session.scalars(select(AttemptConflict)).all()) == 1


def test_books_and_sheets_are_printed(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    story, test = steps
    assert sheet_code(story.id) in hers.get(f"/paper/{story.id}").text
    assert hers.get(f"/paper/{test.id}/sheets.pdf").status_code == 404
    assert hers.get(f"/paper/{test.id}/book.pdf").status_code == 404
    hers.post(f"/helping/{test.id}/forms?paper=1")
    for path in (
        f"{story.id}/book.pdf",
        f"{story.id}/book.pdf?person={people['lan'].id}",
        f"{test.id}/sheets.pdf",
    ):
        answer = hers.get(f"/paper/{path}")
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF")


def test_a_woman_without_a_phone_completes_a_course_wholly_on_paper(
    hers: FlaskClient, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    story, test = steps
    lan, slug = people["lan"], story.section.edition.course.slug
    enter(hers, story, {lan: f"BA{check_of(story, 2)}"}, "2026-01-05")
    hers.post(f"/helping/{test.id}/forms?paper=1")
    form = db.session.scalars(select(AssessmentForm).where(AssessmentForm.person_id == lan.id)).one()
    right = "".join(LETTERS[choice] for _, choice in answers_to(form, right=True))
    enter(hers, test, {lan: right + sheet_check(form.id)})
    assert db.session.scalars(select(Evidence)).all() == []
    today = f"{clock.today():%Y-%m-%d}"
    hers.post(f"/paper-lessons/{slug}", data={"on": today, f"all-{lan.id}": "1"})
    shown = db.session.scalars(select(Evidence).where(Evidence.source.startswith("enrolment:"))).all()
    assert {(each.person_id, each.mode, each.recorded_by_id) for each in shown} == {
        (lan.id, Mode.PAPER, people["mai"].id)
    }

"""A phone sends a finished attempt."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from courses.models import Step, StepCompletion
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt, AttemptConflict
from tests.factories.account import sign_in
from tests.factories.people import make_person
from tests.factories.quizzes import AT_EIGHT, BEST_PATH, WORST_PATH, published_exercises, sent


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(AT_EIGHT + timedelta(hours=4), tick=False):
        yield


@pytest.fixture
def practice(app: Flask, tmp_path: Path) -> Step:
    with time_machine.travel(AT_EIGHT - timedelta(days=30)):
        return published_exercises(tmp_path)[0]


def test_it_is_kept_with_both_clocks_and_scored_by_the_server(
    visitor: FlaskClient, practice: Step, lan: Person
) -> None:
    answer = visitor.post("/attempts", json=sent(practice.id, WORST_PATH, score=10_000, passed=True))
    attempt = db.session.query(Attempt).one()
    assert answer.status_code == 200
    assert answer.json == {
        "state": "kept",
        "receipt": attempt.receipt,
        "done": practice.id,
        "url": f"/attempts/{attempt.id}",
        "sentence": None,
    }
    assert (attempt.person_id, attempt.score, attempt.regret, attempt.passed) == (lan.id, 0, 3, False)
    assert attempt.finished_at == AT_EIGHT + timedelta(minutes=4)
    assert attempt.received_at == AT_EIGHT + timedelta(hours=4)


def test_the_same_again_gets_the_same_receipt(visitor: FlaskClient, practice: Step) -> None:
    answers = [visitor.post("/attempts", json=sent(practice.id)).json for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert db.session.query(Attempt).count() == 1
    assert db.session.query(AttemptConflict).count() == 0


def test_other_content_under_the_same_id_is_put_aside_and_the_first_stays(
    visitor: FlaskClient, practice: Step
) -> None:
    first = visitor.post("/attempts", json=sent(practice.id)).json
    for _ in range(2):
        other = visitor.post("/attempts", json=sent(practice.id, WORST_PATH)).json
        assert (other["state"], other["receipt"]) == ("conflict", first["receipt"])
    assert db.session.query(Attempt).one().path == BEST_PATH
    assert db.session.query(AttemptConflict).one().content["path"] == WORST_PATH
    assert visitor.post("/attempts", json=sent(practice.id)).json == first


def test_an_id_of_somebody_else_shows_nothing_and_changes_nothing(
    app: Flask, visitor: FlaskClient, practice: Step
) -> None:
    visitor.post("/attempts", json=sent(practice.id))
    hoa = make_person("Lê Thị Hoa", phone="0900000558")
    db.session.commit()
    stranger = app.test_client()
    sign_in(stranger, hoa)
    answer = stranger.post("/attempts", json=sent(practice.id, WORST_PATH))
    assert answer.json == {"state": "conflict", "receipt": None}
    assert db.session.query(Attempt).one().path == BEST_PATH
    assert stranger.get(f"/attempts/{sent(practice.id)['id']}").status_code == 404


def test_what_somebody_else_played_on_a_shared_phone_stays_on_it(
    visitor: FlaskClient, practice: Step, lan: Person
) -> None:
    answer = visitor.post("/attempts", json=sent(practice.id, who=lan.id + 1))
    assert answer.status_code == 403
    assert db.session.query(Attempt).count() == 0
    assert visitor.post("/attempts", json=sent(practice.id, who=lan.id)).status_code == 200


def test_playing_to_any_end_completes_the_practice_step_on_the_day_of_the_phone(
    visitor: FlaskClient, practice: Step
) -> None:
    yesterday = AT_EIGHT - timedelta(days=1)
    visitor.post("/attempts", json=sent(practice.id, WORST_PATH, finished_at=yesterday.isoformat()))
    done = db.session.query(StepCompletion).one()
    assert (done.step_id, done.occurred_on, done.source) == (
        practice.id,
        date(2026, 11, 19),
        f"attempt:{sent(practice.id)['id']}",
    )


@pytest.mark.parametrize("wrong", [timedelta(days=2), timedelta(days=-400)])
def test_a_clock_that_cannot_be_right_is_kept_but_not_believed(
    visitor: FlaskClient, practice: Step, wrong: timedelta
) -> None:
    moment = AT_EIGHT + wrong
    assert (
        visitor.post("/attempts", json=sent(practice.id, finished_at=moment.isoformat())).status_code == 200
    )
    assert db.session.query(Attempt).one().finished_at == moment
    assert db.session.query(StepCompletion).one().occurred_on == date(2026, 11, 20)


BAD: list[tuple[dict[str, Any], int, str]] = [
    ({"id": "số một"}, 400, "“id”"),
    ({"id": 7}, 400, "“id”"),
    ({"step": "1"}, 400, "“step”"),
    ({"step": True}, 400, "“step”"),
    ({"step": 10**12}, 400, "“step”"),
    ({"step": 999}, 404, "Không có bài tập này."),
    ({"form": "x"}, 400, "“form”"),
    ({"form": "0b8f9f2e-7f5e-4c43-9d0a-3f4f3e6d5c02"}, 422, "Chỉ bài kiểm tra mới có đề."),
    ({"language": "fr"}, 400, "“language”"),
    ({"mode": "alone"}, 400, "“mode”"),
    ({"device": None}, 400, "“device”"),
    ({"started_at": "hôm qua"}, 400, "“started_at”"),
    ({"finished_at": "2026-11-20T01:00:00"}, 400, "“finished_at”"),
    ({"finished_at": "0001-01-01T00:00:00+00:00"}, 400, "“finished_at”"),
    ({"path": "0 1"}, 400, "“path”"),
    ({"path": [[0]]}, 400, "“path”"),
    ({"path": [[0, -1]]}, 400, "“path”"),
    ({"path": [[0, 1]] * 501}, 400, "“path”"),
    ({"path": [[0, 1], [3, 0]]}, 422, "Bước 2 không nối tiếp bước trước."),
    ({"path": [[0, 8]]}, 422, "Bước 1 chọn một câu không có."),
    ({"path": [[0, 1]]}, 422, "Bài chưa làm đến cuối."),
    ({"path": []}, 422, "Bài chưa làm đến cuối."),
]


@pytest.mark.parametrize(("change", "status", "sentence"), BAD)
def test_what_cannot_be_an_attempt_is_refused_in_a_sentence(
    visitor: FlaskClient, practice: Step, change: dict[str, Any], status: int, sentence: str
) -> None:
    answer = visitor.post("/attempts", json=sent(practice.id) | change)
    assert answer.status_code == status
    assert sentence in answer.json["error"]
    assert db.session.query(Attempt).count() == 0


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '"x"', "[1,2]"])
def test_a_body_that_is_no_object_is_refused(visitor: FlaskClient, practice: Step, body: str) -> None:
    answer = visitor.post("/attempts", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["error"]) == (400, "Bài làm gửi lên phải là một đối tượng JSON.")


def test_a_page_that_was_read_is_no_exercise(visitor: FlaskClient, practice: Step) -> None:
    page = practice.section.steps[0]
    assert visitor.post("/attempts", json=sent(page.id)).status_code == 404


def test_it_is_refused_as_a_form_from_another_site_too_long_and_signed_out(
    app: Flask, visitor: FlaskClient, practice: Step
) -> None:
    good = sent(practice.id)
    assert visitor.post("/attempts", data=good).status_code == 415
    assert visitor.post("/attempts", json=good, headers={"Origin": "https://evil.example"}).status_code == 403
    assert visitor.post("/attempts", json=good | {"device": "x" * 70_000}).status_code == 413
    assert app.test_client().post("/attempts", json=good).status_code == 401
    assert visitor.get("/attempts").status_code == 405
    assert db.session.query(Attempt).count() == 0


def test_the_result_says_where_to_act_differently_with_a_link_to_the_lesson(
    visitor: FlaskClient, practice: Step
) -> None:
    url = visitor.post("/attempts", json=sent(practice.id, [[0, 1], [1, 1]])).json["url"]
    page = visitor.get(url).text
    assert "Chỗ nên làm khác" in page
    assert "Quả bẩn làm đau bụng." in page
    assert "Đây là điều không được làm sai." in page
    assert "Không biết quả gì" not in page
    assert db.session.query(Attempt).one().receipt in page

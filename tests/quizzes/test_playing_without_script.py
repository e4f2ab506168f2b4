"""Somebody plays a scenario page by page, without script."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from courses.models import Step, StepCompletion
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt, Draft
from tests.factories.account import sign_in
from tests.factories.people import make_person


def begin(visitor: FlaskClient, step: Step, **fields: str) -> str:
    """Open the scenario; the address of its play page."""
    answer = visitor.post(f"/exercises/{step.id}/begin", data=fields)
    assert answer.status_code == 302
    return answer.location


def choose(visitor: FlaskClient, url: str, number: int, choice: int) -> str:
    answer = visitor.post(url, data={"number": number, "choice": choice})
    assert answer.status_code == 302
    return answer.location


def test_scene_by_scene_to_the_result(visitor: FlaskClient, practice: Step) -> None:
    url = begin(visitor, practice)
    assert "Bé hỏi: quả đỏ kia ăn được không?" in visitor.get(url).text
    assert choose(visitor, url, 0, 1) == url
    second = visitor.get(url).text
    assert "Đúng." in second
    assert "Bà bảo đó là quả dâu đất" in second
    result = choose(visitor, url, 1, 0)
    page = visitor.get(result).text
    assert "Quả ngọt lắm." in page
    assert "Lần này chọn đúng cả." in page
    attempt = db.session.query(Attempt).one()
    assert (attempt.score, attempt.passed, attempt.device) == (10_000, True, "server")
    assert db.session.query(StepCompletion).one().step_id == practice.id
    assert db.session.query(Draft).count() == 0


def test_no_points_are_shown_while_it_is_played(visitor: FlaskClient, practice: Step) -> None:
    page = visitor.get(begin(visitor, practice)).text
    assert not re.search(r"\+\d|điểm", page.split("<main")[1].split("</main")[0])


def test_it_goes_on_where_she_stopped(visitor: FlaskClient, practice: Step) -> None:
    url = begin(visitor, practice)
    choose(visitor, url, 0, 1)
    again = begin(visitor, practice)
    assert again == url
    assert "Bà bảo đó" in visitor.get(again).text
    afresh = begin(visitor, practice, afresh="1")
    assert afresh != url
    assert "Bé hỏi" in visitor.get(afresh).text
    assert visitor.get(url).status_code == 302


def test_a_double_click_changes_nothing_and_the_back_button_works(
    visitor: FlaskClient, practice: Step
) -> None:
    url = begin(visitor, practice)
    for _ in range(2):
        choose(visitor, url, 0, 1)
    assert db.session.query(Draft).one().path == [[0, 1]]
    result = choose(visitor, url, 0, 0)
    assert "Không biết quả gì thì không ăn." in visitor.get(result).text


def test_when_the_session_ends_in_the_middle_the_answers_are_kept(
    app: Flask, visitor: FlaskClient, practice: Step, lan: Person
) -> None:
    url = begin(visitor, practice)
    choose(visitor, url, 0, 1)
    signed_out = app.test_client()
    page = signed_out.post(url, data={"number": "1", "choice": "0"})
    assert page.status_code == 401
    assert 'name="choice" value="0"' in page.text
    assert "Đăng nhập ở một thẻ khác" in page.text
    sign_in(signed_out, lan)
    assert choose(signed_out, url, 1, 0).startswith("/attempts/")


@pytest.mark.parametrize(("number", "choice"), [(5, 0), (0, 9), (0, -1), (-3, 7)])
def test_an_answer_that_fits_nowhere_changes_nothing(
    visitor: FlaskClient, practice: Step, number: int, choice: int
) -> None:
    url = begin(visitor, practice)
    choose(visitor, url, number, choice)
    assert db.session.query(Draft).one().path == []
    assert visitor.post(url, data={"choice": "đầu tiên"}).status_code == 400


def test_somebody_else_cannot_see_or_play_it(app: Flask, visitor: FlaskClient, practice: Step) -> None:
    url = begin(visitor, practice)
    hoa = make_person("Lê Thị Hoa", phone="0900000558")
    db.session.commit()
    stranger = app.test_client()
    sign_in(stranger, hoa)
    assert stranger.get(url).location.startswith("/learn/vao-rung/1")
    choose(stranger, url, 0, 1)
    assert db.session.query(Draft).one().path == []


def test_signed_out_the_button_leads_to_signing_in_and_back(app: Flask, practice: Step) -> None:
    answer = app.test_client().post(f"/exercises/{practice.id}/begin")
    assert answer.location.startswith("/sign-in?next=")


def test_a_page_is_no_exercise_and_a_test_is_no_story(visitor: FlaskClient, practice: Step) -> None:
    page, _, test = practice.section.steps
    assert visitor.post(f"/exercises/{page.id}/begin").status_code in (404, 409)
    assert visitor.post(f"/exercises/{test.id}/begin").status_code == 404

"""A trainer explains the words of her course; the same checks and the same way back as for anything else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from courses.library import read_terms
from courses.source.course import Term
from courses.source.folders import TERMS
from tests.courses.authoring.test_make_a_course import SLUG, begun, plan, send

PAGE = f"/own-courses/{SLUG}/terms"


@pytest.fixture
def client(demo_app: Flask) -> FlaskClient:
    return begun(demo_app)


def seen() -> int:
    file = plan().folder.files.get(TERMS)
    return file.revision if file else 0


def act(client: FlaskClient, what: str, **fields: object) -> TestResponse:
    return send(client, PAGE, act=what, **{"seen": seen(), **fields})


def words() -> list[str]:
    return [each.term for each in read_terms(plan().folder)]


def test_words_are_added_changed_moved_and_taken_out(client: FlaskClient) -> None:
    assert "Chưa giải thích từ nào" in client.get(PAGE).text
    act(client, "add", term="hộ", meaning="Những người ở chung.", avoid="nóc nhà, hộ khẩu")
    act(client, "add", term="nhân khẩu", meaning="Một người trong hộ.")
    assert read_terms(plan().folder)[0] == Term("hộ", "Những người ở chung.", ("nóc nhà", "hộ khẩu"))
    act(client, "down", place=0)
    assert words() == ["nhân khẩu", "hộ"]
    act(client, "change", place=1, term="hộ gia đình", meaning="Những người ở chung và ăn chung.")
    assert words() == ["nhân khẩu", "hộ gia đình"]
    act(client, "remove", place=0)
    page = act(client, "remove", place=0)
    assert (words(), "Chưa giải thích từ nào" in page.text) == ([], True)
    change = client.get(f"/own-courses/{SLUG}").text.split('name="change" value="')[1].split('"')[0]
    send(client, f"/own-courses/{SLUG}/take-back", change=change)
    assert words() == ["hộ gia đình"]


def test_a_word_is_explained_once_and_wholly(client: FlaskClient) -> None:
    act(client, "add", term="Hộ", meaning="Những người ở chung.")
    again = act(client, "add", term="hộ", meaning="Khác.")
    assert (again.status_code, "Đã có từ “hộ” rồi." in again.text) == (409, True)
    assert act(client, "add", term="sổ A0", meaning="").status_code == 422
    assert words() == ["Hộ"]


def test_what_somebody_changed_meanwhile_is_not_overwritten(client: FlaskClient) -> None:
    act(client, "add", term="hộ", meaning="Những người ở chung.")
    for given in ({"seen": 0}, {"seen": seen() + 1}):
        refused = act(client, "add", term="sổ A0", meaning="Sổ ghi chép ban đầu.", **given)
        assert (refused.status_code, "Sổ ghi chép ban đầu." in refused.text) == (409, True)
    assert act(client, "remove", place=7).status_code == 409
    assert act(client, "dance").status_code == 404
    assert words() == ["hộ"]

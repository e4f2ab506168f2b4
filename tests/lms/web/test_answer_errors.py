"""Whatever goes wrong is answered by a page that says what to do next, in the reader's language."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from lms.base.messages import Refusal, message
from lms.web.access import public


@pytest.fixture
def broken_app(app: Flask) -> Flask:
    """The app with addresses that fail in each way."""
    app.testing = False
    app._got_first_request = False

    @public
    def fail(code: int) -> str:
        if code == 1:
            raise ZeroDivisionError("a bug")
        if code == 2:
            raise Refusal(message("The file is empty."))
        abort(code)

    app.add_url_rule("/fail/<int:code>", "fail", fail, methods=["GET", "POST"])
    return app


def speak_english(client: FlaskClient) -> None:
    """Choose English for what follows."""
    with client.session_transaction() as cookie:
        cookie["language"] = "en"


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503, 418])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_error_has_a_page_with_a_way_on(broken_app: Flask, code: int, language: str) -> None:
    client = broken_app.test_client()
    if language == "en":
        speak_english(client)
    answer = client.get(f"/fail/{code}")
    assert answer.status_code == code
    assert answer.mimetype == "text/html"
    assert 'href="/"' in answer.text
    assert "<h1>" in answer.text
    assert ("Về trang đầu" in answer.text) == (language == "vi")
    assert ("Go to the start page" in answer.text) == (language == "en")


def test_a_bug_is_answered_without_asking_who_is_there(broken_app: Flask) -> None:
    answer = broken_app.test_client().get("/fail/1")
    assert answer.status_code == 500
    assert "Hệ thống đang gặp lỗi" in answer.text
    assert 'class="brand"' in answer.text
    assert 'class="tools"' not in answer.text


def test_json_is_answered_with_json(broken_app: Flask) -> None:
    client = broken_app.test_client()
    answer = client.get("/fail/404", headers={"Accept": "application/json"})
    assert answer.get_json() == {"error": "Not Found", "sentence": "Không có trang này"}
    answer = client.get("/fail/2", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.get_json() == {"error": "Tệp không có gì bên trong."}


def test_a_refusal_that_no_view_caught_is_said_on_a_page(broken_app: Flask) -> None:
    answer = broken_app.test_client().get("/fail/2")
    assert answer.status_code == 409
    assert "Tệp không có gì bên trong." in answer.text


def test_a_wrong_method_gets_a_page_that_names_the_right_one(client: FlaskClient) -> None:
    answer = client.get("/language/en")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert "Địa chỉ này chỉ dùng để gửi biểu mẫu" in answer.text


def test_a_form_without_token_is_refused_with_advice(client: FlaskClient) -> None:
    client.get("/sign-in")
    answer = client.post("/sign-in", data={"login": "0912345678", "secret": "x"})
    assert answer.status_code == 400
    assert "Trang này đã mở quá lâu" in answer.text


def test_too_large_a_form_says_how_large_it_may_be(broken_app: Flask) -> None:
    answer = broken_app.test_client().get("/fail/413")
    assert "Mỗi tệp tối đa 10 MB." in answer.text


def test_the_way_back_leads_to_the_page_that_sent_the_form(client: FlaskClient) -> None:
    answer = client.post("/sign-in", headers={"Referer": "http://localhost/sign-in?next=/account"})
    assert 'href="/sign-in?next=/account"' in answer.text


def test_the_way_back_never_leads_to_another_site(broken_app: Flask) -> None:
    answer = broken_app.test_client().get("/fail/409", headers={"Referer": "http://evil.example/x"})
    assert "evil.example" not in answer.text

"""Somebody finds a message in the menu, opens it, and says where else messages go."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.base.database import db
from lms.outbox.rules.sending import send
from lms.people.queries import person_by_code
from tests.factories.account import sign_in
from tests.factories.statements import statements


def visitor(app: Flask, code: str) -> tuple[FlaskClient, int]:
    """A person of the demonstration, signed in."""
    person = person_by_code(code)
    assert person
    client = app.test_client()
    sign_in(client, person)
    return client, person.id


def send_form(client: FlaskClient, page: str, action: str, **fields: str) -> TestResponse:
    """Fill in a form of a page and send it; the answer is where it leads."""
    token = client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(action, data={"csrf_token": token, **fields}, follow_redirects=True)


def told(person_id: int) -> int:
    """A message to somebody."""
    sent = send(person_id, "Còn một bài <b>", "Dòng một\nDòng hai", "k:1", link="/learn").id
    db.session.commit()
    return sent


def test_it_stands_in_the_menu_until_it_is_opened(demo_app: Flask) -> None:
    client, person_id = visitor(demo_app, "TD-C099")
    assert "menu-number" not in client.get("/").text
    message_id = told(person_id)
    start = client.get("/").text
    assert re.search(r'menu-number">1<', start)
    assert "Có 1 tin nhắn chưa đọc." in start
    assert "Còn một bài &lt;b&gt;" in client.get("/inbox").text
    client.get(f"/inbox/{message_id}")
    assert "menu-number" in client.get("/").text  # looking alone changes nothing
    answer = send_form(client, "/inbox", f"/inbox/{message_id}/open")
    assert "Dòng một\nDòng hai" in answer.text
    assert 'href="/learn"' in answer.text
    assert "menu-number" not in answer.text


def test_a_message_of_somebody_else_is_not_there(demo_app: Flask) -> None:
    _, person_id = visitor(demo_app, "TD-C099")
    message_id = told(person_id)
    other, _ = visitor(demo_app, "DEMO-QT")
    assert other.get(f"/inbox/{message_id}").status_code == 404
    assert send_form(other, "/inbox", f"/inbox/{message_id}/open").status_code == 404


def test_she_says_where_messages_go_too(demo_app: Flask) -> None:
    client, _ = visitor(demo_app, "TD-C099")
    saved = send_form(client, "/inbox", "/inbox/e-mail", email=" hoa@example.vn ")
    assert "Đã lưu địa chỉ." in saved.text
    assert 'value="hoa@example.vn"' in saved.text
    wrong = send_form(client, "/inbox", "/inbox/e-mail", email="hoa")
    assert wrong.status_code == 422
    assert "Đây không phải là địa chỉ thư điện tử" in wrong.text
    send_form(client, "/inbox", "/inbox/e-mail", email="")
    assert 'value="hoa@example.vn"' not in client.get("/inbox").text


def test_the_inbox_asks_no_more_of_the_database_when_it_grows(demo_app: Flask) -> None:
    client, person_id = visitor(demo_app, "TD-C099")

    def asked() -> int:
        with statements() as asked_for:
            client.get("/inbox")
        return len(asked_for)

    told(person_id)
    few = asked()
    for number in range(30):
        send(person_id, "Nhắc", "Nhắc", f"more:{number}")
    db.session.commit()
    assert asked() == few

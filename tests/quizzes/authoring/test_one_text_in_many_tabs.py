"""Open tabs, other people, sessions that end: no text takes the place of one that nobody has seen."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from lms.base.database import db
from lms.people.models import Person
from quizzes.authoring.models import Manuscript
from quizzes.queries.exercises import newest_version
from tests.factories.account import sign_in, type_in
from tests.factories.desk import Fields
from tests.factories.quizzes import BERRIES

HERE = "/exercises/hai-qua"
Tab = MultiDict[str, str]
JSON = {"Accept": "application/json"}


def tab(client: FlaskClient, face: str = "edit") -> Tab:
    """What an open page of the desk would send, as it stands."""
    sent = Fields(client.get(f"{HERE}/{face}").text).sent
    if "text" in sent:
        sent["text"] = sent["text"].removeprefix("\r\n")  # which a browser does not count
    return sent


def send(client: FlaskClient, page: Tab, status: int = 200, **more: str) -> dict[str, str]:
    """Save from a tab that was opened before, as its script does."""
    sent = page.copy()
    for name, value in more.items():
        sent[name] = value
    answer = client.post(f"{HERE}/draft", data=sent, headers=JSON)
    assert answer.status_code == status
    return answer.get_json(silent=True) or {}


def release(client: FlaskClient) -> None:
    page = client.get(f"{HERE}/publish").text
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    assert type_in(client, f"{HERE}/publish", seen=seen).status_code == 302


def changed(word: str) -> str:
    return BERRIES.replace("Bé hỏi", word)


def drafts() -> dict[str, Manuscript]:
    return {each.person.full_name: each for each in db.session.query(Manuscript)}


def test_a_version_published_behind_an_open_page_is_shown_before_it_is_replaced(
    yen: FlaskClient, nam: FlaskClient
) -> None:
    opened = tab(yen)
    send(nam, tab(nam), text=changed("Em hỏi"))
    release(nam)
    send(yen, opened, text=changed("Cháu hỏi"))
    page = yen.get(f"{HERE}/publish").text
    assert "Trong lúc soạn đã có phiên bản khác" in page
    assert "Em hỏi" in page


@pytest.mark.parametrize("face", ["edit", "form"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_only_looks_and_plays_has_no_draft(
    yen: FlaskClient, nam: FlaskClient, face: str, language: str
) -> None:
    page = tab(yen, f"{face}?text={language}")
    look = send(yen, page, path="0.1", same="1")
    assert "Bà bảo đó là quả dâu đất" in look["look"]
    assert look["saved"] == ""
    assert yen.post(f"{HERE}/draft", data=page).status_code == 302
    assert drafts() == {}
    assert "cũng đang soạn" not in nam.get(f"{HERE}/edit").text


def test_who_has_changed_nothing_finds_the_version_of_the_other(yen: FlaskClient, nam: FlaskClient) -> None:
    send(yen, tab(yen), text=changed("Cháu hỏi"))
    release(yen)
    assert "cũng đang soạn" not in nam.get(f"{HERE}/edit").text
    opened = tab(yen)
    send(nam, tab(nam), text=changed("Em hỏi"))
    release(nam)
    assert "Em hỏi" in yen.get(f"{HERE}/edit").text
    assert "Bản nháp lúc" not in yen.get("/exercises").text
    assert "conflict" in send(yen, opened, 409, text=changed("Con hỏi"))
    assert drafts()["Đỗ Thị Yến"].based_on == newest_version("hai-qua")


def test_a_text_that_was_changed_stays_when_the_other_publishes(yen: FlaskClient, nam: FlaskClient) -> None:
    send(yen, tab(yen), text=changed("Cháu hỏi"))
    send(nam, tab(nam), text=changed("Em hỏi"))
    release(nam)
    assert drafts()["Đỗ Thị Yến"].text == changed("Cháu hỏi")
    assert "Trong lúc soạn đã có phiên bản khác" in yen.get(f"{HERE}/publish").text


def test_a_page_writes_nothing_on_the_desk_of_who_signed_in_beside_it(
    trainers: tuple[Person, Person], yen: FlaskClient
) -> None:
    opened = tab(yen)
    send(yen, opened, text=changed("Cháu hỏi"))
    opened["revision"] = "1"
    opened["text"] = changed("Dì hỏi")
    sign_in(yen, trainers[1])
    send(yen, opened, 401)
    page = yen.post(f"{HERE}/draft", data=opened)
    assert page.status_code == 401
    assert "Dì hỏi" in page.text
    assert list(drafts()) == ["Đỗ Thị Yến"]
    sign_in(yen, trainers[0])
    send(yen, opened)
    assert drafts()["Đỗ Thị Yến"].text == changed("Dì hỏi")


def test_a_text_at_its_limit_is_carried_whole_over_the_end_of_a_session(app: Flask, yen: FlaskClient) -> None:
    lines = "\n".join(["== C", "Hỏi gì đây hả?"] * 1000)
    text = f"{BERRIES}{lines}\nDÒNG CUỐI".replace("\n", "\r\n")
    page = app.test_client().post(f"{HERE}/draft", data={"text": text, "language": "vi", "revision": "0"})
    assert page.status_code == 401
    assert "DÒNG CUỐI" in page.text

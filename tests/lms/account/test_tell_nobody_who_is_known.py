"""Whoever tries logins and cards learns nothing of who is known here: one sentence, and the same work."""

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from lms.account.rules.one_time_codes import issue
from lms.base.database import db
from tests.factories.account import give_card, give_password, new_phone, scan
from tests.factories.people import make_collaborator, make_person
from tests.factories.places import unit

UNKNOWN = "TD-NOBODY"


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compared with a hash, by how dear each comparison is."""
    done: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, hashed: str, secret: str) -> bool:
        done.append(str(hashed).split("$")[3])
        return bool(verify(self, hashed, secret))

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    return done


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """A stranger's phone. Known are people with a password, with a slip, with both, with neither."""
    give_password(make_person("Trần Thị Lan", code="TD-PASSWORD"))
    give_password(both := make_person("Trần Thị Mai", code="TD-BOTH"))
    slip = make_person("Trần Thị Cúc", code="TD-SLIP")
    make_person("Trần Thị Đào", code="TD-NOTHING")
    issue([slip.id, both.id], by=None)
    return new_phone(app)


@pytest.mark.parametrize("secret", ["mật khẩu đoán", "K7QM-3XPA"])
@pytest.mark.parametrize("known", ["TD-PASSWORD", "TD-SLIP", "TD-BOTH", "TD-NOTHING"])
def test_a_known_login_costs_the_same_work_as_an_unknown_one(
    phone: FlaskClient, work: list[str], known: str, secret: str
) -> None:
    pages = []
    for login in (UNKNOWN, known):
        pages.append(phone.post("/sign-in", data={"login": login, "secret": secret}).text.replace(login, ""))
        pages.append("·".join(sorted(work)))
        work.clear()
    assert pages[0] == pages[2]
    assert pages[1] == pages[3] != ""


def test_nobody_reads_out_of_the_counts_who_is_known(phone: FlaskClient) -> None:
    answers = {
        login: [phone.post("/sign-in", data={"login": login, "secret": "đoán"}).status_code for _ in range(9)]
        for login in (UNKNOWN, "TD-PASSWORD")
    }
    assert answers[UNKNOWN] == answers["TD-PASSWORD"] == [200] * 8 + [429]


def test_a_wrong_card_or_code_names_nobody(shipped_app: Flask) -> None:
    lan = make_collaborator(unit("08869"))
    token, _code = give_card(lan)
    stranger = new_phone(shipped_app)
    for page in (scan(stranger, token[:-1] + ("A" if token[-1] != "A" else "B")).text,
                 stranger.post("/code", data={"code": "K7QM-3XPA-9C", "kind": "own"}).text):  # fmt: skip
        assert lan.full_name not in page
        assert "thẻ này" in page.lower()


@pytest.mark.parametrize("address", ["/pin", "/sign-in/first-use", "/sign-in/name", "/sign-in/second-step",
                                     "/sign-in/second-factor", "/who"])  # fmt: skip
def test_steps_in_between_answer_nobody_who_has_not_taken_the_first(phone: FlaskClient, address: str) -> None:
    for answer in (phone.get(address), phone.post(address, data={"person": "1", "pin": "2580", "code": "1"})):
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in")
    db.session.rollback()


def test_a_passkey_is_asked_of_anybody_in_the_same_words(phone: FlaskClient) -> None:
    asked = [
        phone.post("/sign-in/passkey/begin", json={"login": login}).get_json()
        for login in ("TD-BOTH", UNKNOWN)
    ]
    assert [sorted(each) for each in asked] == [sorted(asked[0])] * 2
    assert all("TD-" not in str(each) for each in asked)

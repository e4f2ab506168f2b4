"""An officer finds what a receipt is for, and what two phones said differently."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from courses.models import Step
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from quizzes.models import Attempt
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, make_person
from tests.factories.phones import phone_of
from tests.factories.places import small_country
from tests.factories.quizzes import WORST_PATH, sent
from tests.factories.statements import statements


@pytest.fixture
def people(app: Flask, practice: Step) -> dict[str, Person]:
    """Lan, who has sent two different contents under one id; her officer, and another one."""
    places = small_country()
    people = {
        "lan": make_collaborator(places.tam_duong),
        "mai": make_officer(places.tam_duong),
        "thu": make_officer(places.hoi_thinh, "Vũ Thị Thu"),
    }
    phone = phone_of(people["lan"])
    phone.post(app, "/attempts", sent(practice.id))
    phone.post(app, "/attempts", sent(practice.id, WORST_PATH))
    return people


@pytest.fixture
def receipt(people: dict[str, Person]) -> str:
    return db.session.scalars(select(Attempt.receipt)).one()


def test_her_officer_finds_whose_it_is_and_what_and_when_and_it_is_noted(
    app: Flask, people: dict[str, Person], receipt: str
) -> None:
    mai = client_of(app, people["mai"])
    said = f" {receipt.lower().replace('-', ' ')} "
    page = mai.get("/receipts", query_string={"code": said}).text
    assert all(each in page for each in ("Trần Thị Lan", "Hái quả trong rừng", "08:04 20/11/2026", receipt))
    assert "Gửi hai lần với câu trả lời khác nhau" in page
    log = db.session.scalars(select(AccessLogEntry).order_by(AccessLogEntry.id)).all()
    assert (log[-1].actor_id, log[-1].subject) == (people["mai"].id, f"receipts {receipt}")


def test_she_finds_her_own_and_a_stranger_finds_nothing(
    app: Flask, people: dict[str, Person], receipt: str
) -> None:
    own = client_of(app, people["lan"]).get(f"/receipts?code={receipt}").text
    assert "Hái quả trong rừng" in own
    others = client_of(app, people["thu"]).get(f"/receipts?code={receipt}").text
    assert "Trần Thị Lan" not in others
    assert "Không tìm thấy" in others


def test_she_finds_what_she_handed_in_on_a_record_that_was_merged_into_hers(
    app: Flask, people: dict[str, Person], receipt: str
) -> None:
    kept = make_person("Trần Thị Lan", phone="0900000560")
    merge(kept, people["lan"], by=None)
    db.session.commit()
    lan, attempt = client_of(app, kept), db.session.scalars(select(Attempt)).one()
    assert "Hái quả trong rừng" in lan.get(f"/receipts?code={receipt}").text
    assert lan.get(f"/attempts/{attempt.id}").status_code == 200
    assert client_of(app, people["thu"]).get(f"/attempts/{attempt.id}").status_code == 404


@pytest.mark.parametrize("code", ["7K4M-2QPX", "xin chào", "'; DROP TABLE attempt", "0" * 500])
def test_a_receipt_that_was_misheard_is_told_from_one_that_was_never_given(
    app: Flask, people: dict[str, Person], code: str
) -> None:
    page = client_of(app, people["mai"]).get("/receipts", query_string={"code": code})
    assert page.status_code == 200
    assert "sai một ký tự" in page.text


def test_the_page_asks_the_database_no_more_for_many_rows(
    app: Flask, people: dict[str, Person], practice: Step
) -> None:
    mai, asked = client_of(app, people["mai"]), []
    for number in range(3):
        with statements() as each:
            assert mai.get("/receipts").status_code == 200
        asked.append(len(each))
        phone = phone_of(people["lan"])
        for path in (WORST_PATH, [[0, 1], [1, 1]], [[0, 8]]):
            phone.post(app, "/attempts", sent(practice.id, path, id=str(uuid.UUID(int=number))))
    assert asked[1] == asked[2]

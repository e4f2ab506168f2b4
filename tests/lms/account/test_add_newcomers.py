"""Adding somebody: name, birth, phone, post in one form, and her card on the screen.

The whole form has seven fields, of which an officer fills two to four: she types the name (and, where she
knows them, birth year and phone), taps the vacant post, and presses the button. The day is today already.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.account.models import Card
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import AccessRole, EndReason, Level, Person, Posting
from lms.people.queries import postings_of, role_of
from lms.people.rules.posting import end
from lms.people.rules.taking_up import take_up
from tests.factories.account import client_of
from tests.factories.people import make_asker, make_collaborator, make_officer, make_person
from tests.factories.places import unit

TAM_DUONG, HOI_THINH = "08869", "08905"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def vacant(name: str = "Vũ Thị Sen", hamlet: str = "Thôn Đông", since: date = date(2026, 10, 1)) -> Posting:
    """A post that somebody left; as her posting."""
    posting = postings_of(make_collaborator(unit(TAM_DUONG), name, hamlet=hamlet).id)[0]
    end(posting, since, EndReason.RETIRED.value, by=None)
    return posting


def officer_at(app: Flask, code: str = TAM_DUONG) -> FlaskClient:
    return client_of(app, make_officer(unit(code)))


def send(client: FlaskClient, **fields: object) -> Any:
    sent = {"unit": TAM_DUONG, "full_name": "Đỗ Thị Mơ", "since": "2026-11-22", "post": "other", **fields}
    if sent["post"] == "other":
        sent.setdefault("role", role_of("ctv_ds", Level.HAMLET).id)
    return client.post("/people/new", data=sent)


def named(name: str = "Đỗ Thị Mơ") -> list[Person]:
    db.session.rollback()
    return list(db.session.scalars(select(Person).where(Person.full_name == name)))


def test_the_vacant_posts_of_her_commune_stand_first_with_whom_they_follow(shipped_app: Flask) -> None:
    vacant()
    page = officer_at(shipped_app).get("/people/new").text
    assert "thay Vũ Thị Sen, trống từ 01/10/2026" in page
    assert re.search(r'<input checked [^>]*name="post" [^>]*value="\d+"', page)
    assert 'value="2026-11-22"' in page


def test_one_form_brings_her_on_record_into_her_post_and_shows_her_card(both_shipped_app: Flask) -> None:
    post_id = vacant().post_id
    answer = send(officer_at(both_shipped_app), post=post_id, born="1970", phone="0912 345 678")
    assert answer.status_code == 200
    assert "<svg" in answer.text
    (new,) = named()
    assert (new.birth_date, new.birth_year, new.phone) == (None, 1970, "0912345678")
    (posting,) = postings_of(new.id)
    assert (posting.post_id, posting.valid_from, posting.valid_until) == (post_id, TODAY, None)
    assert db.session.scalars(select(Card.person_id).where(Card.voided_at.is_(None))).all() == [new.id]
    acts = set(db.session.scalars(select(AuditEntry.action)))
    assert {"person:added", "posting:begun", "card:issued"} <= acts


def test_a_form_that_is_sent_several_times_at_once_adds_her_once(both_shipped_app: Flask) -> None:
    mai = make_officer(unit(TAM_DUONG))
    role = role_of("ctv_ds", Level.HAMLET).id
    taps = [client_of(both_shipped_app, mai) for _ in range(4)]
    db.session.rollback()
    she = {"unit": TAM_DUONG, "full_name": "Đỗ Thị Mơ", "since": "2026-11-22", "post": "other", "role": role}
    sent = {**she, "hamlet": "Thôn Mới", "hamlet_is_new": "y"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda tap: tap.post("/people/new", data=sent).status_code, taps))
    assert sorted(answers) == [200, 422, 422, 422]
    assert len(named()) == 1


def test_the_page_of_the_card_says_what_she_is_to_learn_and_how_to_undo(demo_app: Flask) -> None:
    hamlet = "Thôn Mới"
    answer = send(officer_at(demo_app), hamlet=hamlet, hamlet_is_new="y")
    assert "Bắt đầu với:" in answer.text
    assert "Tập huấn cộng tác viên dân số hằng năm" in answer.text
    assert "Nhập nhầm?" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"full_name": "Mơ 2"}, "Họ và tên không viết bằng chữ số."),
        ({"full_name": "…"}, "họ và tên"),
        ({"born": "22/11/2030"}, "22/11/2030"),
        ({"born": "2030"}, "2030"),
        ({"born": "99999999"}, "99999999"),
        ({"born": "năm ngoái"}, "năm ngoái"),
        ({"phone": "12"}, "12"),
        ({"since": "2026-09-30"}, "Vị trí này trống từ ngày 01/10/2026"),
        ({"since": "2029-01-01"}, "xa"),
        ({"post": "999999"}, "Vừa có người nhận vị trí này"),
        ({"post": "other"}, "thôn"),
        ({"post": "other", "hamlet": "Thôn Không Có"}, "Thôn Không Có"),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_typed_is_lost(
    shipped_app: Flask, fields: dict[str, str], said: str
) -> None:
    post_id = vacant().post_id
    answer = send(
        officer_at(shipped_app), **{"post": post_id, "born": "1971", "phone": "0987654321", **fields}
    )
    assert answer.status_code == 422
    wrong = " ".join(re.findall(r'class="field-error"[^>]*>([^<]*)', answer.text))
    assert said in wrong
    typed = {"born": "1971", "phone": "0987654321", "full_name": "Đỗ Thị Mơ"} | fields
    assert all(value in answer.text for name, value in typed.items() if name != "post")
    assert named(fields.get("full_name", "Đỗ Thị Mơ")) == []


def test_a_post_that_another_officer_filled_meanwhile_is_not_filled_twice(both_shipped_app: Flask) -> None:
    post = vacant().post
    client = officer_at(both_shipped_app)
    client.get("/people/new")
    take_up(make_person("Hà Thị Cúc", phone=None), post, TODAY, by=None)
    db.session.commit()
    answer = send(client, post=post.id)
    assert answer.status_code == 422
    assert "Vừa có người nhận vị trí này" in answer.text
    assert named() == []


def test_a_phone_that_is_on_record_is_asked_about_before_anything_is_written(shipped_app: Flask) -> None:
    post_id = vacant().post_id
    lan = make_collaborator(unit(TAM_DUONG), "Trần Thị Lan", hamlet="Thôn Tây")
    client = officer_at(shipped_app)
    fields = {"post": post_id, "phone": "0900000556"}
    asked = send(client, **fields)
    assert asked.status_code == 422
    assert "Trần Thị Lan" in asked.text
    assert "Chưa ghi gì cả" in asked.text
    assert named() == []
    among = re.findall(r'name="among" type="hidden" value="([^"]+)"', asked.text)[0]
    assert str(lan.id) in among.split()
    assert send(client, **fields, among=among, same="0").status_code == 200
    assert len(named()) == 1


def test_somebody_on_record_is_given_the_post_and_keeps_her_card(shipped_app: Flask) -> None:
    post_id = vacant().post_id
    lan = make_collaborator(unit(TAM_DUONG), "Trần Thị Lan", hamlet="Thôn Tây")
    client = officer_at(shipped_app)
    fields = {"post": post_id, "full_name": "tran thi lan"}
    among = re.findall(r'name="among" type="hidden" value="([^"]+)"', send(client, **fields).text)[0]
    answer = send(client, **fields, among=among, same=str(lan.id))
    assert answer.headers["Location"] == f"/people/{lan.id}"
    assert len(postings_of(lan.id, TODAY)) == 2
    assert db.session.scalar(select(func.count()).select_from(Card)) == 0


def test_sending_the_same_form_twice_adds_her_once(shipped_app: Flask) -> None:
    client = officer_at(shipped_app)
    fields = {"hamlet": "Thôn Đoài", "hamlet_is_new": "y", "phone": "0912345678", "born": "1970"}
    assert send(client, **fields).status_code == 200
    assert send(client, **fields).status_code == 422
    assert len(named()) == 1


def test_somebody_of_other_units_is_not_named(shipped_app: Flask) -> None:
    make_collaborator(unit(HOI_THINH), "Đỗ Thị Mơ", hamlet="Thôn Vàng")
    answer = send(officer_at(shipped_app), hamlet="Thôn Đoài", hamlet_is_new="y", phone="0900000556")
    assert answer.status_code == 422
    assert "Ở đơn vị khác đã có người cùng tên" in answer.text
    assert "Thôn Vàng" not in answer.text


def test_nobody_adds_people_where_she_keeps_none(shipped_app: Flask) -> None:
    mine = officer_at(shipped_app)
    answer = send(mine, unit=HOI_THINH, hamlet="Thôn Đoài", hamlet_is_new="y")
    assert answer.status_code == 422
    assert named() == []
    trainer = client_of(shipped_app, make_asker(AccessRole.TRAINER, unit(TAM_DUONG)))
    assert trainer.get("/people/new").status_code == 403
    assert send(trainer, hamlet="Thôn Đoài", hamlet_is_new="y").status_code == 403


def test_who_keeps_a_province_chooses_the_commune_first(shipped_app: Flask) -> None:
    head = client_of(shipped_app, make_asker(AccessRole.HEAD, unit("25")))
    assert 'name="unit"' in head.get("/people/new").text
    assert "Xã Tam Dương" in head.get(f"/people/new?unit={TAM_DUONG}").text

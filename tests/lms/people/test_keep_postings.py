"""Postings on the page: taking up, ending, leaving, coming back, moving; each within one's units."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import AccessRole, Level, Person, Posting
from lms.people.queries import postings_of, role_of
from lms.people.rules.posting import end
from tests.factories.account import client_of
from tests.factories.people import make_asker, make_collaborator, make_head, make_officer, make_person
from tests.factories.places import unit


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    person = make_collaborator(unit("08869"))
    db.session.commit()
    return person


@pytest.fixture
def officer(shipped_app: Flask, lan: Person) -> FlaskClient:
    return client_of(shipped_app, make_officer(unit("08869")))


def posting_of(person: Person) -> Posting:
    db.session.expire_all()
    return postings_of(person.id)[0]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_an_officer_ends_a_posting_with_reason_and_last_day(officer: FlaskClient, lan: Person) -> None:
    posting = posting_of(lan)
    assert "Kết thúc vị trí" in officer.get(f"/people/{lan.id}").text
    address = f"/postings/{posting.id}/end"
    assert "Trần Thị Lan" in officer.get(address).text
    page = officer.post(address, data={"last_day": "2026-10-31", "reason": "retired"}, follow_redirects=True)
    assert "Từ 01/07/2025 đến hết 31/10/2026 – nghỉ hưu" in words(page.text)
    assert posting_of(lan).valid_until == date(2026, 11, 1)
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "posting:ended")).one().actor_id


def test_an_end_before_the_start_is_refused_in_a_sentence(officer: FlaskClient, lan: Person) -> None:
    address = f"/postings/{posting_of(lan).id}/end"
    answer = officer.post(address, data={"last_day": "2024-01-01", "reason": "retired"})
    assert answer.status_code == 422
    assert "phải kết thúc sau ngày bắt đầu" in answer.text
    assert posting_of(lan).valid_until is None


@pytest.mark.parametrize(
    "sent",
    [
        {"last_day": "", "reason": "retired"},
        {"last_day": "2026-10-31", "reason": "maternity"},
        {"last_day": "2026-10-31", "reason": "moved"},
        {"last_day": "31/02/2026", "reason": "retired"},
        {"last_day": "2099-10-31", "reason": "retired"},
        {},
    ],
)
def test_what_no_posting_can_end_by_is_refused(
    officer: FlaskClient, lan: Person, sent: dict[str, str]
) -> None:
    assert officer.post(f"/postings/{posting_of(lan).id}/end", data=sent).status_code == 422
    assert posting_of(lan).valid_until is None


def test_she_leaves_for_a_time_and_comes_back(officer: FlaskClient, lan: Person) -> None:
    posting_id = posting_of(lan).id
    sent = {"last_day": "2026-03-09", "reason": "maternity", "back_on": "2026-09-10"}
    page = officer.post(f"/postings/{posting_id}/leave", data=sent, follow_redirects=True)
    assert "nghỉ thai sản" in page.text
    assert "đã hẹn trở lại ngày 10/09/2026" in page.text
    assert 'value="2026-09-10"' in officer.get(f"/postings/{posting_id}/return").text
    page = officer.post(f"/postings/{posting_id}/return", data={"since": "2026-09-21"}, follow_redirects=True)
    assert [each.valid_from for each in postings_of(lan.id)] == [date(2026, 9, 21), date(2025, 7, 1)]
    assert "hẹn trở lại" not in page.text


def test_she_moves_to_another_hamlet_of_the_commune(officer: FlaskClient, lan: Person) -> None:
    posting_id = posting_of(lan).id
    page = officer.get(f"/postings/{posting_id}/move")
    assert "Xã Tam Dương, Tỉnh Phú Thọ" in page.text
    role = role_of("ctv_ds", Level.HAMLET).id
    sent = {"unit": "08869", "post": "other", "role": role, "hamlet": "Thôn Tây", "since": "2026-11-01"}
    refused = officer.post(f"/postings/{posting_id}/move", data=sent)
    assert refused.status_code == 422
    assert "Thôn Tây không thuộc Xã Tam Dương" in refused.text
    sent["hamlet_is_new"] = "y"
    page = officer.post(f"/postings/{posting_id}/move", data=sent, follow_redirects=True)
    assert "Thôn Tây, Xã Tam Dương" in page.text
    assert "đến hết 31/10/2026 – chuyển vị trí" in words(page.text)


def test_a_vacant_post_is_given_to_somebody_else(officer: FlaskClient, lan: Person) -> None:
    mai = make_collaborator(unit("08869"), "Lê Thị Mai", hamlet="Thôn Tây")
    posting = posting_of(lan)
    end(posting, date(2026, 10, 1), "retired")
    db.session.commit()
    page = officer.get(f"/people/{mai.id}/postings/new")
    assert "Thôn Đông, trống từ 01/10/2026" in page.text
    role = role_of("ctv_ds", Level.HAMLET).id
    sent = {"unit": "08869", "post": str(posting.post_id), "role": role, "since": "2026-11-01"}
    officer.post(f"/people/{mai.id}/postings/new", data={**sent, "second_job": "y"})
    newest = posting_of(mai)
    assert (newest.post_id, newest.second_job, newest.valid_until) == (posting.post_id, True, None)
    again = officer.post(f"/people/{mai.id}/postings/new", data=sent)
    assert again.status_code == 422


def test_a_post_of_another_commune_is_no_choice(officer: FlaskClient, lan: Person) -> None:
    elsewhere = make_collaborator(unit("08905"), "Bùi Thị Sen")
    end(postings_of(elsewhere.id)[0], date(2026, 10, 1), "retired")
    post_id = postings_of(elsewhere.id)[0].post_id
    db.session.commit()
    role = role_of("ctv_ds", Level.HAMLET).id
    sent = {"unit": "08869", "post": str(post_id), "role": role, "since": "2026-11-01"}
    assert officer.post(f"/people/{lan.id}/postings/new", data=sent).status_code == 422
    page = officer.get(f"/people/{lan.id}/postings/new?unit=08905")
    assert "Không có đơn vị nào mang tên này" in page.text


def test_postings_and_people_elsewhere_are_absent(shipped_app: Flask, lan: Person) -> None:
    neighbour = client_of(shipped_app, make_officer(unit("08905")))
    posting_id = posting_of(lan).id
    for act in ("end", "leave", "return", "move"):
        assert neighbour.get(f"/postings/{posting_id}/{act}").status_code == 404
        assert neighbour.post(f"/postings/{posting_id}/{act}").status_code == 404
        assert neighbour.get(f"/postings/999999/{act}").status_code == 404
    assert neighbour.get(f"/people/{lan.id}/postings/new").status_code == 404
    assert posting_of(lan).valid_until is None


def test_who_keeps_no_staff_changes_no_posting(shipped_app: Flask, lan: Person) -> None:
    approver = client_of(shipped_app, make_asker(AccessRole.APPROVER, unit("25")))
    page = approver.get(f"/people/{lan.id}")
    assert "Kết thúc vị trí" not in page.text
    assert "Giao vị trí" not in page.text
    assert approver.get(f"/postings/{posting_of(lan).id}/end").status_code == 403
    own = client_of(shipped_app, lan)
    assert "Kết thúc vị trí" not in own.get("/people/me").text


def test_a_head_names_the_commune(shipped_app: Flask, lan: Person) -> None:
    head = client_of(shipped_app, make_head(unit("25")))
    page = head.get(f"/people/{lan.id}/postings/new?unit=Hội+Thịnh")
    assert "Xã Hội Thịnh, Tỉnh Phú Thọ" in page.text
    many = head.get(f"/people/{lan.id}/postings/new?unit=Tam+Dương+B")
    assert many.status_code == 200
    role = role_of("ctv_te", Level.HAMLET).id
    sent = {"unit": "08905", "post": "other", "role": role, "hamlet": "Thôn Lẻ", "hamlet_is_new": "y"}
    sent |= {"since": "2026-01-01", "last_day": "2026-12-31"}
    head.post(f"/people/{lan.id}/postings/new", data=sent)
    newest = posting_of(lan)
    assert (newest.valid_from, newest.valid_until) == (date(2026, 1, 1), date(2027, 1, 1))


def test_a_posting_of_a_post_without_unit_of_ones_own_is_shown_without_ways(
    shipped_app: Flask, lan: Person
) -> None:
    person = make_person("Kim Thị Yến")
    db.session.commit()
    administrator = client_of(shipped_app, make_asker(AccessRole.ADMINISTRATOR, unit("VN")))
    page = administrator.get(f"/people/{person.id}/postings/new")
    assert page.status_code == 200
    assert clock.today() == date(2026, 11, 22)

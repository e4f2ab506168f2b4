"""Saying in the browser that evidence was wrong, or that an ability ended; and taking that back."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base.audit import AccessLogEntry, AuditEntry
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.standards.models import Evidence, EvidenceStatus
from lms.standards.queries import entries_of, holdings_of
from lms.standards.rules.confirming import confirm
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import unit
from tests.factories.standards import a_class, competency
from tests.factories.statements import statements

DAY = date(2026, 3, 5)
CHILDREN = "bao_ve_tre_em"


def held(person: Person) -> list[tuple[date, date | None, str]]:
    return [(row.valid_from, row.valid_until, str(row.status)) for row in holdings_of(person.id)]


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    """A collaborator of Tam Dương with a class in child protection."""
    person = make_collaborator(unit())
    a_class(person, CHILDREN, DAY)
    return person


@pytest.fixture
def officer(shipped_app: Flask, lan: Person) -> FlaskClient:
    """The browser of the officer of her commune."""
    return client_of(shipped_app, make_officer(unit()))


def test_what_was_wrong_is_struck_with_who_and_why_and_can_be_recorded_again(
    lan: Person, officer: FlaskClient
) -> None:
    before = held(lan)
    address = f"/people/{lan.id}/evidence"
    assert address in officer.get(f"/people/{lan.id}").text
    [entry] = entries_of(lan.id)
    evidence_id = entry.newest.row.id
    form = f"/evidence/{evidence_id}/void"
    assert form in officer.get(address).text
    assert officer.post(form, data={"more": "x"}).status_code == 422
    sent = {"reason": "wrong_person", "more": "Lan ở thôn Tây"}
    page = officer.post(form, data=sent, follow_redirects=True).text
    assert "<s>" in page
    assert "người hủy: Lê Thị Mai" in page
    assert "Ghi nhầm người: Lan ở thôn Tây" in page
    assert held(lan) == []
    again = officer.post(f"/evidence/{evidence_id}/restore", follow_redirects=True).text
    assert "Đã ghi nhận lại." in again
    assert held(lan) == before
    refused = officer.post(f"/evidence/{evidence_id}/restore", follow_redirects=True).text
    assert "chưa bị hủy hoặc đã có ghi nhận mới hơn" in refused
    actions = db.session.scalars(select(AuditEntry.action)).all()
    assert {"evidence:voided", "evidence:restored"} <= set(actions)
    looked = select(AccessLogEntry).where(AccessLogEntry.subject == "evidence of a person")
    assert db.session.scalars(looked).first()


def test_a_confirmation_is_taken_back_by_itself(lan: Person, officer: FlaskClient) -> None:
    yearly = a_class(lan, "tap_huan_ctv_hang_nam", DAY, status=EvidenceStatus.DECLARED, document=None)
    confirmed = confirm(yearly, by=lan.id, document="31/QĐ-CCDS")
    db.session.commit()
    page = officer.get(f"/people/{lan.id}/evidence").text
    address = f"/evidence/{confirmed.id}/take-back"
    assert page.count("/take-back") == 1
    assert address in page
    after = officer.post(address, follow_redirects=True).text
    assert "Đã bỏ xác nhận." in after
    assert (DAY, date(2027, 1, 1), "declared") in held(lan)
    assert "Nếu sai thì hủy ghi nhận." in officer.post(address, follow_redirects=True).text


def test_an_ability_ends_by_a_document_and_the_mistake_is_voided(lan: Person, officer: FlaskClient) -> None:
    before = held(lan)
    form = f"/people/{lan.id}/lapses/new"
    sent = {"competency": competency(CHILDREN).id, "day": "2026-06-01", "note": "9/QĐ-SYT thu hồi chứng chỉ"}
    page = officer.post(form, data=sent, follow_redirects=True).text
    assert "9/QĐ-SYT thu hồi chứng chỉ" in page
    assert "chấm dứt năng lực" in page
    assert held(lan) == [(DAY, date(2026, 6, 1), "confirmed")]
    lapsed = db.session.scalars(select(Evidence).order_by(Evidence.id.desc()).limit(1)).one()
    officer.post(f"/evidence/{lapsed.id}/void", data={"reason": "wrong_entry"})
    assert held(lan) == before


@pytest.mark.parametrize(
    "wrong", [{"day": "2999-01-01"}, {"day": ""}, {"note": ""}, {"competency": "0"}, {"competency": "x"}]
)
def test_an_end_that_cannot_be_is_refused(lan: Person, officer: FlaskClient, wrong: dict[str, str]) -> None:
    sent = {"competency": competency(CHILDREN).id, "day": "2026-06-01", "note": "9/QĐ-SYT", **wrong}
    assert officer.post(f"/people/{lan.id}/lapses/new", data=sent).status_code == 422
    assert len(held(lan)) == 1


def test_only_those_who_answer_for_her_may_and_never_she_herself(shipped_app: Flask, lan: Person) -> None:
    [entry] = entries_of(lan.id)
    key = entry.newest.row.id
    other = client_of(shipped_app, make_officer(unit("08905")))
    own = client_of(shipped_app, lan)
    assert "/void" not in own.get(f"/people/{lan.id}/evidence").text
    for page in (f"/people/{lan.id}/evidence", f"/evidence/{key}/void", f"/people/{lan.id}/lapses/new"):
        assert other.get(page).status_code == 404
    for action in (f"/evidence/{key}/void", f"/evidence/{key}/restore", f"/evidence/{key}/take-back"):
        assert other.post(action).status_code == 404
        assert own.post(action).status_code == 403


def test_of_who_was_merged_all_stands_on_one_page(shipped_app: Flask, lan: Person) -> None:
    again = make_collaborator(unit("08905"), "Trần thị Lan")
    row = a_class(again, "tap_huan_ctv_hang_nam", DAY)
    merge(lan, again, by=None)
    officer = client_of(shipped_app, make_officer(unit()))
    page = officer.get(f"/people/{again.id}/evidence", follow_redirects=True)
    assert page.request.path == f"/people/{lan.id}/evidence"
    assert f"Thuộc hồ sơ {again.code} đã gộp" in page.text
    officer.post(f"/evidence/{row.id}/void", data={"reason": "forged"})
    assert len(held(lan)) == 1


def test_more_entries_take_no_more_statements(lan: Person, officer: FlaskClient) -> None:
    def asked() -> int:
        with statements() as seen:
            assert officer.get(f"/people/{lan.id}/evidence").status_code == 200
        return len(seen)

    asked()
    before = asked()
    for year in range(2019, 2026):
        a_class(lan, "tap_huan_ctv_hang_nam", date(year, 3, 1))
    assert asked() == before

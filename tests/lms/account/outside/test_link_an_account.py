"""Linking one's account with another house: by the person, never by a name or an address."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.account.outside.models import OutsideLink
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.people.models import AccessRole, Person
from tests.factories.account import client_of, give_password, is_in
from tests.factories.other_house import OtherHouse
from tests.factories.outside_ways import (
    PASSWORD,
    go_and_return,
    link_account,
    sign_in_here,
    sign_in_outside,
)
from tests.factories.people import make_asker, make_collaborator, make_officer, make_person
from tests.factories.places import small_country


def links() -> int:
    return db.session.scalar(select(func.count()).select_from(OutsideLink)) or 0


def test_she_links_her_account_and_then_signs_in_by_it(linked_up: Flask, hoa: Person) -> None:
    here, elsewhere, hoa_id = linked_up.test_client(), linked_up.test_client(), hoa.id
    sign_in_here(here, hoa)
    assert link_account(here).headers["Location"] == "/account/outside"
    assert "Gỡ liên kết" in here.get("/account/outside").text
    answer = sign_in_outside(elsewhere, next_page="/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert is_in(elsewhere)
    row = db.session.scalars(select(OutsideLink)).one()
    assert (row.person_id, row.subject) == (hoa_id, "hoa-1970")
    assert row.last_used_at


def test_who_is_not_linked_is_nobody_whatever_the_other_house_calls_her(
    linked_up: Flask, hoa: Person, house: OtherHouse
) -> None:
    hoa.email, code, name = "hoa@example.vn", hoa.code, hoa.full_name
    db.session.commit()
    house.claims = {
        "email": "hoa@example.vn",
        "email_verified": True,
        "preferred_username": code,
        "name": name,
    }
    stranger = linked_up.test_client()
    page = go_and_return(stranger)
    assert "Tài khoản này chưa được liên kết" in page.text
    assert name not in page.text
    assert stranger.post("/sign-in/outside/in", data={"kind": "own"}).status_code == 409
    assert not is_in(stranger)
    assert links() == 0


def test_an_account_of_the_other_house_signs_one_person_in(app: Flask, hoa: Person) -> None:
    lan = make_person("Trần Thị Lan", phone="0900000666")
    db.session.flush()
    give_password(lan, PASSWORD)
    first, second = app.test_client(), app.test_client()
    sign_in_here(first, hoa)
    sign_in_here(second, lan)
    link_account(first)
    link_account(second)
    assert "đã dùng để đăng nhập cho người khác" in second.get("/account/outside").text
    assert links() == 1


def test_she_has_one_account_of_the_other_house_at_a_time(app: Flask, hoa: Person, house: OtherHouse) -> None:
    client = app.test_client()
    sign_in_here(client, hoa)
    link_account(client)
    link_account(client)  # the same again changes nothing
    house.subject = "another"
    link_account(client)
    assert [row.subject for row in db.session.scalars(select(OutsideLink))] == ["hoa-1970"]
    assert client.post("/account/outside/unlink").status_code == 303
    link_account(client)
    assert [row.subject for row in db.session.scalars(select(OutsideLink))] == ["another"]


def test_a_link_that_was_removed_signs_nobody_in(app: Flask, hoa: Person) -> None:
    here, elsewhere = app.test_client(), app.test_client()
    sign_in_here(here, hoa)
    link_account(here)
    assert go_and_return(elsewhere).status_code == 200
    assert here.post("/account/outside/unlink").status_code == 303
    assert here.post("/account/outside/unlink").status_code == 404
    assert elsewhere.post("/sign-in/outside/in", data={"kind": "own"}).status_code == 409
    assert "chưa được liên kết" in go_and_return(elsewhere).text
    acts = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.object_kind == "outside_link").order_by(AuditEntry.id)
    )
    assert list(acts) == ["outside_link:made", "outside_link:removed"]


def test_what_was_said_for_one_person_links_no_other(app: Flask, hoa: Person) -> None:
    lan = make_person("Trần Thị Lan", phone="0900000666")
    db.session.flush()
    give_password(lan, PASSWORD)
    client = app.test_client()
    sign_in_here(client, hoa)
    go_and_return(client, "/account/outside/link")
    with client.session_transaction() as cookie:
        arrived = cookie["outside_arrived"]
    client.post("/sign-out")
    sign_in_here(client, lan)
    with client.session_transaction() as cookie:
        cookie["outside_arrived"] = arrived
    client.post("/account/outside/confirm")
    assert links() == 0


def test_linking_asks_who_she_is_once_more(app: Flask, hoa: Person) -> None:
    client = client_of(app, hoa)
    with client.session_transaction() as cookie:
        cookie.pop("fresh", None)
    for address in ("/account/outside/link", "/account/outside/confirm", "/account/outside/unlink"):
        assert client.post(address).headers["Location"].startswith("/account/confirm")


def test_an_administrator_takes_a_link_away_and_nobody_else_does(app: Flask) -> None:
    places = small_country()
    lan = make_collaborator(places.tam_duong)
    head, officer = make_asker(AccessRole.ADMINISTRATOR, places.country), make_officer(places.tam_duong)
    give_password(lan, PASSWORD)
    client, address = app.test_client(), f"/people/{lan.id}/outside/unlink"
    shown = f"/people/{lan.id}"
    sign_in_here(client, lan)
    link_account(client)
    for other in (client, client_of(app, officer)):
        assert other.post(address).status_code == 403
        assert "Gỡ liên kết" not in other.get(shown).text
    administrator = client_of(app, head)
    assert "Gỡ liên kết" in administrator.get(shown).text
    assert administrator.post(address).status_code == 303
    assert administrator.post(address).status_code == 404
    assert links() == 0
    told = [each.text for each in db.session.scalars(select(MessageOut).order_by(MessageOut.id))]
    assert [each.person_id for each in db.session.scalars(select(MessageOut))] == [lan.id] * 2
    assert "Một tài khoản của Sở Y tế đã được liên kết" in told[0]
    assert "đã bị gỡ" in told[1]
    assert head.full_name in told[1]


@pytest.mark.parametrize("away", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_the_other_house_leads_to_no_page_of_another_site(app: Flask, hoa: Person, away: str) -> None:
    here = app.test_client()
    sign_in_here(here, hoa)
    link_account(here)
    assert sign_in_outside(app.test_client(), next_page=away).location == "/"

"""Who may do what: an administrator gives, extends and ends access, each with a reason."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.messages import Refusal
from lms.outbox.models import MessageOut
from lms.people.models import AccessRole, Grant, Person
from lms.people.rules.granting import BadGrant, grant
from lms.places.models import Unit, UnitKind
from lms.roles.policies import may_keep
from lms.roles.queries import find_grants
from lms.roles.rules.expiring import matters
from lms.roles.rules.giving import BadTime, HasIt, LastAdministrator, NoReason, NotYours, extend, finish, give
from lms.web.access import Permission
from tests.factories.account import client_of
from tests.factories.people import make_asker, make_person
from tests.factories.places import make_unit

WHY = "Quyết định 12/QĐ-CCDS"
A_DAY = timedelta(days=1)


@pytest.fixture
def country(both_app: Flask) -> Unit:
    """The country of the tests, on each engine."""
    return vietnam()


def vietnam() -> Unit:
    return make_unit("VN", "Việt Nam", kind=UnitKind.COUNTRY)


def administrator(country: Unit, name: str = "Vũ Quang Huy") -> Person:
    return make_asker(AccessRole.ADMINISTRATOR, country, name)


def test_access_is_given_with_a_reason_and_tells_who_gave_it(country: Unit) -> None:
    huy, lan, today = administrator(country), make_person("Lan"), clock.today()
    granted = give(huy, lan, AccessRole.HEAD, country, today, None, f"  {WHY} ")
    db.session.commit()
    assert (granted.granted_by_id, granted.reason) == (huy.id, WHY)
    assert lan.may(Permission.COVERAGE_SEE)
    acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.actor_id == huy.id)).all()
    assert list(acts) == ["grant:given"]
    with pytest.raises(HasIt):
        give(huy, lan, AccessRole.HEAD, country, today + A_DAY, today + 9 * A_DAY, WHY)


@pytest.mark.parametrize("reason", ["", "  ", "vì", "x" * 201])
def test_without_a_reason_nothing_changes(country: Unit, reason: str) -> None:
    huy, lan, today = administrator(country), make_person("Lan"), clock.today()
    with pytest.raises(NoReason):
        give(huy, lan, AccessRole.HEAD, country, today, None, reason)
    granted = grant(lan, AccessRole.HEAD, country, today, today + 9 * A_DAY)
    for change in (extend, finish):
        with pytest.raises(NoReason):
            change(huy, granted, today + (20 if change is extend else 5) * A_DAY, reason)
    assert granted.valid_until == today + 9 * A_DAY


def test_nobody_raises_her_own_rights(country: Unit) -> None:
    huy, today = administrator(country), clock.today()
    with pytest.raises(NotYours):
        give(huy, huy, AccessRole.TRAINER, country, today, None, WHY)
    own = grant(huy, AccessRole.TRAINER, country, today, today + A_DAY)
    with pytest.raises(NotYours):
        extend(huy, own, None, WHY)
    finish(huy, own, today, WHY)
    assert own not in db.session


def test_a_head_gives_access_to_officers_and_trainers_below_her_and_no_more(both_app: Flask) -> None:
    whole = vietnam()
    province, today = make_unit("25", "Tỉnh Phú Thọ", whole), clock.today()
    commune = make_unit("08869", "Xã Tam Dương", province)
    head, lan = make_asker(AccessRole.HEAD, province), make_person("Lan")
    assert give(head, lan, AccessRole.OFFICER, commune, today, None, WHY)
    assert give(head, lan, AccessRole.TRAINER, province, today, None, WHY)
    for role in (AccessRole.HEAD, AccessRole.APPROVER, AccessRole.ADMINISTRATOR):
        with pytest.raises(NotYours):
            give(head, lan, role, commune, today, None, WHY)
    with pytest.raises(NotYours):
        give(head, lan, AccessRole.OFFICER, whole, today, None, WHY)
    other_head = make_asker(AccessRole.HEAD, province, "Lê Văn Tám")
    assert not may_keep(head, other_head.grants[0])
    huy = administrator(whole)
    seen = set(db.session.scalars(find_grants(head, today)))
    assert huy.grants[0] not in seen
    assert other_head.grants[0] in seen
    assert len(list(db.session.scalars(find_grants(huy, today)))) == len(seen) + 1


def test_the_last_administrator_stays(country: Unit) -> None:
    huy, today = administrator(country), clock.today()
    own = huy.grants[0]
    with pytest.raises(LastAdministrator):
        finish(huy, own, today, WHY)
    second = make_person("Lan")
    give(huy, second, AccessRole.ADMINISTRATOR, country, today, today + 30 * A_DAY, WHY)
    with pytest.raises(LastAdministrator):  # hers ends, and then there would be nobody
        finish(huy, own, today + A_DAY, WHY)
    third = make_person("Mai")
    give(huy, third, AccessRole.ADMINISTRATOR, country, today, None, WHY)
    finish(huy, own, today + A_DAY, WHY)
    assert (own.valid_until, own.changed_by_id, own.change_reason) == (today + A_DAY, huy.id, WHY)
    db.session.commit()
    with pytest.raises(LastAdministrator):
        finish(second, third.grants[0], today, WHY)


@pytest.mark.parametrize(("since", "until"), [(-1, None), (367, None), (0, 0), (5, 3)])
def test_days_that_cannot_be_meant_are_refused(country: Unit, since: int, until: int | None) -> None:
    huy, lan, today = administrator(country), make_person("Lan"), clock.today()
    end = None if until is None else today + until * A_DAY
    with pytest.raises((BadTime, BadGrant)):
        give(huy, lan, AccessRole.HEAD, country, today + since * A_DAY, end, WHY)


def test_access_is_extended_to_a_later_day_only(country: Unit) -> None:
    huy, lan, today = administrator(country), make_person("Lan"), clock.today()
    granted = give(huy, lan, AccessRole.HEAD, country, today, today + 5 * A_DAY, WHY)
    with pytest.raises(BadGrant):
        extend(huy, granted, today + 5 * A_DAY, WHY)
    extend(huy, granted, today + 50 * A_DAY, "gia hạn theo công văn 7")
    assert (granted.valid_until, granted.change_reason) == (today + 50 * A_DAY, "gia hạn theo công văn 7")
    extend(huy, granted, None, WHY)
    with pytest.raises(BadGrant):
        extend(huy, granted, today + 90 * A_DAY, WHY)
    with pytest.raises(BadTime):
        finish(huy, granted, today - A_DAY, WHY)


def test_who_has_it_and_who_gave_it_are_told_two_weeks_before_it_ends(country: Unit) -> None:
    huy, lan, today = administrator(country), make_person("Lan"), clock.today()
    ends = today + 20 * A_DAY
    granted = give(huy, lan, AccessRole.HEAD, country, today, ends, WHY)
    assert matters(ends - 15 * A_DAY) == []
    told = matters(ends - 14 * A_DAY)
    assert {(each.person_id, each.due_on) for each in told} == {(lan.id, ends), (huy.id, ends)}
    assert matters(ends) == []
    extend(huy, granted, None, WHY)
    assert matters(ends - 14 * A_DAY) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(["give", "end"]), st.integers(0, 3)),
        max_size=8,
    )
)
def test_whatever_administrators_do_to_each_other_one_stays(
    app: Flask, acts: list[tuple[int, int, str, int]]
) -> None:
    db.session.execute(delete(Grant))
    db.session.commit()
    known = db.session.scalar(select(Unit))
    country, today = known or vietnam(), clock.today()
    people = [administrator(country, f"Quản trị {name}") for name in ("Một", "Hai", "Ba")]
    db.session.commit()
    for who, whom, act, days in acts:
        asker, other = people[who], people[whom]
        if not asker.may(Permission.ROLES_GRANT):
            continue
        held = [each for each in other.grants if each.valid_until is None]
        try:
            if act == "end" and held:
                finish(asker, held[0], today + days * A_DAY, WHY)
            elif act == "give":
                give(asker, other, AccessRole.ADMINISTRATOR, country, today, None, WHY)
        except Refusal:
            db.session.rollback()
        else:
            db.session.commit()
        db.session.expire_all()
    db.session.commit()
    assert any(grant.valid_until is None for person in people for grant in person.grants)


@pytest.fixture
def huy(app: Flask) -> Person:
    """An administrator."""
    return administrator(vietnam())


@pytest.fixture
def client(app: Flask, huy: Person) -> FlaskClient:
    """She is signed in."""
    return client_of(app, huy)


def test_an_administrator_gives_extends_and_ends_a_role_on_its_pages(
    client: FlaskClient, huy: Person
) -> None:
    lan = make_person("Trần Thị Lan", code="CB7")
    db.session.commit()
    assert "Trần Thị Lan" in client.get("/roles/new?words=tran thi lan").text
    form = {"role": "officer", "unit": "VN", "since": str(clock.today()), "reason": WHY}
    address = f"/roles/new?person={lan.id}"
    assert client.post(address, data=form | {"reason": ""}).status_code == 422
    assert client.post(address, data=form | {"unit": "nowhere"}).status_code == 422
    assert client.post(address, data=form | {"role": "emperor"}).status_code == 422
    last = clock.today() + 9 * A_DAY
    assert client.post(address, data=form | {"last_day": str(last)}).status_code == 303
    granted = db.session.scalars(select(Grant).where(Grant.person_id == lan.id)).one()
    assert granted.valid_until == last + A_DAY
    assert "Viên chức dân số xã" in db.session.scalars(select(MessageOut)).one().text
    for question in ("", "?words=lan", "?unit=VN&role=officer", "?which=ending", "?which=all&unit=nowhere"):
        page = client.get(f"/roles{question}").text
        assert "Trần Thị Lan" in page
        assert WHY in page
    assert "Trần Thị Lan" not in client.get("/roles?which=ended").text
    assert client.post(f"/roles/{granted.id}/extend", data={"reason": WHY}).status_code == 303
    assert client.post(f"/roles/{granted.id}/end", data={"reason": WHY, "last_day": "x"}).status_code == 422
    yesterday = {"reason": "Thôi việc", "last_day": str(clock.today() - A_DAY)}
    assert client.post(f"/roles/{granted.id}/end", data=yesterday).status_code == 303
    assert client.post(f"/roles/{huy.grants[0].id}/end", data=yesterday).status_code == 422
    assert client.get(f"/roles/{huy.grants[0].id}/extend").status_code == 404
    assert client.get("/roles/999999/end").status_code == 404
    assert client.get(f"/roles/new?person={huy.id + 999}").status_code == 404


def test_she_is_told_when_her_access_is_extended_or_taken_away_and_nobody_tells_herself(
    client: FlaskClient, huy: Person
) -> None:
    lan, today = make_person("Trần Thị Lan"), clock.today()
    country = huy.grants[0].unit
    granted = grant(lan, AccessRole.TRAINER, country, today, today + 9 * A_DAY)
    other = grant(lan, AccessRole.OFFICER, country, today - A_DAY)
    to_come = grant(lan, AccessRole.APPROVER, country, today + 9 * A_DAY)
    own = grant(huy, AccessRole.TRAINER, country, today - A_DAY)
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    later = str(today + 30 * A_DAY)
    client.post(f"/roles/{granted.id}/extend", data={"reason": WHY, "last_day": later})
    client.post(f"/roles/{granted.id}/end", data={"reason": WHY, "last_day": str(today + A_DAY)})
    for each in (other, to_come, own):
        assert client.post(f"/roles/{each.id}/end", data={"reason": WHY}).status_code == 303
    found = db.session.scalars(select(MessageOut).order_by(MessageOut.id)).all()
    assert [each.person_id for each in found] == [lan.id] * 4
    texts = [each.text for each in found]
    assert f"{today + 30 * A_DAY:%d/%m/%Y}" in texts[0]
    assert f"{today + A_DAY:%d/%m/%Y}" in texts[1]
    assert "Viên chức dân số xã" in texts[2]
    assert "bị thu lại ngay" in texts[2]
    assert "Người duyệt giấy chứng nhận" in texts[3]


def test_on_her_page_stands_what_she_may_for_those_who_give_it(client: FlaskClient, huy: Person) -> None:
    lan = make_person("Trần Thị Lan")
    grant(lan, AccessRole.TRAINER, huy.grants[0].unit, date(2026, 1, 5), reason=WHY)
    db.session.commit()
    assert "Giảng viên · Việt Nam" in client.get(f"/people/{lan.id}").text

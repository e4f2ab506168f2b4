"""A colleague has lost her phone: an administrator takes her second factor away, or a command does."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.account.factors.queries import factors_of
from lms.account.factors.rules.sparing_codes import make_spare_codes
from lms.base.audit import AuditEntry, AuditPersonal
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from lms.places.queries import country
from tests.factories.account import PASSWORD, client_of, give_password, is_in, new_phone
from tests.factories.factors import give_app
from tests.factories.people import make_person
from tests.factories.places import unit

REASON = "Mất điện thoại ở chợ, đã gọi điện xác minh"


@pytest.fixture
def head(shipped_app: Flask) -> Person:
    """A head with an app and printed codes."""
    person = make_person("Nguyễn Thị Hoa", code="TD-LD1", phone="0912345678")
    grant(person, AccessRole.HEAD, unit("08869"), date(2025, 7, 1))
    give_password(person, PASSWORD)
    give_app(person)
    make_spare_codes(person.id)
    db.session.commit()
    return person


@pytest.fixture
def administrator(shipped_app: Flask) -> FlaskClient:
    """Whoever runs the product, signed in."""
    person = make_person("Lò Văn Inh", code="TD-QT1")
    grant(person, AccessRole.ADMINISTRATOR, country(), date(2025, 7, 1))
    return client_of(shipped_app, person)


def test_the_phone_is_lost_and_the_colleague_begins_anew(
    shipped_app: Flask, head: Person, administrator: FlaskClient
) -> None:
    lost, page = client_of(shipped_app, head), f"/people/{head.id}/second-factor"
    assert page in administrator.get(f"/people/{head.id}").text
    assert "báo tin" in administrator.get(page).text
    assert administrator.post(page, data={"reason": REASON}).location == f"/people/{head.id}"
    assert not factors_of(head.id).any
    assert factors_of(head.id).spare_codes == 0
    assert not is_in(lost)
    told = db.session.query(MessageOut).filter_by(person_id=head.id).order_by(MessageOut.id.desc()).first()
    assert told
    assert REASON in told.text
    desk = new_phone(shipped_app)
    desk.post("/sign-in", data={"login": "TD-LD1", "secret": PASSWORD})
    assert is_in(desk)


def test_the_audit_says_who_did_it_and_keeps_the_reason_where_it_can_be_erased(
    head: Person, administrator: FlaskClient
) -> None:
    administrator.post(f"/people/{head.id}/second-factor", data={"reason": REASON})
    entry = db.session.query(AuditEntry).filter_by(action="account:factors_taken_away").one()
    assert entry.actor_id
    assert entry.object_id == str(head.id)
    assert REASON not in str(entry.facts)
    beside = db.session.query(AuditPersonal).filter_by(audit_id=entry.id).one()
    assert (beside.person_id, beside.facts) == (head.id, {"reason": REASON})


def test_without_a_reason_nothing_is_taken(head: Person, administrator: FlaskClient) -> None:
    for reason in ("", "   "):
        page = administrator.post(f"/people/{head.id}/second-factor", data={"reason": reason})
        assert "Xin ghi rõ lý do" in page.text
    assert factors_of(head.id).any


def test_nobody_else_may_and_nobody_takes_her_own(
    shipped_app: Flask, head: Person, administrator: FlaskClient
) -> None:
    of_head = client_of(shipped_app, head)
    own = db.session.query(Person).filter_by(code="TD-QT1").one().id
    assert of_head.get(f"/people/{own}/second-factor").status_code == 403
    assert administrator.get(f"/people/{own}/second-factor").status_code == 404
    assert administrator.get("/people/999999/second-factor").status_code == 404


def test_the_last_administrator_is_helped_by_a_command(shipped_app: Flask, head: Person) -> None:
    run = shipped_app.test_cli_runner().invoke
    db.session.commit()
    done = run(args=["account", "reset-factor", "TD-LD1", "--reason", REASON])
    assert done.exit_code == 0, done.output
    assert not factors_of(head.id).any
    again = run(args=["account", "reset-factor", "TD-LD1", "--reason", REASON])
    assert again.exit_code == 1
    assert "không có xác nhận hai bước" in again.output
    assert run(args=["account", "reset-factor", "TD-NONE", "--reason", REASON]).exit_code == 1

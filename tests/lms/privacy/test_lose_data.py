"""A phone, an account or a backup is lost: the administrator sees who is affected and whom to tell."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from lms.account.models import Device, DeviceUser
from lms.account.models.device import DeviceKind
from lms.base import audit, clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.health import Health
from lms.base.spreadsheets import read_workbook
from lms.people.models import Person
from lms.privacy.models import Breach, Loss, Why
from lms.privacy.queries import affected_by
from lms.privacy.rules.breaking import NotABreach, note_breach, note_told, untold
from tests.factories.account import client_of
from tests.factories.people import person
from tests.factories.privacy import erase_now, leave_for_good, words_of

NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)


def lost(loss: Loss, whose: str | None, *, noticed: datetime = NOON, days: int = 3) -> Breach:
    """A loss that lasted some days until it was noticed; commits."""
    row = note_breach(
        Breach(
            loss=loss,
            person_id=person(whose).id if whose else None,
            since=noticed - timedelta(days=days),
            until=noticed,
            noticed_at=noticed,
            words="Mất trên đường đi họp",
            entered_at=noticed,
            entered_by_id=person("DEMO-QT").id,
        )
    )
    db.session.commit()
    return row


def reasons(row: Breach) -> dict[str, Why]:
    return {each.person.code: each.why for each in affected_by(row)}


def used(device: Device, code: str, **more: datetime) -> DeviceUser:
    since = NOON - timedelta(days=90)
    return DeviceUser(
        device_id=device.id,
        person_id=person(code).id,
        kind=DeviceKind.OWN,
        since=since,
        last_used_at=since,
        **more,
    )


@time_machine.travel(NOON + timedelta(hours=1), tick=False)
def test_a_collaborators_phone_tells_of_her_and_of_who_shares_it(both_demo_app: Flask) -> None:
    device = Device(
        uuid="u" * 36, token_hash="t" * 64, name="x", created_at=NOON, last_seen_at=NOON, unsent=0
    )
    db.session.add(device)
    db.session.flush()
    left_before = used(device, "TD-C003", forgotten_at=NOON - timedelta(days=30))
    db.session.add_all([used(device, "TD-C001"), used(device, "TD-C002"), left_before])
    db.session.commit()
    assert reasons(lost(Loss.PHONE, "TD-C001")) == {"TD-C001": Why.OWN, "TD-C002": Why.SHARED}
    assert reasons(lost(Loss.ACCOUNT, "TD-C001")) == {"TD-C001": Why.OWN}


@time_machine.travel(NOON + timedelta(hours=1), tick=False)
def test_an_officers_account_tells_of_whom_it_opened_and_whom_it_may_see(both_demo_app: Flask) -> None:
    officer, opened = person("TD-X01").id, person("TD-C002").id
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        audit.note_access(officer, "record of a person", person_id=opened)
        db.session.commit()
    found = reasons(lost(Loss.ACCOUNT, "TD-X01"))
    assert found["TD-X01"] is Why.OWN
    assert found["TD-C002"] is Why.OPENED
    assert found["TD-C001"] is Why.IN_REACH
    everybody = set(db.session.scalars(select(Person.code)))
    assert set(found) < everybody
    assert "DEMO-QT" not in found


def test_a_backup_tells_of_everybody_but_those_who_were_erased(demo_app: Flask) -> None:
    leaver = leave_for_good()
    erase_now(leaver)
    found = affected_by(lost(Loss.BACKUP, None, noticed=clock.now()))
    assert {each.why for each in found} == {Why.EVERYTHING}
    assert leaver.id not in {each.person.id for each in found}
    assert len(found) > 200


@time_machine.travel(NOON + timedelta(hours=1), tick=False)
def test_what_cannot_be_is_refused(demo_app: Flask) -> None:
    for loss, whose, days in (
        (Loss.PHONE, None, 1),
        (Loss.BACKUP, "TD-C001", 1),
        (Loss.PHONE, "TD-C001", -1),
    ):
        with pytest.raises(NotABreach):
            lost(loss, whose, days=days)
        db.session.rollback()
    with pytest.raises(NotABreach):
        lost(Loss.PHONE, "TD-C001", noticed=NOON + timedelta(days=1))


def test_the_health_page_presses_until_the_authority_was_told(demo_app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        assert untold().health is Health.GOOD
        row_id = lost(Loss.PHONE, "TD-C001").id
        waiting = untold()
    with time_machine.travel(NOON + timedelta(hours=73), tick=False):
        late = untold()
        note_told(row_id, authority=True, people=False, words="CV 12", by=person("DEMO-QT").id)
        db.session.commit()
        told = untold()
    assert [each.health for each in (waiting, late, told)] == [Health.BAD, Health.BAD, Health.GOOD]
    assert waiting.sentence != late.sentence


@time_machine.travel(NOON + timedelta(hours=1), tick=False)
def test_the_administrator_enters_one_takes_the_list_and_notes_who_was_told(demo_app: Flask) -> None:
    desk = client_of(demo_app, person("DEMO-QT"))
    given = {"loss": "account", "since": "2026-11-18", "until": "2026-11-20", "noticed_on": "2026-11-20"}
    given |= {"noticed_at": "11:30", "words": "Lộ mật khẩu"}
    assert desk.post("/breaches", data={**given, "code": "nobody"}).status_code == 422
    answer = desk.post("/breaches", data={**given, "code": "TD-X01"})
    assert answer.status_code == 303
    address = answer.headers["Location"]
    page = words_of(desk.get(address).text)
    assert "23/11/2026" in page
    assert "91/2025/QH15" in page
    assert person("TD-C001").full_name in page
    (sheet,) = read_workbook(desk.get(f"{address}/people.xlsx").data)
    written = str(list(sheet.rows))
    assert all(person(code).full_name in written for code in ("TD-X01", "TD-C001"))
    assert str(person("TD-C001").phone) in written
    assert desk.post(address, data={"authority": "y", "words": "Công văn 12"}).status_code == 303
    row = db.session.scalars(select(Breach)).one()
    assert row.authority_told_at == clock.now()
    assert (row.people_told_at, row.told) == (None, "Công văn 12")
    noted = select(AuditEntry.action).where(AuditEntry.action.startswith("breach:")).order_by(AuditEntry.id)
    assert list(db.session.scalars(noted)) == ["breach:noted", "breach:told"]
    assert client_of(demo_app, person("DEMO-LD")).get(address).status_code == 403

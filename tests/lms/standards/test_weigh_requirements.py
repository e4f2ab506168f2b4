"""Before anything is asked, its page says whom it concerns and who would lack it."""

import re
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.base.spreadsheets import read_workbook
from lms.people.models import Level, Person
from lms.people.queries import person_by_code
from lms.people.rules.merging import merge
from lms.places.queries import unit_by_code
from lms.standards.models import Requirement, Target
from lms.standards.queries import history_of, requirement_by_code
from lms.standards.rules.explaining import explain_many
from lms.standards.rules.foreseeing import foresee_requirement, foresee_target
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_head
from tests.factories.requirements import aimed, otherwise, proposal
from tests.factories.standards import a_class, a_collaborator, requirement, somebody

CHANGE = date(2027, 1, 1)


def head() -> Person:
    found = person_by_code("DEMO-LD")
    assert found
    return found


def put(client: FlaskClient, address: str, data: dict[str, Any]) -> TestResponse:
    """Send a form with the token of its page."""
    token = client.get(address).text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(address, data={**data, "csrf_token": token})


def looked(page: str) -> str:
    found = re.search(r'name="looked"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def sent(row: Requirement, **more: Any) -> dict[str, Any]:
    """What a browser sends to ask a row otherwise from 2027 on."""
    told = {
        "code": row.code,
        "name_vi": row.name_vi,
        "name_en": row.name_en,
        "competency": row.competency_id,
        "document": row.document_id,
        "valid_from": "2027-01-01",
        "roles": [role.id for role in row.roles],
        "minimum_level": 1,
        "validity": "months",
        "months": 12,
        "window_days": 0,
        "kinds": row.kinds_accepted,
        "modes": row.modes_accepted,
        "looked": "",
    }
    return {**told, **more}


def test_who_stands_on_record_twice_is_weighed_once_by_all_that_she_showed(both_shipped_app: Flask) -> None:
    commune, province = (unit_by_code(code, date(2026, 11, 1)) for code in ("08869", "25"))
    assert commune
    assert province
    hoa, again = make_collaborator(commune), make_collaborator(commune, hamlet="Thôn Tây")
    asker = make_head(province)
    row = requirement("bao_ve_tre_em")
    facts = otherwise(row, months=12, validity=row.validity)
    merge(hoa, again, by=None)
    db.session.commit()
    foreseen = foresee_requirement(facts, row, asker)
    assert (foreseen.asked, [each.person.code for each in foreseen.lacking]) == (1, [hoa.code])
    a_class(again, "bao_ve_tre_em", date(2026, 11, 1))
    foreseen = foresee_requirement(facts, row, asker)
    assert (foreseen.asked, foreseen.lacking) == (1, [])


def test_what_is_foreseen_is_what_comes_of_it(both_demo_app: Flask) -> None:
    row = requirement("bao_ve_tre_em")
    facts = otherwise(row, months=12, validity=row.validity)
    foreseen = foresee_requirement(facts, row, head())
    rows = db.session.scalar(select(func.count()).select_from(Requirement))
    assert (foreseen.more, foreseen.fewer) == (0, 0)
    assert foreseen.asked > len(foreseen.lacking) > 0
    assert db.session.scalar(select(func.count()).select_from(Requirement)) == rows
    lacking = {each.person.id for each in foreseen.lacking}

    client = client_of(both_demo_app, head())
    page = put(client, f"/requirements/{row.id}/change", sent(row))
    assert page.status_code == 200
    again = put(client, f"/requirements/{row.id}/change", sent(row, looked=looked(page.text)))
    assert again.status_code == 303
    now = requirement_by_code("bao_ve_tre_em", CHANGE)
    assert now
    assert now.months == 12
    stand = explain_many(list(lacking), now, CHANGE)
    assert not any(each.state.is_met for each in stand.values())


def test_all_who_would_lack_it_come_as_a_workbook(demo_app: Flask) -> None:
    row = requirement("bao_ve_tre_em")
    client, address = client_of(demo_app, head()), f"/requirements/{row.id}/change"
    page = put(client, address, sent(row))
    assert 'name="names" value="xlsx"' in page.text
    told = {**sent(row, looked=looked(page.text)), "names": "xlsx"}
    (sheet,) = read_workbook(put(client, address, told).data)
    lacking = foresee_requirement(otherwise(row, months=12, validity=row.validity), row, head()).lacking
    assert lacking
    shown = [tuple(line[:2]) for line in sheet.rows[1:]]
    assert shown == [(each.person.code, each.person.full_name) for each in lacking]
    assert len(history_of("bao_ve_tre_em")) == 1  # nothing was written
    entries = db.session.scalars(select(AccessLogEntry).order_by(AccessLogEntry.id.desc())).all()
    assert entries[0].exported
    assert put(client, address, sent(row, months="", names="xlsx")).status_code == 422


def test_looking_writes_nothing_and_a_changed_form_is_looked_at_again(demo_app: Flask) -> None:
    row = requirement("bao_ve_tre_em")
    client = client_of(demo_app, head())
    first = put(client, f"/requirements/{row.id}/change", sent(row))
    other = put(client, f"/requirements/{row.id}/change", sent(row, months=6, looked=looked(first.text)))
    assert other.status_code == 200
    assert looked(other.text) != looked(first.text)
    assert len(history_of("bao_ve_tre_em")) == 1
    noted = db.session.scalars(select(AccessLogEntry.subject)).all()
    assert "who would lack what is to be asked" in noted


def test_names_come_with_the_sentence_that_the_person_herself_reads(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    a_class(hoa, "ctv_nv5", date(2026, 3, 5), level=2)
    asker = somebody("LD-1", "Phạm Văn Lãnh", "ctv_ds", Level.HAMLET)
    foreseen = foresee_requirement(proposal(minimum_level=3), None, asker)
    assert [each.person.code for each in foreseen.lacking] == ["LD-1"]  # she sees herself alone


def test_more_people_are_asked_when_a_role_is_added(demo_app: Flask) -> None:
    row = requirement("tap_huan_ctv_hang_nam")
    wider = tuple({role.id for role in row.roles} | {role.id for role in requirement("bao_ve_tre_em").roles})
    foreseen = foresee_requirement(otherwise(row, role_ids=wider), row, head())
    assert foreseen.more == foreseen.asked - foresee_requirement(otherwise(row), row, head()).asked > 0


def test_a_target_says_whom_it_counts_and_is_set_after_that(demo_app: Flask) -> None:
    row = requirement("bao_ve_tre_em")
    foreseen = foresee_target(aimed(row), head())
    assert foreseen.asked == foreseen.met + len(foreseen.lacking) > 0
    client = client_of(demo_app, head())
    data = {
        "code": "CT1",
        "document": row.document_id,
        "threshold": "80",
        "window": "on_date",
        "roles": [role.id for role in row.roles],
        "unit": "",
        "valid_from": "2027-01-01",
        "looked": "",
    }
    address = f"/requirements/{row.id}/targets/new"
    assert put(client, address, {**data, "threshold": "120"}).status_code == 422
    assert put(client, address, {**data, "unit": "không đâu cả"}).status_code == 422
    page = put(client, address, data)
    assert put(client, address, {**data, "looked": looked(page.text)}).status_code == 303
    assert db.session.scalar(select(Target.threshold).where(Target.code == "CT1")) == 80


def test_ending_says_how_many_are_asked_no_longer(demo_app: Flask) -> None:
    row = requirement("bao_ve_tre_em")
    client = client_of(demo_app, head())
    address = f"/requirements/{row.id}/end"
    assert put(client, address, {"valid_until": "2016-01-01"}).status_code == 422
    page = put(client, address, {"valid_until": "2027-01-01"})
    assert "không còn phải thực hiện" in page.text
    data = {"valid_until": "2027-01-01", "looked": looked(page.text)}
    assert put(client, address, data).status_code == 303
    assert requirement_by_code("bao_ve_tre_em", CHANGE) is None


def test_competencies_are_kept_in_the_browser(demo_app: Flask) -> None:
    client = client_of(demo_app, head())
    told = {
        "code": "ghi_so_a0",
        "name_vi": "Ghi sổ A0",
        "name_en": "",
        "scale": "practice",
        "document": "",
        "valid_from": "2026-01-01",
    }
    assert put(client, "/competencies/new", told).status_code == 303
    assert put(client, "/competencies/new", told).status_code == 422
    assert "Ghi sổ A0" in client.get("/competencies").text


def test_who_does_not_keep_the_standard_reads_it_only(demo_app: Flask) -> None:
    hoa = person_by_code("TD-C001")
    assert hoa
    client = client_of(demo_app, hoa)
    assert client.get("/requirements").status_code == 200
    assert client.get("/requirements/new").status_code == 403

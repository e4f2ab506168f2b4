"""Confirming hundreds of declarations with the document that names them all, after a look at every name."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base import clock
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.standards.models import Evidence, EvidenceStatus
from lms.standards.queries.declared import waiting_for, waiting_number
from lms.standards.rules.choosing_declared import by_place, confirm_chosen
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_head, make_officer, post_person
from tests.factories.places import unit
from tests.factories.standards import a_class, competency
from tests.factories.statements import statements

TAM_DUONG, HOI_THINH, PHU_THO = "08869", "08905", "25"
LIST = "danh sách lớp 12"


def declared(person: Person, document: str | None = LIST, what: str = "bao_ve_tre_em") -> Evidence:
    told = {"status": EvidenceStatus.DECLARED, "document": document}
    return a_class(person, what, date(2026, 3, 5), **told)


def chosen(page: str) -> str:
    found = re.search(r'name="evidence"[^>]*value="([0-9 ]*)"', page)
    assert found
    return found[1]


def confirmed() -> list[str | None]:
    rows = select(Evidence.document).where(Evidence.status == EvidenceStatus.CONFIRMED)
    return list(db.session.scalars(rows.where(Evidence.voids_id.is_(None)).order_by(Evidence.id)))


@pytest.fixture
def five(shipped_app: Flask) -> list[Person]:
    """Three collaborators of Tam Dương and two of Hội Thịnh, each with one class in a list; one with two."""
    places = (TAM_DUONG, TAM_DUONG, TAM_DUONG, HOI_THINH, HOI_THINH)
    names = ("Lê An", "Lê Bình", "Lê Chi", "Vũ Dung", "Vũ Em")
    people = [make_collaborator(unit(code), name) for code, name in zip(places, names, strict=True)]
    for person in people:
        declared(person)
    declared(people[0], "Giấy khen 7", "tap_huan_ctv_hang_nam")
    return people


def test_a_head_confirms_a_whole_commune_after_a_look_at_every_name(
    shipped_app: Flask, five: list[Person]
) -> None:
    client = client_of(shipped_app, make_head(unit(PHU_THO)))
    page = client.get("/evidence/declared").text
    assert "Đang chờ: 6 khai báo của 5 người." in page
    assert "Lê An" not in page
    looked = client.post("/evidence/declared/review", data={"commune": unit(TAM_DUONG).id}).text
    assert "Sẽ xác nhận 4 khai báo của 3 người." in looked
    assert all(name in looked for name in ("Lê An", "Lê Bình", "Lê Chi"))
    assert "Vũ Dung" not in looked
    assert confirmed() == []
    sent = {"evidence": chosen(looked), "document": " 15/QĐ-TTYT,  03/03/2026 "}
    answer = client.post("/evidence/declared/confirm", data=sent, follow_redirects=True)
    assert "Đã xác nhận 4 khai báo." in answer.text
    assert confirmed() == ["15/QĐ-TTYT, 03/03/2026"] * 4
    assert (
        "Đã xác nhận 0 khai báo."
        in client.post("/evidence/declared/confirm", data=sent, follow_redirects=True).text
    )
    assert db.session.scalars(
        select(AccessLogEntry).where(AccessLogEntry.subject == "declarations to be confirmed")
    ).first()


def test_the_list_is_narrowed_and_ticked_or_taken_whole(shipped_app: Flask, five: list[Person]) -> None:
    client = client_of(shipped_app, make_head(unit(PHU_THO)))
    page = client.get("/evidence/declared?unit=&document=giay+khen").text
    assert "Lê An" in page
    assert "Lê Bình" not in page
    asked = {"unit": "", "document": "giay khen", "competency": "", "all": "1"}
    assert "Sẽ xác nhận 1 khai báo của 1 người." in client.post("/evidence/declared/review", data=asked).text
    by_competency = f"/evidence/declared?unit=&competency={competency('tap_huan_ctv_hang_nam').id}"
    assert "Đang chờ: 1 khai báo của 1 người." in client.get(by_competency).text
    rows = waiting_for(db.session.get_one(Person, five[0].id), clock.today())
    assert rows == []
    head = db.session.scalars(select(Person).where(Person.full_name == "Phạm Văn Đức")).one()
    ticked = [row.id for row in waiting_for(head, clock.today()) if row.full_name in ("Lê Chi", "Vũ Em")]
    looked = client.post("/evidence/declared/review", data={"evidence": ticked}).text
    assert "Sẽ xác nhận 2 khai báo của 2 người." in looked
    nothing = client.post("/evidence/declared/review", data={}, follow_redirects=True)
    assert "Chưa chọn nội dung nào." in nothing.text


def test_without_a_document_nothing_is_confirmed_and_the_names_stay(
    shipped_app: Flask, five: list[Person]
) -> None:
    client = client_of(shipped_app, make_officer(unit(TAM_DUONG)))
    looked = client.post("/evidence/declared/review", data={"unit": "", "all": "1"}).text
    answer = client.post("/evidence/declared/confirm", data={"evidence": chosen(looked), "document": " "})
    assert answer.status_code == 422
    assert "Hãy ghi số của giấy tờ đã xem." in answer.text
    assert "Lê Bình" in answer.text
    assert confirmed() == []


def test_nobody_confirms_outside_her_units_nor_herself(shipped_app: Flask, five: list[Person]) -> None:
    officer = make_officer(unit(TAM_DUONG))
    post_person(officer, unit(TAM_DUONG), hamlet="Thôn Đông")
    own = declared(officer)
    assert {row.full_name for row in waiting_for(officer, clock.today())} == {"Lê An", "Lê Bình", "Lê Chi"}
    assert waiting_number(officer) == 4
    everything = list(db.session.scalars(select(Evidence.id)))
    assert confirm_chosen(officer, everything, "15/QĐ-TTYT") == 4
    db.session.commit()
    assert waiting_for(officer, clock.today()) == []
    assert db.session.get_one(Evidence, own.id).status is EvidenceStatus.DECLARED


def test_what_stands_on_a_merged_record_waits_under_who_is_kept(both_shipped_app: Flask) -> None:
    kept, merged = make_collaborator(unit(TAM_DUONG)), make_collaborator(unit(HOI_THINH))
    declared(merged)
    declared(kept, what="tap_huan_ctv_hang_nam")
    merge(kept, merged, by=None)
    officer = make_officer(unit(TAM_DUONG))
    rows = waiting_for(officer, clock.today())
    (place,) = by_place(rows)
    assert (len(rows), place.people, place.unit) == (2, 1, unit(TAM_DUONG))
    assert {row.person_id for row in rows} == {kept.id}
    assert confirm_chosen(officer, [row.id for row in rows], "15/QĐ-TTYT") == 2


def test_more_declarations_take_no_more_statements(shipped_app: Flask, five: list[Person]) -> None:
    client = client_of(shipped_app, make_head(unit(PHU_THO)))

    def asked() -> list[int]:
        counts = []
        for page in ("/evidence/declared", "/evidence/declared?unit="):
            with statements() as seen:
                assert client.get(page).status_code == 200
            counts.append(len(seen))
        with statements() as seen:
            data = {"unit": "", "all": "1"}
            assert client.post("/evidence/declared/review", data=data).status_code == 200
        return [*counts, len(seen)]

    asked()
    before = asked()
    for number in range(20):
        declared(make_collaborator(unit(HOI_THINH), f"Vũ Thị Lan {number}"))
    assert asked() == before

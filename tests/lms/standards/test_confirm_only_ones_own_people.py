"""Confirming within one's own people only: whatever ids are sent, and by whatever record."""

from datetime import date

from flask import Flask

from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.standards.models import Evidence, EvidenceStatus
from lms.standards.policies import may_confirm
from lms.standards.queries import holdings_of
from lms.standards.queries.declared import waiting_for, waiting_number
from lms.standards.rules.choosing_declared import confirm_chosen
from lms.standards.rules.confirming import take_back
from lms.standards.rules.holding import differences
from lms.standards.rules.recording import lapse, restore, void
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, make_person
from tests.factories.places import unit
from tests.factories.standards import a_class, competency

TAM_DUONG, HOI_THINH = "08869", "08905"
CHILDREN = "bao_ve_tre_em"
DAY = date(2026, 3, 5)


def declared(person: Person) -> Evidence:
    return a_class(person, CHILDREN, DAY, status=EvidenceStatus.DECLARED, document="danh sách 1")


def test_ids_of_others_and_ones_own_are_left_alone(shipped_app: Flask) -> None:
    officer = make_officer(unit(TAM_DUONG))
    own, elsewhere = declared(officer), declared(make_collaborator(unit(HOI_THINH), "Vũ Dung"))
    twin = make_person("Lê Thị Mai")
    merge(officer, twin, by=None)
    by_twin, hers = declared(twin), declared(make_collaborator(unit(TAM_DUONG)))
    db.session.commit()
    client = client_of(shipped_app, officer)
    ids = [own.id, elsewhere.id, by_twin.id, hers.id]
    sent = {"evidence": " ".join(map(str, [*ids, 2**31 - 1])), "document": "15/QĐ-TTYT"}
    page = client.post("/evidence/declared/confirm", data=sent, follow_redirects=True).text
    assert "Đã xác nhận 1 khai báo." in page
    assert [each.id for each in waiting_for(officer, clock.today())] == []
    for act in ("confirm", "restore", "take-back", "void"):
        for evidence_id in (own.id, elsewhere.id, by_twin.id):
            assert client.post(f"/evidence/{evidence_id}/{act}", data=sent).status_code == 404


def test_ten_thousand_keys_in_one_form_are_taken(shipped_app: Flask) -> None:
    officer = make_officer(unit(TAM_DUONG))
    hers = declared(make_collaborator(unit(TAM_DUONG)))
    keys = " ".join(str(each) for each in [*range(1_000_000, 1_010_000), hers.id])
    sent = {"evidence": keys, "document": "15/QĐ-TTYT"}
    answer = client_of(shipped_app, officer).post("/evidence/declared/confirm", data=sent)
    assert answer.status_code == 303
    assert waiting_number(officer) == 0


def test_who_was_merged_twice_over_waits_for_the_officer_of_each_place(both_shipped_app: Flask) -> None:
    first, second = make_collaborator(unit(TAM_DUONG)), make_person("Trần Thị Lan")
    third = make_collaborator(unit(HOI_THINH), "Trần Thị Lan")
    evidence = declared(first)
    merge(second, first, by=None)
    merge(third, second, by=None)
    db.session.commit()
    for code in (TAM_DUONG, HOI_THINH):
        officer = make_officer(unit(code))
        assert may_confirm(officer, first)
        assert [(each.id, each.person_id) for each in waiting_for(officer, clock.today())] == [
            (evidence.id, third.id)
        ]
        assert waiting_number(officer) == 1
    assert confirm_chosen(officer, [evidence.id], "15/QĐ-TTYT") == 1
    assert [row.status for row in holdings_of(third.id)] == [EvidenceStatus.CONFIRMED]


def test_holdings_follow_every_correction_of_a_merged_record(shipped_app: Flask) -> None:
    kept, twin = make_collaborator(unit(TAM_DUONG)), make_person("Trần Thị Lan")
    officer = make_officer(unit(TAM_DUONG))
    evidence = declared(twin)
    merge(kept, twin, by=None)
    confirm_chosen(officer, [evidence.id], "15/QĐ-TTYT")
    assert differences() == []
    row = holdings_of(kept.id)[0].evidence
    row = take_back(row, by=officer.id)
    assert (differences(), holdings_of(kept.id)[0].status) == ([], EvidenceStatus.DECLARED)
    void(row, by=officer.id, note="sai")
    assert (differences(), list(holdings_of(kept.id))) == ([], [])
    restore(row, by=officer.id)
    assert (differences(), holdings_of(kept.id)[0].valid_from) == ([], DAY)
    end = {"competency_id": competency(CHILDREN).id, "occurred_on": date(2026, 6, 1)}
    lapse(person_id=kept.id, **end, by=officer.id, note="9/QĐ")
    assert (differences(), holdings_of(kept.id)[0].valid_until) == ([], date(2026, 6, 1))

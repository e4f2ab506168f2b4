"""Evidence is recorded, judged again, confirmed, voided and withdrawn; nothing is ever changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.standards.models import Evidence, EvidenceClause, EvidenceKind, EvidenceStatus, Holding
from lms.standards.queries import clause_of, evidence_of, holdings_of
from lms.standards.rules.checking import DocumentMissing, FutureEvidence, TextTooLong, UnknownLevel
from lms.standards.rules.confirming import (
    NothingToConfirm,
    NothingToTakeBack,
    confirm,
    confirm_all,
    take_back,
)
from lms.standards.rules.holding import differences, rebuild
from lms.standards.rules.recording import (
    AlreadyVoided,
    NewEvidence,
    NothingToRestore,
    lapse,
    record_many,
    restore,
    void,
)
from tests.factories.standards import a_class, a_collaborator, competency

DAY = date(2026, 3, 5)
YEARLY = "tap_huan_ctv_hang_nam"
CHILDREN = "bao_ve_tre_em"


def held(person_id: int) -> list[tuple[str, date, date | None, str]]:
    return [
        (row.requirement.code, row.valid_from, row.valid_until, str(row.status))
        for row in holdings_of(person_id)
    ]


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(Evidence)) or 0


def test_what_is_recorded_is_held_in_the_same_transaction(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    a_class(hoa, CHILDREN, DAY)
    assert held(hoa.id) == [(CHILDREN, DAY, date(2028, 3, 5), "confirmed")]
    assert differences() == []


def test_a_day_still_to_come_is_refused(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(FutureEvidence) as refusal:
        a_class(hoa, CHILDREN, tomorrow)
    assert f"{tomorrow:%d/%m/%Y}" in str(refusal.value)


def test_a_level_that_the_scale_does_not_have_is_refused(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    assert a_class(hoa, "ctv_nv1", DAY, level=3).level == 3
    with pytest.raises(UnknownLevel):
        a_class(hoa, "ctv_nv2", DAY, level=4)
    with pytest.raises(UnknownLevel):
        a_class(hoa, CHILDREN, DAY, level=2)


def test_a_certificate_of_another_body_is_confirmed_only_with_its_number(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    with pytest.raises(DocumentMissing):
        a_class(hoa, CHILDREN, DAY, kind=EvidenceKind.OUTSIDE, document=" ")
    assert a_class(hoa, CHILDREN, DAY, kind=EvidenceKind.OUTSIDE, document=" 15/CC ").document == "15/CC"


def test_a_note_that_does_not_fit_is_refused(shipped_app: Flask) -> None:
    with pytest.raises(TextTooLong):
        a_class(a_collaborator(), CHILDREN, DAY, note="x" * 301)


def test_one_bad_row_keeps_all_others_out(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    good = NewEvidence(
        hoa.id, competency(CHILDREN).id, DAY, EvidenceKind.WORKSHOP, EvidenceStatus.DECLARED, "list:1"
    )
    bad = NewEvidence(hoa.id, competency(YEARLY).id, date(2999, 1, 1), good.kind, good.status, "list:2")
    with pytest.raises(FutureEvidence):
        record_many([good, bad])
    db.session.rollback()
    assert rows() == 0


def test_the_same_again_is_the_same_row(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    clause = clause_of("102/2016/QH13", "Điều 51", DAY)
    assert clause
    first = a_class(hoa, CHILDREN, DAY, clause_ids=[clause.id])
    again = a_class(hoa, CHILDREN, DAY, clause_ids=[clause.id, clause.id])
    assert again.id == first.id
    assert rows() == 1
    assert db.session.scalars(select(EvidenceClause.clause_id)).all() == [clause.id]


def test_other_content_voids_the_row_and_adds_a_revision(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    first = a_class(hoa, CHILDREN, DAY, source="class:7")
    later = a_class(hoa, CHILDREN, DAY + timedelta(days=1), source="class:7")
    assert (first.revision, later.revision) == (1, 2)
    assert [row.kind for row in evidence_of(hoa.id)] == ["workshop", "void", "workshop"]
    assert held(hoa.id) == [(CHILDREN, DAY + timedelta(days=1), date(2028, 3, 6), "confirmed")]
    assert a_class(hoa, CHILDREN, DAY, source="class:7").revision == 3


def test_the_same_source_twice_in_one_act_keeps_the_last(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    row = NewEvidence(
        hoa.id, competency(CHILDREN).id, DAY, EvidenceKind.WORKSHOP, EvidenceStatus.DECLARED, "list:1"
    )
    other = NewEvidence(hoa.id, row.competency_id, DAY - timedelta(days=9), row.kind, row.status, "list:1")
    first, same, last = record_many([row, row, other])
    assert first is same
    assert (last.revision, held(hoa.id)[0][1]) == (2, DAY - timedelta(days=9))


def test_a_source_that_was_somebody_elses_is_taken_from_her(shipped_app: Flask) -> None:
    hoa, lan = a_collaborator(), a_collaborator("CTV-2", "Trần Thị Lan")
    a_class(hoa, CHILDREN, DAY, source="roster:3:12")
    a_class(lan, CHILDREN, DAY, source="roster:3:12")
    assert held(hoa.id) == []
    assert len(held(lan.id)) == 1


def test_confirming_voids_the_declaration_and_adds_the_confirmed_row(both_shipped_app: Flask) -> None:
    hoa, officer = a_collaborator(), a_collaborator("X-1", "Lê Văn Bình")
    declared = a_class(hoa, YEARLY, DAY, status=EvidenceStatus.DECLARED, document=None)
    assert held(hoa.id) == [(YEARLY, DAY, date(2027, 1, 1), "declared")]
    confirmed = confirm(declared, by=officer.id, document="31/QĐ-CCDS")
    db.session.commit()
    assert (confirmed.revision, confirmed.recorded_by_id) == (2, officer.id)
    assert held(hoa.id) == [(YEARLY, DAY, date(2027, 1, 1), "confirmed")]
    assert "evidence:confirmed" in db.session.scalars(select(AuditEntry.action)).all()
    with pytest.raises(NothingToConfirm):
        confirm(declared, by=officer.id, document="31/QĐ-CCDS")
    with pytest.raises(NothingToConfirm):
        confirm(confirmed, by=officer.id, document="31/QĐ-CCDS")


def test_confirming_needs_a_document(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    declared = a_class(hoa, YEARLY, DAY, status=EvidenceStatus.DECLARED)
    with pytest.raises(DocumentMissing):
        confirm(declared, by=hoa.id, document="  ")


def test_many_are_confirmed_in_one_write_and_each_is_taken_back_by_itself(both_shipped_app: Flask) -> None:
    people = [a_collaborator(f"CTV-{number}", f"Nguyễn Thị Hoa {number}") for number in range(3)]
    waiting = [a_class(each, YEARLY, DAY, status=EvidenceStatus.DECLARED, document=None) for each in people]
    officer = a_collaborator("X-1", "Lê Văn Bình")
    void(waiting[2], by=officer.id, note="Ghi nhầm người")
    db.session.commit()
    again = [*(each.id for each in waiting), waiting[0].id, 999_999]
    first, second = confirm_all(again, by=officer.id, document=" 31/QĐ-CCDS ")
    db.session.commit()
    assert [[row[3] for row in held(each.id)] for each in people] == [["confirmed"], ["confirmed"], []]
    assert db.session.get_one(Evidence, second).document == "31/QĐ-CCDS"
    assert confirm_all(again, by=officer.id, document="32/QĐ-CCDS") == []

    declared = take_back(db.session.get_one(Evidence, first), by=officer.id)
    db.session.commit()
    assert (declared.status, declared.document, declared.revision) == (EvidenceStatus.DECLARED, None, 3)
    assert [[row[3] for row in held(each.id)] for each in people] == [["declared"], ["confirmed"], []]
    assert differences() == []
    assert a_class(people[0], YEARLY, DAY, status=EvidenceStatus.DECLARED, document=None).id == declared.id
    assert len(confirm_all([declared.id], by=officer.id, document="32/QĐ-CCDS")) == 1


def test_what_nobody_declared_is_not_declared_again(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    seen = a_class(hoa, YEARLY, DAY)
    declared = a_class(hoa, CHILDREN, DAY, status=EvidenceStatus.DECLARED)
    confirmed = confirm(declared, by=hoa.id, document="31/QĐ-CCDS")
    void(confirmed, by=hoa.id, note="Ghi nhầm người")
    for row in (seen, declared, confirmed):
        with pytest.raises(NothingToTakeBack):
            take_back(row, by=hoa.id)


def test_the_list_imported_again_does_not_undo_a_confirmation(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    declared = a_class(hoa, YEARLY, DAY, status=EvidenceStatus.DECLARED)
    confirmed = confirm(declared, by=hoa.id, document="31/QĐ-CCDS")
    db.session.commit()
    assert a_class(hoa, YEARLY, DAY, status=EvidenceStatus.DECLARED).id == confirmed.id
    assert rows() == 3


def test_what_was_voided_does_not_come_back_with_the_same_list(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    wrong = a_class(hoa, YEARLY, DAY, status=EvidenceStatus.DECLARED)
    void(wrong, by=hoa.id, note="Ghi nhầm người")
    db.session.commit()
    assert a_class(hoa, YEARLY, DAY, status=EvidenceStatus.DECLARED).id == wrong.id
    assert held(hoa.id) == []
    assert a_class(hoa, YEARLY, DAY + timedelta(days=2), source=wrong.source).revision == 2


def test_voiding_counts_for_all_dates_and_happens_once(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    mistake = a_class(hoa, CHILDREN, DAY)
    voiding = void(mistake, by=hoa.id, note="Ghi nhầm người")
    db.session.commit()
    assert held(hoa.id) == []
    for row in (mistake, voiding):
        with pytest.raises(AlreadyVoided):
            void(row, by=hoa.id, note="Một lần nữa")
    db.session.rollback()
    assert (voiding.voids_id, voiding.note) == (mistake.id, "Ghi nhầm người")


def test_a_voiding_is_taken_back_by_recording_it_again(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    right = a_class(hoa, CHILDREN, DAY)
    before = held(hoa.id)
    with pytest.raises(NothingToRestore):
        restore(right, by=hoa.id)
    void(right, by=hoa.id, note="Ghi nhầm người")
    again = restore(right, by=hoa.id)
    db.session.commit()
    assert (again.revision, again.document) == (2, right.document)
    assert held(hoa.id) == before
    with pytest.raises(NothingToRestore):
        restore(right, by=hoa.id)
    assert differences() == []


def test_a_lapse_that_was_a_mistake_is_voided_and_can_be_recorded_anew(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    a_class(hoa, CHILDREN, DAY)
    before = held(hoa.id)
    told = {"person_id": hoa.id, "competency_id": competency(CHILDREN).id, "by": hoa.id}
    first = lapse(**told, occurred_on=date(2026, 6, 1), note="Sai quy trình")
    void(first, by=hoa.id, note="Nhầm người")
    assert held(hoa.id) == before
    second = lapse(**told, occurred_on=date(2026, 6, 1), note="Sai quy trình")
    assert (second.id != first.id, held(hoa.id)[0][2]) == (True, date(2026, 6, 1))


def test_a_lapse_ends_the_holding_on_its_day(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    a_class(hoa, CHILDREN, DAY)
    day = date(2026, 6, 1)
    lapse(
        person_id=hoa.id,
        competency_id=competency(CHILDREN).id,
        occurred_on=day,
        by=None,
        note="Sai quy trình",
    )
    db.session.commit()
    assert held(hoa.id) == [(CHILDREN, DAY, day, "confirmed")]


@pytest.mark.parametrize("table", ["evidence", "evidence_clause"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET evidence_id = 0", "DELETE FROM {}"])
def test_rows_are_never_changed_nor_deleted(both_shipped_app: Flask, table: str, verb: str) -> None:
    clause = clause_of("102/2016/QH13", "Điều 51", DAY)
    assert clause
    a_class(a_collaborator(), CHILDREN, DAY, clause_ids=[clause.id])
    statement = verb.format(table)
    if table == "evidence":
        statement = statement.replace("evidence_id = 0", "level = 2")
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert rows() == 1


def test_the_cache_is_rebuilt_to_what_the_fold_says(both_shipped_app: Flask) -> None:
    hoa, lan = a_collaborator(), a_collaborator("CTV-2", "Trần Thị Lan")
    a_class(hoa, CHILDREN, DAY)
    a_class(lan, YEARLY, DAY)
    spoiled, lost = db.session.scalars(select(Holding).order_by(Holding.id)).all()
    spoiled.valid_until = None
    db.session.delete(lost)
    db.session.commit()
    found = differences()
    assert sorted((each.held.person_id, each.missing) for each in found) == [
        (hoa.id, False),
        (hoa.id, True),
        (lan.id, True),
    ]
    db.session.rollback()
    assert rebuild() == 3
    db.session.commit()
    assert differences() == []
    assert rebuild() == 0


def test_two_who_record_for_one_person_at_once_lose_nothing(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    person_id, competency_id = hoa.id, competency(YEARLY).id
    years = range(2021, 2026)
    together = Barrier(len(years))

    def attend(year: int) -> None:
        with both_shipped_app.app_context():
            together.wait(timeout=30)
            record_many(
                [
                    NewEvidence(
                        person_id,
                        competency_id,
                        date(year, 6, 1),
                        EvidenceKind.WORKSHOP,
                        EvidenceStatus.CONFIRMED,
                        f"class:{year}",
                    )
                ]
            )
            db.session.commit()

    with ThreadPoolExecutor(len(years)) as pool:
        list(pool.map(attend, years))
    db.session.rollback()
    assert [row[1].year for row in held(person_id)] == list(years)
    assert differences() == []


def test_the_same_source_sent_by_many_at_once_is_one_row(both_shipped_app: Flask) -> None:
    hoa = a_collaborator()
    row = NewEvidence(
        hoa.id, competency(YEARLY).id, DAY, EvidenceKind.COURSE, EvidenceStatus.CONFIRMED, "enrolment:17"
    )

    def send(_: int) -> int:
        with both_shipped_app.app_context():
            evidence = record_many([row])[0]
            db.session.commit()
            return evidence.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    db.session.rollback()
    assert rows() == 1

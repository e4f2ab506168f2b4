"""An administrator erases somebody who has left: nothing tells of her any more, and no figure changes."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from certificates.models import Award
from certificates.queries import candidates, waiting_for
from certificates.rules.revoking import revoke
from certificates.rules.verifying import Verdict, verify
from lms.account.models import Card, DeviceUser, SignInSession
from lms.activities.models import Gathered
from lms.base import clock, sealing
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.job_runs import JobRun
from lms.base.text import fold
from lms.coverage.models import PeriodClose
from lms.coverage.rules.freezing import digest_of, snapshot_of
from lms.coverage.rules.tabulating import scene_of, table_of
from lms.outbox.models import MessageOut
from lms.people.models import Person, PersonAlias, Posting
from lms.people.rules.merging import merge
from lms.places.queries import unit_by_code
from lms.privacy.jobs import clear_erased
from lms.privacy.library import personal_map
from lms.privacy.models import Basis, Erasure
from lms.privacy.queries import rows_about
from lms.privacy.rules.erasing import NotErasable, Wish, erase
from lms.privacy.rules.striking import MARK, Traces
from lms.standards.models import Evidence, HandedInPaper
from lms.visits.models import SupportVisit
from tests.factories.account import client_of
from tests.factories.people import make_person, person
from tests.factories.privacy import (
    LEAVER,
    answers_of,
    award_of,
    erase_now,
    folder_of_database,
    leave_for_good,
    leave_traces,
    traces_in_files,
    traces_in_tables,
    words_of,
)

REASON = "Quyết định số 12 ngày 20/11/2026"


def what_tells_of(leaver: Person) -> list[str]:
    born = leaver.birth_date
    assert born
    assert leaver.phone
    return [
        leaver.full_name,
        leaver.phone,
        born.isoformat(),
        f"{born:%d/%m/%Y}",
        "Đào Hồng Trinh",
        leaver.code,
    ]


def figures() -> dict[str, object]:
    """The whole coverage of the province today and a year ago, and the digests of what was closed."""
    province, today = unit_by_code("25", clock.today()), clock.today()
    assert province
    days = (today, date(today.year - 1, 12, 31))
    tables = {
        str(day): digest_of(snapshot_of(table_of(province, day), scene_of(province, day))) for day in days
    }
    closes = {
        row.id: (row.digest, digest_of(row.snapshot), bytes(row.workbook))
        for row in db.session.scalars(select(PeriodClose))
    }
    return {**tables, "closes": closes}


def test_nothing_tells_of_her_and_no_figure_changes(both_demo_app: Flask) -> None:
    leaver = leave_for_good()
    leave_traces(leaver)
    told, before, award = what_tells_of(leaver), figures(), award_of(leaver.id)
    code, digest, number = award.code, award.files[0].sha256, award.paper.number
    assert len(list(traces_in_tables(told))) > 15
    assert answers_of(leaver.id)

    row = erase_now(leaver)
    clear_erased()

    assert list(traces_in_tables(told)) == []
    assert answers_of(row.person_id) == []
    folders = [Path(both_demo_app.instance_path)]
    if db.engine.dialect.name == "sqlite":
        folders.append(folder_of_database(both_demo_app))
    assert traces_in_files(folders, told) == []
    assert figures() == before
    assert before["closes"]
    found = verify(code, clock.today())
    assert found.verdict is Verdict.VALID
    assert found.award
    assert (found.award.paper.number, found.award.files[0].sha256) == (number, digest)
    assert sealing.seal()
    assert sealing.first_broken_seal() is None


def test_what_others_wrote_stays_but_for_her_name(demo_app: Flask) -> None:
    leaver = leave_for_good()
    leave_traces(leaver)
    erase_now(leaver)
    visit = db.session.scalars(select(SupportVisit).where(SupportVisit.summary.contains(MARK))).one()
    assert visit.summary == f"Đoàn gặp bà {MARK} ({MARK}) tại thôn."
    told = db.session.scalars(select(MessageOut).where(MessageOut.key == "told")).one()
    assert told.text == f"Gọi {MARK}, {MARK}, {MARK}"


def test_nothing_of_hers_opens_the_product_any_more(demo_app: Flask) -> None:
    leaver = leave_for_good()
    leave_traces(leaver)
    erase_now(leaver)
    for model in (Card, DeviceUser, SignInSession, HandedInPaper):
        assert db.session.scalars(select(model).where(model.person_id == leaver.id)).all() == []


def test_her_certificate_still_answers_to_the_code_on_the_paper(demo_app: Flask) -> None:
    leaver = leave_for_good()
    award, name = award_of(leaver.id), leaver.full_name
    address = f"/v/{award.code}"
    stranger = demo_app.test_client()
    assert name in stranger.get(address).text
    erase_now(leaver)
    page = words_of(stranger.get(address).text)
    assert "Giấy chứng nhận này còn hiệu lực" in page
    assert award_of(leaver.id).paper.number in page
    assert name not in page
    head = client_of(demo_app, person("DEMO-LD"))
    assert head.get(f"/certificates/{award_of(leaver.id).id}.pdf").status_code == 404
    assert head.get(f"/certificates/issued/{award_of(leaver.id).id}").status_code == 200


def test_a_certificate_that_waits_is_not_asked_about_any_more(demo_app: Flask) -> None:
    leaver, head = leave_for_good(), person("DEMO-LD")
    waiting = select(Award.id).where(Award.person_id == leaver.id, Award.number.is_(None))
    assert set(db.session.scalars(waiting)) <= {award.id for award in db.session.scalars(candidates(head))}
    before = waiting_for(head).approval
    erase_now(leaver)
    listed = {award.id for award in db.session.scalars(candidates(head))}
    gone = set(db.session.scalars(waiting))
    assert gone
    assert not gone & listed
    assert waiting_for(head).approval == before - len(gone)


def test_it_is_noted_who_did_it_when_and_why_it_was_lawful(demo_app: Flask) -> None:
    row = erase_now(leave_for_good(), Basis.WITHDRAWN)
    assert (row.basis, row.reason, row.by_id) == (Basis.WITHDRAWN, "Quyết định 12", person("DEMO-QT").id)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "person:erased")).one()
    assert entry.actor_id == person("DEMO-QT").id
    assert entry.facts["basis"] == "withdrawn"
    assert entry.facts["person"] == row.person_id


def test_the_records_that_were_merged_into_hers_go_with_it(demo_app: Flask) -> None:
    leaver = leave_for_good()
    double = make_person("Đào Hồng Chinh", code="CTV-LE-9", phone="0911222333")
    db.session.commit()
    merge(leaver, double, by=None)
    db.session.commit()
    told = [double.full_name, "0911222333", "CTV-LE-9"]
    erase_now(leaver)
    assert list(traces_in_tables(told)) == []
    assert db.session.scalars(
        select(PersonAlias.kept_id).where(PersonAlias.merged_id == double.id)
    ).all() == [leaver.id]


@pytest.mark.parametrize("code", ["TD-C001", "TD-X01", "DEMO-QT"])
def test_whoever_serves_or_has_access_is_not_erased(demo_app: Flask, code: str) -> None:
    someone = person(code)
    with pytest.raises(NotErasable):
        erase(personal_map(), someone.id, Wish(Basis.ENDED, REASON, person("DEMO-LD").id))
    db.session.rollback()
    assert person(code).full_name


def test_nobody_is_erased_twice_or_by_herself(demo_app: Flask) -> None:
    leaver = leave_for_good()
    for by in (leaver.id, person("DEMO-QT").id, person("DEMO-QT").id):
        try:
            erase(personal_map(), leaver.id, Wish(Basis.ENDED, REASON, by))
            db.session.commit()
        except NotErasable:
            db.session.rollback()
            assert (db.session.scalar(select(Erasure.id)) is None) == (by == leaver.id)
    assert len(db.session.scalars(select(Erasure)).all()) == 1


def test_evidence_is_still_neither_changed_nor_deleted(both_demo_app: Flask) -> None:
    from_list = select(Evidence.id).where(Evidence.document.is_not(None)).limit(1)
    key = db.session.scalar(from_list)
    assert key
    for change in (
        "level = level + 1",
        "document = 'x'",
        "level = 9, document = NULL",
        "note = 'x', document = NULL",
    ):
        with pytest.raises(Exception, match="append-only"):
            db.session.connection().exec_driver_sql(f"UPDATE evidence SET {change} WHERE id = {key}")
        db.session.rollback()
    with pytest.raises(Exception, match="append-only"):
        db.session.connection().exec_driver_sql(f"DELETE FROM evidence WHERE id = {key}")
    db.session.rollback()
    db.session.connection().exec_driver_sql(f"UPDATE evidence SET document = NULL WHERE id = {key}")


def test_the_page_asks_why_and_then_for_the_code(demo_app: Flask) -> None:
    leaver = leave_for_good()
    leaver_id, name, code = leaver.id, leaver.full_name, leaver.code
    desk = client_of(demo_app, person("DEMO-QT"))
    page = desk.get(f"/people/{leaver_id}/erase")
    assert page.status_code == 200
    assert "không thể khôi phục" in words_of(page.text)
    assert desk.post(f"/people/{leaver_id}/erase", data={"reason": REASON}).status_code == 422
    sure = desk.post(f"/people/{leaver_id}/erase", data={"reason": REASON, "basis": "ended"})
    assert sure.status_code == 200
    assert code in sure.text
    sent = {"reason": REASON, "basis": "ended"}
    wrong = desk.post(f"/people/{leaver_id}/erase/for-good", data={**sent, "code": "TD-C016"})
    assert wrong.status_code == 422
    assert db.session.get_one(Person, leaver_id).full_name == name
    done = desk.post(f"/people/{leaver_id}/erase/for-good", data={**sent, "code": code.lower()})
    assert done.status_code == 303
    assert "Đã xóa dữ liệu" in db.session.get_one(Person, leaver_id).full_name
    assert (Path(demo_app.instance_path) / "erased.jsonl").exists()
    listed = words_of(desk.get("/personal-data").text)
    assert REASON in listed
    assert name not in listed


def test_the_page_says_why_somebody_who_serves_cannot_be_erased(demo_app: Flask) -> None:
    desk = client_of(demo_app, person("DEMO-QT"))
    page = desk.get(f"/people/{person('TD-C001').id}/erase")
    assert "đang giữ vị trí" in words_of(page.text)
    assert 'name="basis"' not in page.text


def test_what_is_about_her_is_counted_by_table(demo_app: Flask) -> None:
    found = {rows.data.table: rows.number for rows in rows_about(personal_map(), leave_for_good().id)}
    assert found["person"] == 1
    assert found["award"] >= found["award_file"] > 0
    assert found["posting"] == len(
        db.session.scalars(select(Posting).where(Posting.person_id == person("TD-C015").id)).all()
    )


WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ", min_size=2, max_size=6).map(str.capitalize)


@given(st.lists(WORDS, min_size=2, max_size=4).map(" ".join), st.text(" .,;aâ", max_size=9))
def test_a_name_is_struck_however_it_is_cased_or_without_its_marks(name: str, around: str) -> None:
    traces = Traces([name], [])
    for written in (name, name.upper(), name.lower(), fold(name)):
        text = traces.struck(f"{around} {written}, {around}")
        assert MARK in text
        assert fold(name) not in fold(text).replace(fold(MARK), "|") or fold(name) in fold(around)


def test_a_name_inside_another_word_or_of_one_word_stays() -> None:
    assert Traces(["Lê An"], []).struck("Lê Anh và Lê An") == f"Lê Anh và {MARK}"
    assert Traces(["An"], []).struck("An toàn") == "An toàn"
    assert Traces([], ["0912345678"]).struck("gọi 0912 345 678 hay +84912345678") == f"gọi {MARK} hay {MARK}"


PHONES = (
    "0912345678|0912 345 678|0912.345.678|091-234-5678|09 12 34 56 78|(091) 234 5678|84912345678|"
    "+84912345678|+84 912 345 678|+84 (0)912 345 678|(+84) 912 345 678|0084 912 345 678"
)


@pytest.mark.parametrize("written", PHONES.split("|"))
def test_a_phone_is_struck_however_its_digits_are_grouped(written: str) -> None:
    traces = Traces([], ["0912345678"])
    assert traces.struck(f"gọi {written}.") == f"gọi {MARK}."
    assert traces.struck(f"số {written}1") == f"số {written}1"


@pytest.mark.parametrize("written", ["Đỗ Thị Hòa", "ĐỖ THỊ HOÀ", "đỗ thị hoà", "Do Thi Hoa", "Đỗ  Thị\nHòa"])
def test_a_name_is_struck_by_either_school_of_spelling_and_over_a_line(written: str) -> None:
    for kept in ("Đỗ Thị Hòa", "Đỗ Thị Hoà"):
        assert Traces([kept], []).struck(f"gặp {written}, rồi về") == f"gặp {MARK}, rồi về"
        assert Traces([kept], []).struck("Đỗ Thị Hoa") == "Đỗ Thị Hoa"


WRITTEN_BY_OTHERS = [
    "Đào thị hồng Chinh",
    "đào thị hồng chinh",
    "ĐÀO THỊ HỒNG CHINH",
    "Dao Thi Hong Chinh",
    "Đào Thị\nHồng Chinh",
]


def test_she_is_found_in_every_table_of_words_however_others_wrote_her(both_demo_app: Flask) -> None:
    leaver, head = leave_for_good(), person("DEMO-LD").id
    assert leaver.full_name == "Đào Thị Hồng Chinh"
    assert leaver.phone
    told = [*WRITTEN_BY_OTHERS, "+84 " + leaver.phone[1:4] + " " + leaver.phone[4:], leaver.phone]
    for number, words in enumerate(told):
        row = MessageOut(person_id=head, key=f"told-{number}", subject="Nhắc", text=f"Gọi {words} nhé")
        db.session.add(row)
    db.session.add(JobRun(job="x", slot=clock.now(), started_at=clock.now(), problem=f"KeyError: {told[1]}"))
    content = {"note": f"{told[2]}, {told[-2]}"}
    now, key = clock.now(), "a" * 36
    db.session.add(Gathered(id=key, place="x", content=content, sender_id=head, received_at=now, apart=False))
    db.session.commit()
    erase_now(leaver)
    texts = select(MessageOut.text).where(MessageOut.key.like("told-%"))
    assert set(db.session.scalars(texts)) == {f"Gọi {MARK} nhé"}
    assert db.session.get_one(Gathered, key).content == {"note": f"{MARK}, {MARK}"}
    assert db.session.scalars(select(JobRun.problem).where(JobRun.job == "x")).one() == f"KeyError: {MARK}"


def test_records_that_were_merged_one_after_the_other_all_go(demo_app: Flask) -> None:
    leaver = leave_for_good()
    second = make_person("Đào Thị Hồng Trinh", code="CTV-LE-9", phone="0911222333")
    first = make_person("Đào Hồng Tring", code="CTV-LE-8", phone="0911222444")
    db.session.commit()
    merge(second, first, by=None)
    merge(leaver, second, by=None)
    db.session.commit()
    with pytest.raises(NotErasable):
        erase(personal_map(), first.id, Wish(Basis.ENDED, REASON, person("DEMO-QT").id))
    db.session.rollback()
    told = [leaver.full_name, "Đào Hồng Tring", "Đào Thị Hồng Trinh", "0911222333", "0911222444"]
    erase_now(person(LEAVER))
    assert list(traces_in_tables(told)) == []


def test_why_a_certificate_was_revoked_is_forgotten_with_her(both_demo_app: Flask) -> None:
    leaver = leave_for_good()
    revoke(award_of(leaver.id), reason=f"Ghi sai tên {leaver.full_name}", by=person("DEMO-LD").id)
    db.session.commit()
    told = [leaver.full_name]
    erase_now(leaver)
    assert list(traces_in_tables(told)) == []
    with pytest.raises(Exception, match="append-only"):
        db.session.connection().exec_driver_sql("UPDATE award_event SET reason = 'x'")

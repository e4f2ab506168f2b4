"""Deciding whom doubtful rows of a staff list mean, before it is written."""

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import postings_of
from lms.places.queries import unit_by_code
from lms.staffing.models import RosterImport
from lms.staffing.rules.deciding import decide, forget_decisions
from lms.staffing.rules.drafting import ListRefused
from lms.staffing.rules.importing import carry_out, keep_upload, preview_of
from lms.staffing.rules.matching import NEW, Decision, key_of
from lms.staffing.rules.plans import Plan, RowState
from tests.factories.account import sign_in
from tests.factories.people import make_head
from tests.factories.staffing import HEADINGS, HOA, workbook

DAY = date(2026, 11, 22)
FULL = (*HEADINGS, "Mã cán bộ")


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def row(**cells: Any) -> list[Any]:
    """HOA's row with some cells changed, by heading in short."""
    names = ("name", "birth", "phone", "commune", "province", "hamlet", "kind", "code")
    return list({**dict(zip(names, (*HOA, ""), strict=True)), **cells}.values())


def keep(*rows: Sequence[Any]) -> RosterImport:
    kept = keep_upload("ds.xlsx", workbook(rows, FULL), DAY, None)
    db.session.commit()
    return kept


def write(*rows: Sequence[Any]) -> Plan:
    plan = carry_out(keep(*rows).id, None)
    db.session.commit()
    return plan


def say(kept: RosterImport, choice: str, number: int = 0) -> None:
    """Decide the doubt as the page offers it."""
    doubt = preview_of(kept, None).doubts[number]
    among = frozenset(key_of(each) for each in doubt.candidates)
    decide(kept.id, {doubt.line.place.whole_row: Decision(choice, among)}, by=None)
    db.session.commit()


def everybody() -> list[Person]:
    return list(db.session.scalars(select(Person).order_by(Person.id)))


NAMESAKE = row(phone="0900100008", birth="")


def test_a_doubtful_row_waits_for_a_decision_and_nothing_is_written(both_shipped_app: Flask) -> None:
    write(row())
    kept = keep(NAMESAKE)
    plan = preview_of(kept, None)
    assert [each.state for each in plan.rows] == [RowState.DOUBTFUL]
    assert (plan.counts()["doubtful"], plan.refused) == (1, [])
    with pytest.raises(ListRefused) as refused:
        carry_out(kept.id, None)
    assert "not certain" in str(refused.value)
    db.session.rollback()
    assert len(everybody()) == 1


def test_it_is_she_so_her_record_is_corrected(both_shipped_app: Flask) -> None:
    write(row())
    (hoa,) = everybody()
    kept = keep(NAMESAKE)
    say(kept, str(hoa.id))
    carry_out(kept.id, None)
    db.session.commit()
    (hoa,) = everybody()
    assert (hoa.phone, len(postings_of(hoa.id))) == ("0900100008", 1)
    assert write(row(phone="0900100008")).changes_nothing


def test_it_is_somebody_else_so_she_is_added(both_shipped_app: Flask) -> None:
    write(row())
    kept = keep(NAMESAKE)
    say(kept, NEW)
    carry_out(kept.id, None)
    db.session.commit()
    hoa, other = everybody()
    assert (hoa.phone, other.phone) == ("0900100001", "0900100008")
    assert hoa.code != other.code


def test_a_wrong_code_with_everything_else_equal_is_asked(shipped_app: Flask) -> None:
    write(row(), row(name="Phạm Thị Đào", birth="01/01/1980", phone="0900100009", code="X9"))
    hoa, dao = everybody()
    kept = keep(row(code="X9"))
    (doubt,) = preview_of(kept, None).doubts
    assert {key_of(each) for each in doubt.candidates} == {str(hoa.id), str(dao.id)}
    say(kept, str(hoa.id))
    assert preview_of(kept, None).changes_nothing


def test_a_code_that_somebody_else_has_is_not_given_twice(shipped_app: Flask) -> None:
    write(row(code="X9"))
    kept = keep(row(code="X9", name="Phạm Thị Đào", birth="01/01/1980"))
    say(kept, NEW)
    carry_out(kept.id, None)
    db.session.commit()
    assert [each.code for each in everybody()] == ["X9", "CB000001"]


def test_a_decision_falls_when_others_come_into_question(shipped_app: Flask) -> None:
    write(row())
    kept = keep(NAMESAKE)
    say(kept, NEW)
    write(row(birth="21/05/1971", phone="0900100010"))
    (doubt,) = preview_of(kept, None).doubts
    assert len(doubt.candidates) == 2


def test_two_rows_of_one_doubtful_person_stay_one_person(shipped_app: Flask) -> None:
    write(row())
    child = row(phone="0900100008", birth="", kind="Cộng tác viên trẻ em")
    kept = keep(NAMESAKE, child)
    assert len(preview_of(kept, None).doubts) == 2
    say(kept, NEW)
    plan = preview_of(kept, None)
    assert (plan.doubts, plan.counts()["people"]) == ([], 1)


def test_rows_of_a_list_that_may_be_one_person_are_asked(shipped_app: Flask) -> None:
    kept = keep(row(), row(phone="", birth="", hamlet="Thôn Tây"))
    (doubt,) = preview_of(kept, None).doubts
    say(kept, key_of(doubt.candidates[0]))
    assert preview_of(kept, None).counts()["people"] == 1


def test_decisions_are_taken_back(shipped_app: Flask) -> None:
    write(row())
    kept = keep(NAMESAKE)
    say(kept, NEW)
    forget_decisions(kept.id, by=None)
    assert len(preview_of(kept, None).doubts) == 1


def test_a_choice_that_was_not_offered_decides_nothing(shipped_app: Flask) -> None:
    write(row())
    kept = keep(NAMESAKE)
    say(kept, "4711")
    assert kept.decisions is None


def test_a_head_sees_both_side_by_side_and_decides(shipped_app: Flask) -> None:
    shipped_app.config["WTF_CSRF_ENABLED"] = False
    write(row())
    (hoa,) = everybody()
    province = unit_by_code("25", DAY)
    assert province
    client = shipped_app.test_client()
    sign_in(client, make_head(province))
    form = {"files": (io.BytesIO(workbook([NAMESAKE], FULL)), "ds.xlsx"), "day": "2026-11-22"}
    page = client.post("/staff-lists", data=form, follow_redirects=True)
    text = page.text
    assert "Chính là người này" in text
    assert re.search(r"0900 ?100 ?001.*khác", text)
    assert "Ghi danh sách</button>" not in text
    sent = {
        "row-0": re.search(r'name="row-0" value="([^"]+)"', text)[1],  # type: ignore[index]
        "among-0": str(hoa.id),
        "choice-0": "new",
    }
    decided = client.post(f"{page.request.path}/decisions", data=sent, follow_redirects=True)
    assert "Chính là người này" not in decided.text
    assert "Ghi danh sách</button>" in decided.text
    again = client.post(f"{page.request.path}/decisions", data={"anew": "1"}, follow_redirects=True)
    assert "Chính là người này" in again.text

"""Support visits: written down, followed up until put right, opened again, found again, printed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.visits.library import shipped_checklist
from lms.visits.models import SupportVisit, VisitFinding
from lms.visits.policies import may_change_visit, may_see_visit, visit_seen_by
from lms.visits.queries import Standing, find_visits, overdue_count, overdue_findings, sums_of, visits_to
from lms.visits.rules.settling import BadTurn, close_finding, reopen_finding, whole_finding
from lms.visits.rules.visiting import BadVisit, Found, Visitor, change_visit, record_visit, whole_visit
from tests.factories.people import person
from tests.factories.places import unit
from tests.factories.visits import BOOKS, DAY, LATE, SLOGAN, a_visit, forget_visits, notes

TODAY = date(2026, 4, 1)


@pytest.fixture
def demo_app(demo_app: Flask) -> Flask:
    """The demonstration before anybody was visited."""
    forget_visits()
    return demo_app


@pytest.fixture
def both_demo_app(both_demo_app: Flask) -> Flask:
    """The demonstration before anybody was visited."""
    forget_visits()
    return both_demo_app


@pytest.fixture(autouse=True)
def april() -> Iterator[None]:
    """It is the morning of 1 April 2026: one finding is twelve days late, the other has time."""
    with time_machine.travel("2026-04-01 08:00+07:00", tick=False):
        yield


def findings(visit: SupportVisit) -> list[VisitFinding]:
    again = whole_visit(visit.id)
    assert again
    return again.findings


def test_a_visit_keeps_its_team_checklist_and_findings(both_demo_app: Flask) -> None:
    visit_id = a_visit().id
    db.session.commit()
    visit = whole_visit(visit_id)
    assert visit
    assert [each.name for each in visit.team] == ["Phan Thị Minh Nguyệt", "Trần Văn Đông"]
    assert [(each.ordinal, each.name_vi, each.outcome) for each in visit.checks] == [
        (1, BOOKS.name_vi, "not_yet"),
        (2, "Có góc truyền thông", "met"),
    ]
    assert [(each.words, each.due_on) for each in visit.findings] == [
        (LATE.words, LATE.due_on),
        (SLOGAN.words, SLOGAN.due_on),
    ]
    assert db.session.scalar(select(AuditEntry.action).order_by(AuditEntry.id.desc())) == "visit:recorded"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"visited_on": date(2026, 4, 2)}, "once it was made"),
        ({"team": [Visitor(" ")]}, "who was in the team"),
        ({"findings": [replace(LATE, words="\x00 ")]}, "what was found"),
        ({"findings": [replace(LATE, due_on=date(2026, 3, 4))]}, "due before the visit"),
        ({"checks": [replace(BOOKS, name_vi="")]}, "needs words"),
        ({"visited_on": date(2022, 6, 14)}, "did not lie below"),
    ],
)
def test_what_cannot_be_is_refused(demo_app: Flask, wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadVisit, match=sentence):
        record_visit(notes(**wrong), by=None)


def test_a_unit_visits_only_units_below_it(demo_app: Flask) -> None:
    commune, province = unit("08869").id, unit("25").id
    for visited, visiting in [(commune, commune), (province, commune), (province, province)]:
        with pytest.raises(BadVisit, match="did not lie below"):
            a_visit(unit_id=visited, visiting_unit_id=visiting)


def test_a_visit_of_2022_is_one_of_the_district_of_that_day(demo_app: Flask) -> None:
    day = date(2022, 6, 14)
    visit = a_visit(
        visited_on=day, unit_id=unit("08875", day).id, visiting_unit_id=unit("247", day).id, findings=[]
    )
    assert visit.unit.name == "Xã Đồng Tĩnh"
    assert may_change_visit(person("DEMO-LD"), visit)
    assert may_see_visit(person("TD-X01"), visit) is False


def test_the_officer_sees_and_closes_and_only_the_province_changes(demo_app: Flask) -> None:
    visit = a_visit()
    assert may_see_visit(person("TD-X01"), visit)
    assert not may_change_visit(person("TD-X01"), visit)
    assert may_change_visit(person("DEMO-LD"), visit)
    assert not may_see_visit(person("TD-X05"), visit)
    assert not may_see_visit(person("TD-C001"), visit)


def test_a_finding_is_closed_with_a_word_and_opened_again_with_another(both_demo_app: Flask) -> None:
    finding = findings(a_visit())[0]
    officer, head = person("TD-X01").id, person("DEMO-LD").id
    close_finding(finding.id, on=date(2026, 3, 25), how="Đã ghi đủ, có chữ ký", by=officer)
    assert finding.closed_on == date(2026, 3, 25)
    assert not finding.is_overdue(TODAY)
    reopen_finding(finding.id, why="Còn thiếu 3 trang", by=head)
    db.session.commit()
    again = whole_finding(finding.id)
    assert again
    assert again.closed_on is None
    assert again.is_overdue(TODAY)
    assert [(turn.closes, turn.words, turn.by_id) for turn in again.turns] == [
        (True, "Đã ghi đủ, có chữ ký", officer),
        (False, "Còn thiếu 3 trang", head),
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2026, 4, 2)])
def test_it_refuses_a_day_of_closing_before_the_visit_or_after_today(demo_app: Flask, day: date) -> None:
    finding = findings(a_visit())[0]
    with pytest.raises(BadTurn, match="between the visit and today"):
        close_finding(finding.id, on=day, how="Đã ghi đủ", by=None)


def test_it_refuses_to_close_twice_to_open_what_is_open_and_silence(demo_app: Flask) -> None:
    finding = findings(a_visit())[0]
    with pytest.raises(BadTurn, match="is open"):
        reopen_finding(finding.id, why="chưa xong", by=None)
    with pytest.raises(BadTurn, match="Say what was done"):
        close_finding(finding.id, on=TODAY, how=" \n ", by=None)
    close_finding(finding.id, on=TODAY, how="Đã ghi đủ", by=None)
    with pytest.raises(BadTurn, match="closed already"):
        close_finding(finding.id, on=TODAY, how="Đã ghi đủ", by=None)
    with pytest.raises(BadTurn, match="no such finding"):
        close_finding(999_999, on=TODAY, how="Đã ghi đủ", by=None)


def test_a_correction_keeps_what_was_done_about_findings(both_demo_app: Flask) -> None:
    visit = a_visit()
    late = findings(visit)[0]
    close_finding(late.id, on=TODAY, how="Đã ghi đủ", by=None)
    kept, new = replace(LATE, finding_id=late.id), Found("Thiếu tủ đựng sổ", "", "", TODAY)
    change_visit(visit.id, notes(findings=[kept, new], checks=[BOOKS], summary="Sửa lại"), by=None)
    db.session.commit()
    after = findings(visit)
    assert [(each.words, each.closed_on) for each in after] == [(LATE.words, TODAY), (new.words, None)]
    assert after[0].id == late.id
    assert db.session.scalar(select(func.count()).select_from(VisitFinding)) == 2


@pytest.mark.parametrize("change", ["reworded", "dropped", "of another visit"])
def test_a_finding_that_was_closed_once_is_neither_reworded_nor_dropped(demo_app: Flask, change: str) -> None:
    visit, other = a_visit(), a_visit()
    late, _slogan = findings(visit)
    close_finding(late.id, on=TODAY, how="Đã ghi đủ", by=None)
    wanted = {
        "reworded": [replace(LATE, words="Không có gì", finding_id=late.id)],
        "dropped": [],
        "of another visit": [replace(LATE, finding_id=findings(other)[0].id)],
    }
    with pytest.raises(BadVisit):
        change_visit(visit.id, notes(findings=wanted[change]), by=None)


def test_what_is_late_is_listed_the_oldest_first_to_those_who_may_see_it(both_demo_app: Flask) -> None:
    visit = a_visit()
    older = a_visit(visited_on=date(2026, 2, 3), findings=[replace(LATE, due_on=date(2026, 2, 20))])
    head, officer, stranger = (person(code) for code in ("DEMO-LD", "TD-X01", "TD-X05"))
    for asker in (head, officer):
        late = db.session.scalars(overdue_findings(visit_seen_by(asker), TODAY)).all()
        assert [each.visit_id for each in late] == [older.id, visit.id]
        assert overdue_count(visit_seen_by(asker), TODAY) == 2
    assert overdue_count(visit_seen_by(stranger), TODAY) == 0
    assert overdue_count(visit_seen_by(head), LATE.due_on) == 1  # its last day is still in time


@pytest.mark.parametrize(
    ("standing", "words", "found"),
    [
        (None, "", 3),
        ("open", "", 2),
        ("overdue", "", 1),
        ("settled", "", 1),
        (None, "tam duong", 2),
        (None, "Tam Dương Bắc", 1),
        (None, "Phú Thọ", 3),
        (None, "Hà Nội", 0),
        ("overdue", "Tam Dương", 1),
        (None, "Đồng Tĩnh", 1),
        (None, "100%_", 0),
    ],
)
def test_visits_are_found_by_unit_and_by_how_their_findings_stand(
    both_demo_app: Flask, standing: Standing | None, words: str, found: int
) -> None:
    day = date(2022, 6, 14)
    a_visit()
    a_visit(visited_on=date(2026, 3, 30), findings=[SLOGAN])
    a_visit(visited_on=day, unit_id=unit("08875", day).id, visiting_unit_id=unit("247", day).id, findings=[])
    query = find_visits(visit_seen_by(person("DEMO-LD")), TODAY, words=words, standing=standing)
    assert len(db.session.scalars(query).all()) == found


def test_a_visit_is_summed_up(both_demo_app: Flask) -> None:
    visit, empty = a_visit(), a_visit(findings=[], checks=[])
    close_finding(findings(visit)[1].id, on=TODAY, how="Đã thay", by=None)
    sums = sums_of([visit.id, empty.id], TODAY)
    assert sums[visit.id] == (2, 1, 1, 1, 2)
    assert sums[empty.id] == (0, 0, 0, 0, 0)
    assert sums_of([], TODAY) == {}


def test_the_history_of_a_commune_reaches_back_before_its_merger(both_demo_app: Flask) -> None:
    day = date(2022, 6, 14)
    a_visit()
    town = a_visit(
        visited_on=day, unit_id=unit("08881", day).id, visiting_unit_id=unit("247", day).id, findings=[]
    )
    seen = visit_seen_by(person("TD-X01"))
    assert [each.visited_on for each in visits_to(seen, unit("08869"))] == [DAY, day]
    assert [each.id for each in visits_to(seen, town.unit)] == [town.id]


def test_the_shipped_checklist_is_about_a_dozen_items_in_two_languages() -> None:
    items = shipped_checklist()
    assert 10 <= len(items) <= 15
    assert len({each.code for each in items}) == len(items)
    for each in items:
        assert each.name_vi != each.name_en
        assert max(len(each.name_vi), len(each.name_en)) <= 300

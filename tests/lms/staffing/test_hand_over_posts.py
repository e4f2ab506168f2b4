"""A post handed over by a list: who begins takes the post that is left, and no vacancy stays behind."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from lms.base.database import db
from lms.people.models import EndReason, Person, Post, Posting, PostPlace
from lms.people.queries import holder_of, postings_of
from lms.people.rules.leaving import leave
from lms.people.rules.posting import end
from lms.places.queries import subtree_ids
from lms.staffing.models import ImportState
from lms.staffing.queries.vacancies import vacancy_count
from lms.staffing.rules import writing_in_pieces
from lms.staffing.rules.importing import carry_out, keep_upload, preview, read
from lms.staffing.rules.offering_posts import vacancies_filled
from lms.staffing.rules.plans import Plan
from lms.staffing.rules.writing_in_pieces import begin, write_in_pieces
from tests.factories.account import client_of
from tests.factories.people import make_head, make_person, post_person
from tests.factories.places import unit
from tests.factories.staffing import HEADINGS, person_name, workbook

DAY = date(2026, 11, 22)
FULL = (*HEADINGS, "Từ ngày", "Đến hết ngày", "Cơ quan")
EAST = "Thôn Đông"
LAN, MAI, SEN = "Trần Thị Lan", "Lê Thị Mai", "Bùi Thị Sen"


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def row(
    name: str, since: str = "", until: str = "", hamlet: str = EAST, at: str = "", number: int = 1
) -> Sequence[str]:
    """A collaborator of Tam Dương."""
    born, phone = f"{number % 27 + 1:02d}/03/{1960 + number % 30}", f"0900{number:06d}"
    return name, born, phone, "Xã Tam Dương", "Phú Thọ", hamlet, "Cộng tác viên dân số", since, until, at


def write(*rows: Sequence[str]) -> Plan:
    kept = keep_upload("ds.xlsx", workbook(rows, FULL), DAY, None)
    plan = carry_out(kept.id, None)
    db.session.commit()
    db.session.expire_all()
    return plan


def look(*rows: Sequence[str]) -> Plan:
    return preview(read(workbook(rows, FULL)), DAY, None)


def serving(name: str = LAN, hamlet: str | None = EAST) -> Posting:
    posting = post_person(
        make_person(name, birth_date=date(1960, 1, 1), phone=None), unit("08869"), hamlet=hamlet
    )
    db.session.commit()
    return posting


def left(day: date, name: str = LAN, hamlet: str | None = EAST) -> Posting:
    posting = end(serving(name, hamlet), day, "retired")
    db.session.commit()
    return posting


def post_of(name: str) -> int:
    person = db.session.scalars(select(Person).where(Person.full_name == name)).one()
    return postings_of(person.id)[0].post_id


def vacancies(day: date = DAY) -> int:
    return vacancy_count(subtree_ids([unit("25").id], day), day)


def how_many(kind: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_n2_a_successor_by_list_fills_the_vacant_post(both_shipped_app: Flask) -> None:
    posting = left(date(2026, 3, 1))
    assert vacancies() == 1
    write(row(MAI, "01/09/2026"))
    assert vacancies() == 0
    assert post_of(MAI) == posting.post_id
    holder = holder_of(posting.post_id, DAY)
    assert holder
    assert holder.full_name == MAI
    again = look(row(MAI, "01/09/2026"))
    assert again.changes_nothing


def test_n2_predecessor_and_successor_of_one_list_meet_on_one_post(both_shipped_app: Flask) -> None:
    posting = serving()
    successor = row(MAI, "01/09/2026", number=2)
    gone = (LAN, "01/01/1960", "", *row(LAN)[3:7], "", "31/08/2026", "")
    write(successor, gone)
    assert (vacancies(), how_many(Post), post_of(MAI)) == (0, 1, posting.post_id)
    assert postings_of(posting.person_id)[0].valid_until == date(2026, 9, 1)
    assert look(successor, (*gone[:7], "01/07/2025", *gone[8:])).changes_nothing


def test_those_who_come_and_go_in_one_list_share_a_post_that_serves_all_the_time(
    both_shipped_app: Flask,
) -> None:
    rows = (
        row(SEN, "01/09/2026", number=3),
        row(LAN, "01/08/2025", "31/12/2025", at="Trạm Y tế xã Tam Dương"),
        row(MAI, "15/01/2026", "31/08/2026", number=2),
    )
    write(*rows)
    assert (how_many(Post), how_many(PostPlace), how_many(Posting), vacancies()) == (1, 1, 3, 0)
    place = db.session.scalars(select(PostPlace)).one()
    assert (place.valid_from, place.valid_until) == (date(2025, 8, 1), None)
    assert vacancies(date(2026, 1, 3)) == 1
    assert look(*rows).changes_nothing


def test_a_post_that_is_held_later_is_not_taken(both_shipped_app: Flask) -> None:
    posting = left(date(2026, 3, 1))
    write(row(MAI, "01/02/2026"))
    assert post_of(MAI) != posting.post_id
    assert vacancies() == 1


def test_two_successors_take_two_posts(both_shipped_app: Flask) -> None:
    posting = left(date(2026, 3, 1))
    write(row(MAI, "01/09/2026", number=2), row(SEN, "01/08/2026", number=3))
    assert post_of(SEN) == posting.post_id
    assert post_of(MAI) != posting.post_id
    assert (vacancies(), how_many(Post)) == (0, 2)


def test_only_a_post_of_the_same_place_and_organisation_is_taken(both_shipped_app: Flask) -> None:
    write(row(LAN, "01/08/2025", "31/12/2025", at="Trạm Y tế xã Tam Dương"))
    write(
        row(MAI, "01/09/2026", hamlet="Thôn Tây", number=2),
        row(SEN, "01/09/2026", hamlet="", number=3),
        row("Vũ Thị Nga", "01/09/2026", at="Trung tâm Y tế Tam Dương", number=4),
    )
    assert vacancies() == 1
    assert how_many(Post) == 4


def test_who_serves_no_known_hamlet_takes_the_post_without_one_that_is_vacant_longest(
    both_shipped_app: Flask,
) -> None:
    later = left(date(2026, 5, 1), "Đinh Thị Hai", None)
    longest = left(date(2026, 3, 1), "Đinh Thị Ba", None)
    left(date(2026, 1, 1))
    write(row(MAI, "01/09/2026", hamlet="", at="Trạm Y tế xã Tam Dương"))
    assert post_of(MAI) == longest.post_id
    organisation = db.session.get_one(Post, longest.post_id).organisation
    assert organisation
    assert organisation.name == "Trạm Y tế xã Tam Dương"
    assert look(row(MAI, "01/09/2026", hamlet="", at="Trạm Y tế xã Tam Dương")).changes_nothing
    assert holder_of(later.post_id, DAY) is None


def test_who_comes_back_by_list_has_her_own_post_again_and_nobody_else_is_put_there_first(
    both_shipped_app: Flask,
) -> None:
    hers = serving(LAN, None)
    leave(hers, date(2026, 1, 1), EndReason.MATERNITY, date(2026, 9, 1), by=None)
    other = left(date(2026, 6, 1), "Đinh Thị Ba", None)
    back = (LAN, "01/01/1960", "", *row(LAN)[3:5], "", "Cộng tác viên dân số", "01/09/2026", "", "")
    write(row(MAI, "01/08/2026", hamlet="", number=2), back)
    assert (post_of(MAI), post_of(LAN)) == (other.post_id, hers.post_id)
    assert vacancies() == 0


def test_pieces_of_a_long_list_keep_a_hand_over_together(both_shipped_app: Flask, monkeypatch: Any) -> None:
    monkeypatch.setattr(writing_in_pieces, "PIECE", 10)
    before = [row(person_name(each), "01/08/2025", hamlet=f"Thôn {each}", number=each) for each in range(40)]
    _send(before)
    assert (how_many(Post), vacancies()) == (40, 0)
    gone = [(*each[:8], "31/08/2026", "") for each in before[:30]]
    come = [
        row(
            f"Hồ Thị {chr(65 + each // 5)}{'abcde'[each % 5]}",
            "01/09/2026",
            hamlet=f"Thôn {each}",
            number=100 + each,
        )
        for each in range(30)
    ]
    _send([*come, *gone])
    assert (how_many(Post), how_many(Posting), vacancies()) == (40, 70, 0)


def _send(rows: Sequence[Sequence[str]]) -> None:
    kept = keep_upload("ds.xlsx", workbook(rows, FULL), DAY, None)
    begin(kept.id, None)
    db.session.commit()
    write_in_pieces(kept.id, db.session.commit)
    db.session.expire_all()
    assert kept.state is ImportState.APPLIED


def test_many_hand_overs_need_no_more_queries_than_few(shipped_app: Flask) -> None:
    before = [row(person_name(each), "01/08/2025", hamlet=f"Thôn {each}", number=each) for each in range(120)]
    write(*before)
    needed: list[int] = []
    for first, last in ((0, 10), (10, 120)):
        gone = [(*each[:8], "31/08/2026", "") for each in before[first:last]]
        names = [f"Hồ {person_name(each)}" for each in range(first, last)]
        come = [
            row(name, "01/09/2026", hamlet=f"Thôn {each}", number=200 + each)
            for each, name in enumerate(names, first)
        ]
        said: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *call, said=said: said.append(call[2]))
        write(*come, *gone)
        needed.append(len(said))
    assert (how_many(Post), vacancies()) == (120, 0)
    assert needed[1] - needed[0] <= 10


def test_the_preview_says_how_many_posts_are_filled(shipped_app: Flask) -> None:
    left(date(2026, 3, 1))
    rows = [row(MAI, "01/09/2026"), row(SEN, "01/09/2026", hamlet="Thôn Tây", number=2)]
    assert vacancies_filled(look(*rows)) == 1
    client = client_of(shipped_app, make_head(unit("25")))
    form = {"files": (io.BytesIO(workbook(rows, FULL)), "ds.xlsx"), "day": DAY.isoformat()}
    page = client.post("/staff-lists", data=form, follow_redirects=True).text
    assert "1 dòng trong số này nhận vị trí đang trống" in page

"""Writing a long list piece by piece: whole in the end, whatever happens on the way."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.base import clock
from lms.base.database import db
from lms.base.scheduling import run_due
from lms.base.spreadsheets import read_workbook
from lms.people.models import Person, Posting, PostPlace
from lms.places.queries import unit_by_code
from lms.staffing.jobs import JOBS
from lms.staffing.models import ImportState, RosterImport
from lms.staffing.rules import writing_in_pieces
from lms.staffing.rules.cutting import cut
from lms.staffing.rules.drafting import ListRefused
from lms.staffing.rules.importing import keep_upload, preview_of
from lms.staffing.rules.reading import read_lines
from lms.staffing.rules.writing_in_pieces import begin, lists_to_write, write_in_pieces
from lms.standards.models import Evidence
from tests.factories.account import sign_in
from tests.factories.people import make_head
from tests.factories.staffing import HEADINGS, person_name, workbook

DAY = date(2026, 11, 22)
FULL = ("Mã cán bộ", *HEADINGS, "Đã tập huấn", "Ngày tập huấn")


@pytest.fixture(autouse=True)
def today(time_machine: Any, monkeypatch: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)
    monkeypatch.setattr(writing_in_pieces, "PIECE", 20)


def row(number: int) -> tuple[str, ...]:
    """Somebody of a village of her own; many share a name."""
    return (
        f"TD-{number:04d}",
        person_name(number),
        f"{1 + number % 28:02d}/{1 + number % 12:02d}/{1960 + number % 30}",
        f"09003{number:05d}",
        "Xã Tam Dương",
        "Phú Thọ",
        f"Thôn số {number}",
        "Cộng tác viên dân số",
        "tap_huan_ctv_hang_nam",
        "15/06/2026",
    )


def sent(number: int = 100) -> RosterImport:
    """A list of so many people, begun."""
    kept = keep_upload("ds.xlsx", workbook(map(row, range(number)), FULL), DAY, None)
    db.session.commit()
    begun = begin(kept.id, None)
    db.session.commit()
    assert begun.state is ImportState.APPLYING
    return begun


def how_many(kind: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


class Stopped(Exception):
    """The machine went off."""


def stopping_after(pieces: int) -> Callable[[], None]:
    """A commit that comes no further than this; the first one belongs to the claim."""
    left = iter(range(pieces + 1))

    def commit() -> None:
        if next(left, None) is None:
            raise Stopped
        db.session.commit()

    return commit


def test_it_ends_as_one_transaction_would(both_shipped_app: Flask) -> None:
    kept = sent()
    commits: list[int] = []
    write_in_pieces(kept.id, lambda: (db.session.commit(), commits.append(how_many(Person)))[0])
    assert commits == sorted(commits)
    assert len(set(commits)) > 4
    assert how_many(Person) == how_many(Posting) == how_many(Evidence) == 100
    kept = db.session.get_one(RosterImport, kept.id)
    assert (kept.state, kept.content, kept.written_lines) == (ImportState.APPLIED, None, None)
    assert (kept.counts["new"], kept.counts["people"], kept.counts["trainings"]) == (100, 100, 100)


def test_a_crash_loses_nothing_and_the_job_goes_on_when_the_claim_has_ended(
    both_shipped_app: Flask, time_machine: Any
) -> None:
    kept = sent()
    with pytest.raises(Stopped):
        write_in_pieces(kept.id, stopping_after(2))
    db.session.rollback()
    done = db.session.get_one(RosterImport, kept.id, populate_existing=True)
    assert done.state is ImportState.APPLYING
    assert done.written_lines
    assert how_many(Person) == len(done.written_lines) < 100
    assert lists_to_write() == []
    time_machine.move_to(clock.now() + timedelta(minutes=3), tick=False)
    run_due(JOBS)
    assert how_many(Person) == how_many(Evidence) == 100
    assert db.session.get_one(RosterImport, kept.id).state is ImportState.APPLIED


def test_two_processes_do_not_write_one_list_twice(shipped_app: Flask) -> None:
    kept = sent()
    again: list[int] = []

    def commit() -> None:
        db.session.commit()
        if not again:
            again.append(how_many(Person))
            write_in_pieces(kept.id, db.session.commit)
            assert how_many(Person) == again[0]

    write_in_pieces(kept.id, commit)
    assert how_many(Person) == 100


def test_who_was_taken_for_dead_stops_when_another_one_went_on(shipped_app: Flask, time_machine: Any) -> None:
    kept = sent()
    overtaken: list[bool] = []

    def commit() -> None:
        db.session.commit()
        if how_many(Person) and not overtaken:
            overtaken.append(True)
            time_machine.move_to(clock.now() + timedelta(minutes=3), tick=False)
            write_in_pieces(kept.id, db.session.commit)

    write_in_pieces(kept.id, commit)
    assert how_many(Person) == how_many(Posting) == 100
    assert db.session.get_one(RosterImport, kept.id).counts["people"] == 100


def test_where_the_record_moved_it_says_exactly_what_was_written(both_shipped_app: Flask) -> None:
    kept = sent()
    moved: list[str] = []

    def commit() -> None:
        db.session.commit()
        if how_many(Person) and not moved:
            moved.append(_take_a_code_of_the_list())

    with pytest.raises(ListRefused):
        write_in_pieces(kept.id, commit)
    kept = db.session.get_one(RosterImport, kept.id, populate_existing=True)
    assert kept.state is ImportState.WAITING
    assert kept.written_lines
    plan = preview_of(kept, None)
    assert len(plan.rows) == 100 - len(kept.written_lines)
    assert how_many(Posting) == len(kept.written_lines)
    (doubt,) = plan.doubts
    assert doubt.line.code == moved[0]
    db.session.delete(db.session.scalars(select(Person).where(Person.code == moved[0])).one())
    db.session.commit()
    begin(kept.id, None)
    db.session.commit()
    write_in_pieces(kept.id, db.session.commit)
    assert how_many(Person) == how_many(Posting) == 100


def _take_a_code_of_the_list() -> str:
    """Somebody else comes on record with the code of somebody who is still to be written."""
    there = set(db.session.scalars(select(Person.code)))
    code = next(row(each)[0] for each in reversed(range(100)) if row(each)[0] not in there)
    db.session.add(Person(code=code, full_name="Đinh Thị Khác", birth_date=date(1950, 1, 31)))
    db.session.commit()
    return code


def test_nothing_is_written_where_a_cell_of_a_long_list_is_refused(shipped_app: Flask) -> None:
    rows = [*map(row, range(60)), (*row(60)[:4], "Xã Không Có", *row(60)[5:])]
    kept = keep_upload("ds.xlsx", workbook(rows, FULL), DAY, None)
    begin(kept.id, None)
    db.session.commit()
    with pytest.raises(ListRefused):
        write_in_pieces(kept.id, db.session.commit)
    assert how_many(Person) == 0
    assert db.session.get_one(RosterImport, kept.id).state is ImportState.WAITING


def test_a_unit_that_ends_meanwhile_is_noticed(shipped_app: Flask) -> None:
    kept = sent()
    ended: list[bool] = []

    def commit() -> None:
        db.session.commit()
        place = db.session.scalar(select(PostPlace).limit(1))
        if place and not ended:
            ended.append(True)
            place.unit.valid_until = date(2026, 11, 1)
            db.session.commit()

    with pytest.raises(ListRefused) as refused:
        write_in_pieces(kept.id, commit)
    assert "no longer existed" in str(refused.value.plan.refused[0].sentence)


def test_a_short_list_is_written_at_once(shipped_app: Flask) -> None:
    kept = keep_upload("ds.xlsx", workbook(map(row, range(20)), FULL), DAY, None)
    assert begin(kept.id, None).state is ImportState.APPLIED
    assert how_many(Person) == 20


GIVEN = ("An", "Bình", "Chi", "Dung", "Giang")
LINES = dict(
    zip(
        GIVEN,
        read_lines(read_workbook(workbook([(f"Lê Thị {each}", *row(1)[2:]) for each in GIVEN])), DAY).lines,
        strict=True,
    )
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(GIVEN), min_size=1, max_size=40), st.data())
def test_pieces_hold_every_line_once_and_keep_namesakes_and_people_together(
    names: list[str], data: st.DataObject
) -> None:
    numbers = st.integers(0, len(names) - 1)
    people = data.draw(st.lists(st.lists(numbers, min_size=1, max_size=3), max_size=5))
    pieces = cut([LINES[name] for name in names], people, 5)
    assert sorted(number for piece in pieces for number in piece) == list(range(len(names)))
    piece_of = {number: index for index, piece in enumerate(pieces) for number in piece}
    for person in people:
        assert len({piece_of[number] for number in person}) == 1
    for name in set(names):
        assert len({piece_of[number] for number, each in enumerate(names) if each == name}) == 1


def test_the_page_shows_how_far_it_is_and_looks_again_by_itself(shipped_app: Flask) -> None:
    province = unit_by_code("25", DAY)
    assert province
    head = make_head(province)
    shipped_app.config["WTF_CSRF_ENABLED"] = False
    client = shipped_app.test_client()
    sign_in(client, head)
    form = {"files": (io.BytesIO(workbook(map(row, range(50)), FULL)), "ds.xlsx"), "day": DAY.isoformat()}
    path = client.post("/staff-lists", data=form, follow_redirects=True).request.path
    running = client.post(f"{path}/apply", follow_redirects=True).text
    assert "Đang ghi danh sách" in running
    assert 'http-equiv="refresh"' in running
    assert '<progress value="0" max="50"' in running
    assert client.post(f"{path}/drop").status_code == 409
    run_due(JOBS)
    assert "Danh sách cán bộ" in client.get(path).text
    assert how_many(Person) == 51

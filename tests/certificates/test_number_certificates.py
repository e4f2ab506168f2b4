"""Numbers count up per issuer and year, without a gap, whoever approves at the same time."""

import multiprocessing
from datetime import date
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from certificates.jobs import issue_awards
from certificates.models import Award, AwardFile
from certificates.rules.approving import approve
from certificates.rules.numbering import BadPattern, written_number
from lms.base.database import db
from tests.factories.certificates import approve_and_draw, by_itself, earn, issue, make_office


def test_two_processes_leave_no_gap_and_give_no_number_twice(both_app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    ids = [earn(office, f"Trần Thị Lan {letter}").id for letter in "ABCDEFGHIK"]
    url = both_app.config["SQLALCHEMY_DATABASE_URI"]
    db.session.remove()
    spawn = multiprocessing.get_context("spawn")
    processes = [
        spawn.Process(target=approve_and_draw, args=(url, tmp_path, order)) for order in (ids, ids[::-1])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    awards = db.session.scalars(select(Award).order_by(Award.number)).all()
    assert [award.number for award in awards] == list(range(1, 11))
    assert [award.register_number for award in awards] == list(range(1, 11))
    files = db.session.scalars(select(AwardFile)).all()
    assert sorted(file.award_id for file in files) == sorted(ids)


def test_a_failure_gives_its_number_back(both_app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    failed, next_one = earn(office), earn(office, "Lê Thị Mai")
    approve([failed.id], by_itself())
    db.session.rollback()
    approve([next_one.id], by_itself())
    db.session.commit()
    assert next_one.number == 1


def test_what_a_crash_left_undrawn_is_drawn_by_the_job(app: Flask, tmp_path: Path) -> None:
    award = earn(make_office(tmp_path))
    approve([award.id], by_itself())
    db.session.commit()
    assert not award.is_drawn
    issue_awards()
    db.session.expire_all()
    assert award.is_drawn


def test_numbers_begin_again_each_year(app: Flask, tmp_path: Path) -> None:
    with time_machine.travel("2026-12-30 09:00+07:00", tick=False):
        office = make_office(tmp_path)
        last = issue(office)
    with time_machine.travel("2027-01-01 00:30+07:00", tick=False):
        first = issue(office, "Lê Thị Mai")
    assert (last.paper.number, first.paper.number) == ("001/2026/GCN-CCDSTE", "001/2027/GCN-CCDSTE")
    assert first.issued_on == date(2027, 1, 1)


@pytest.mark.parametrize(
    "pattern",
    ["GCN", "{year}", "{number!r}", "{number:9999999d}", "{number.real}", "{other}", "{number", "{}"],
)
def test_it_refuses_a_pattern_that_writes_no_number(pattern: str) -> None:
    with pytest.raises(BadPattern):
        written_number(pattern, 1, 2026)


def test_a_number_is_written_by_its_pattern() -> None:
    assert written_number("{number:03d}/{year}/GCN-CCDSTE", 15, 2026) == "015/2026/GCN-CCDSTE"
    assert written_number("{number}", 1234, 2026) == "1234"

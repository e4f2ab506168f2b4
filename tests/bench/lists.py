"""A province's staff list, written while a learner goes on sending attempts."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import event, select

from lms.base import clock
from lms.base.database import db
from lms.places.models import Unit, UnitKind
from lms.places.queries import subtree_ids, unit_by_code
from lms.staffing.models import ImportState, RosterImport
from lms.staffing.rules.importing import keep_upload
from lms.staffing.rules.writing_in_pieces import begin, write_in_pieces
from tests.bench.load import Load, server, wrk
from tests.bench.preparing import lua_post, product, visit
from tests.factories.staffing import person_name, workbook

PEOPLE, COMMUNES = 8_000, 129
HEADINGS = (
    "Mã cán bộ",
    "Họ và tên",
    "Ngày sinh",
    "Số điện thoại",
    "Mã xã",
    "Xã/phường",
    "Thôn/Tổ dân phố",
    "Chức danh",
    "Từ ngày",
    "Đã tập huấn 1",
    "Ngày tập huấn 1",
    "Đã tập huấn 2",
    "Ngày tập huấn 2",
)


class Written(NamedTuple):
    """What writing the list took."""

    seconds: float
    """From the file to the last row."""
    longest_lock: float
    """The longest time that the write lock was held, in seconds."""
    quiet: Load
    """A learner sending one attempt after another, alone."""
    meanwhile: Load
    """The same while the list is written."""


def write_province(folder: Path) -> Written:
    """Send and write the list of a province, with two trainings each, beside a server with one learner."""
    app = product(folder)
    seen = visit(app)
    attempts = lua_post("/attempts", seen.attempt, seen.by_session)
    with server("product", folder) as (address, _), ThreadPoolExecutor(1) as beside, app.app_context():
        quiet = wrk(address, attempts, folder, connections=1)
        data = workbook(_rows(), HEADINGS)
        held = _locks()
        meanwhile = beside.submit(wrk, address, attempts, folder, connections=1)
        began = time.perf_counter()
        _write(data)
        taken = time.perf_counter() - began
        return Written(taken, max(held), quiet, meanwhile.result())


def _write(data: bytes) -> None:
    kept = begin(keep_upload("danh-sach.xlsx", data, clock.today(), None).id, None)
    db.session.commit()
    write_in_pieces(kept.id, db.session.commit)
    assert db.session.get_one(RosterImport, kept.id).state is ImportState.APPLIED


def _locks() -> list[float]:
    """A list that fills with how long each transaction of this process holds the write lock."""
    held: list[float] = []
    begun: list[float] = []

    def note(*call: Any) -> None:
        if call[2] == "BEGIN IMMEDIATE":
            begun.append(time.perf_counter())

    def end(*_call: Any) -> None:
        if begun:
            held.append(time.perf_counter() - begun.pop())

    event.listen(db.engine, "after_cursor_execute", note)
    event.listen(db.engine, "checkin", end)
    return held


def _rows() -> list[tuple[Any, ...]]:
    today = clock.today()
    province = unit_by_code("25", today)
    assert province
    here = Unit.kind == UnitKind.COMMUNE, Unit.id.in_(subtree_ids([province.id], today))
    communes = db.session.scalars(select(Unit).where(*here).order_by(Unit.code).limit(COMMUNES)).all()
    return [_row(number, communes[number % COMMUNES]) for number in range(PEOPLE)]


def _row(number: int, commune: Unit) -> tuple[Any, ...]:
    born = date(1960 + number % 30, 1 + number % 12, 1 + number % 28)
    return (
        f"BM-{number:05d}",
        person_name(number),
        born,
        f"09{number:08d}",
        commune.code,
        commune.name,
        f"Thôn số {number // COMMUNES}",
        "Cộng tác viên dân số",
        date(2025, 8, 1),
        "tap_huan_ctv_hang_nam",
        date(2026, 3, 1),
        "bao_ve_tre_em",
        date(2026, 4, 1),
    )

"""Who looked at whose record is found again, and what leaves with names says with whom."""

import io
import zipfile
from datetime import date, datetime

import pytest
import time_machine
from docx import Document
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import func, select

from lms.base import audit, clock
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.privacy.formats.subjects import SUBJECTS, told
from lms.privacy.queries import Sought, looks
from tests.factories.account import client_of
from tests.factories.people import person
from tests.factories.privacy import words_of
from tests.house.tree import ROOT

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=clock.VIETNAM)
MARK = "xuất lúc 14:05 ngày 23/11/2026"


def look(who: str, whose: str | None, what: str, at: datetime, *, exported: bool = False) -> None:
    with time_machine.travel(at, tick=False):
        whom = person(whose).id if whose else None
        audit.note_access(person(who).id, what, person_id=whom, exported=exported)
        db.session.commit()


def found(**sought: object) -> list[str]:
    return [row.subject for row in db.session.scalars(looks(Sought(**sought)))]  # type: ignore[arg-type]


def test_looks_are_found_by_who_whose_and_when(both_demo_app: Flask) -> None:
    before = set(found())
    look("TD-X01", "TD-C001", "record of a person", datetime(2026, 11, 2, 8, tzinfo=clock.VIETNAM))
    look(
        "DEMO-LD", "TD-C002", "record of a person at night", datetime(2026, 11, 3, 0, 5, tzinfo=clock.VIETNAM)
    )
    look("DEMO-LD", None, "rosters", datetime(2026, 11, 4, 23, 59, tzinfo=clock.VIETNAM), exported=True)
    officer, learner = person("TD-X01").full_name, person("TD-C001").full_name
    assert found(who=officer)[0] == "record of a person"
    assert found(who="demo-ld")[:2] == ["rosters", "record of a person at night"]
    assert found(whose=learner.upper()) == ["record of a person"]
    third, fourth = date(2026, 11, 3), date(2026, 11, 4)
    assert set(found(since=third, until=third)) - before == {"record of a person at night"}
    assert set(found(since=fourth, until=fourth, exported=True)) - before == {"rosters"}
    assert found(who="nobody is called so") == []


def test_the_page_says_it_in_vietnamese_and_notes_that_it_was_read(demo_app: Flask) -> None:
    look("TD-X01", "TD-C001", "record of a person", clock.now())
    desk = client_of(demo_app, person("DEMO-QT"))
    page = words_of(desk.get("/access-log?whose=TD-C001").text)
    assert "Hồ sơ của một người" in page
    assert person("TD-X01").full_name in page
    newest = db.session.scalars(select(AccessLogEntry).order_by(AccessLogEntry.id.desc())).first()
    assert newest
    assert (newest.subject, newest.actor_id) == ("access log", person("DEMO-QT").id)
    assert client_of(demo_app, person("DEMO-LD")).get("/access-log").status_code == 403


@pytest.mark.parametrize("typed", ["since=31/02/2026", "until=x", "page=-5", "who=%27%25_", "exported=maybe"])
def test_what_cannot_be_read_in_the_address_is_left_out(demo_app: Flask, typed: str) -> None:
    assert client_of(demo_app, person("DEMO-QT")).get(f"/access-log?{typed}").status_code == 200


def test_the_log_as_a_file_carries_who_took_it_and_when(demo_app: Flask) -> None:
    look("TD-X01", "TD-C001", "record of a person", clock.now())
    with time_machine.travel(NOW, tick=False):
        data = client_of(demo_app, person("DEMO-QT")).get("/access-log.xlsx?whose=TD-C001").data
    footer, about = marks_of_workbook(data)
    assert MARK in footer
    assert "DEMO-QT" in footer
    assert MARK in about
    assert db.session.scalar(
        select(func.count()).where(AccessLogEntry.exported, AccessLogEntry.subject == "access log")
    )


def marks_of_workbook(data: bytes) -> tuple[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<oddFooter>" in archive.read(name) for name in sheets)
        return archive.read(sheets[0]).decode(), archive.read("docProps/core.xml").decode()


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("DEMO-LD", "/rosters/all.xlsx"),
        ("DEMO-LD", "/reminders/list?as=xlsx"),
        ("TD-X01", "/reminders/list?as=xlsx"),
    ],
)
def test_a_workbook_with_names_says_with_whom_it_left(demo_app: Flask, code: str, address: str) -> None:
    with time_machine.travel(NOW, tick=False):
        data = client_of(demo_app, person(code)).get(address).data
    assert code in marks_of_workbook(data)[0]


def test_a_paper_with_names_says_it_on_every_page(demo_app: Flask) -> None:
    with time_machine.travel(NOW, tick=False):
        officer = client_of(demo_app, person("TD-X01"))
        pdf = officer.get("/reminders/list?as=pdf").data
        word = officer.get("/reminders/list?as=docx").data
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert all(MARK in page for page in pages)
    section = Document(io.BytesIO(word)).sections[0]
    assert MARK in section.footer.paragraphs[0].text
    assert MARK in section.first_page_footer.paragraphs[0].text


def test_a_file_without_names_carries_none(demo_app: Flask) -> None:
    head = client_of(demo_app, person("DEMO-LD"))
    data = head.get("/standard.xlsx").data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"oddFooter" not in archive.read("xl/worksheets/sheet1.xml")


NOTED = st.sampled_from(sorted(SUBJECTS))


@given(NOTED, st.text("0123456789-abc ", max_size=12))
def test_whatever_is_noted_is_told_in_a_sentence_with_its_keys(begin: str, rest: str) -> None:
    sentence, keys = told(f"{begin} {rest}")
    assert sentence is not None
    assert keys in f" {rest} "


def test_every_subject_that_the_code_notes_has_its_sentence() -> None:
    noted = set()
    for path in [*(ROOT / "lms").rglob("views/*.py"), *(ROOT / "lms").rglob("views.py")]:
        for line in path.read_text("utf-8").splitlines():
            if "note_access(" in line and '"' in line:
                noted.add(line.split('"')[1].split("{")[0].strip(" :"))
    assert len(noted) > 15
    assert [each for each in noted if each and told(each)[0] is None] == []

"""Sending a staff list in the browser and from the shell."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.base.database import db
from lms.base.spreadsheets import read_workbook
from lms.people.models import Person
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_head, make_officer
from tests.factories.places import unit
from tests.factories.staffing import HOA, LAN, MAI, workbook

DAY = "2026-11-22"


@pytest.fixture(autouse=True)
def today(time_machine: Any, shipped_app: Flask) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)
    shipped_app.config["WTF_CSRF_ENABLED"] = False


def send(client: FlaskClient, data: bytes) -> Any:
    form = {"files": (io.BytesIO(data), "danh sach.xlsx"), "day": DAY}
    return client.post("/staff-lists", data=form, follow_redirects=True)


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_a_head_sends_looks_and_writes(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    page = send(client, workbook([HOA, LAN, MAI]))
    assert "Nguyễn Thị Hoa" in page.text
    assert "Ghi danh sách" in page.text
    assert people() == 1
    written = client.post(f"{page.request.path}/apply", follow_redirects=True)
    assert "Đã ghi danh sách." in written.text
    assert people() == 4
    again = send(client, workbook([HOA, LAN, MAI]))
    assert "không làm thay đổi gì" in again.text


def test_a_dropped_list_writes_nothing(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    page = send(client, workbook([HOA]))
    assert "Đã bỏ danh sách" in client.post(f"{page.request.path}/drop", follow_redirects=True).text
    assert people() == 1
    assert client.post(f"{page.request.path}/apply").status_code == 409


def test_an_officer_lists_people_of_her_commune_only(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_officer(unit("08869")))
    page = send(client, workbook([HOA, MAI]))
    assert "không thuộc phạm vi phụ trách" in page.text
    client.post(f"{page.request.path}/apply")
    assert people() == 1


def test_nobody_changes_somebody_of_another_unit_by_knowing_her_code(shipped_app: Flask) -> None:
    stranger = make_collaborator(unit("08905"), "Đỗ Thị Xa")
    client = client_of(shipped_app, make_officer(unit("08869")))
    row = (stranger.code, "Đỗ Thị Xa", "", "0900100055", *HOA[3:])
    headings = ("Mã cán bộ", "Họ và tên", "Ngày sinh", "SĐT", "Xã", "Tỉnh", "Thôn", "Chức danh")
    page = send(client, workbook([row], headings))
    assert "ngoài phạm vi phụ trách" in page.text


def test_lists_of_others_are_absent_and_collaborators_have_none(shipped_app: Flask) -> None:
    head = client_of(shipped_app, make_head(unit("25")))
    path = send(head, workbook([HOA])).request.path
    other = client_of(shipped_app, make_officer(unit("08869")))
    assert other.get(path).status_code == 404
    assert other.post(f"{path}/apply").status_code == 404
    assert client_of(shipped_app, make_collaborator(unit("08869"))).get("/staff-lists").status_code == 403
    assert head.get(f"{path}/apply").status_code == 405


def test_a_hostile_file_is_refused_beside_its_field(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    page = send(client, b"<html>")
    assert page.status_code == 422
    assert "không phải bảng tính" in page.text


def test_the_template_is_read_back_with_its_example(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    sheets = read_workbook(client.get("/staff-lists/template.xlsx").data)
    assert [sheet.name for sheet in sheets] == ["Danh sách", "Ví dụ", "Hướng dẫn"]
    empty = send(client, client.get("/staff-lists/template.xlsx").data)
    assert "chưa có người nào" in empty.text


def test_the_shell_previews_writes_and_says_when_a_cell_is_refused(
    shipped_app: Flask, tmp_path: Path
) -> None:
    shell = shipped_app.test_cli_runner()
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(workbook([HOA, LAN]))
    bad.write_bytes(workbook([HOA, (*MAI[:3], "Xã Không Có", *MAI[4:])]))
    look = shell.invoke(args=["people", "import", str(good)])
    assert (look.exit_code, people()) == (0, 0)
    assert "2 mới" in look.output
    refused = shell.invoke(args=["people", "import", str(bad), "--apply"])
    assert (refused.exit_code, people()) == (1, 0)
    assert "Danh sách!D3 (Xã/phường)" in refused.output
    assert shell.invoke(args=["people", "import", str(good), "--apply"]).exit_code == 0
    assert people() == 2


def test_every_name_of_a_long_list_is_had_before_it_is_written(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    rows = [
        (f"Nguyễn Thị Hoa {number}", HOA[1], "", *HOA[3:5], f"Thôn {number}", HOA[6]) for number in range(210)
    ]
    page = send(client, workbook(rows))
    assert page.text.count("Nguyễn Thị Hoa ") == 200
    address = f"{page.request.path}/preview.xlsx"
    assert address in page.text
    book = {sheet.name: sheet for sheet in read_workbook(client.get(address).data)}
    assert sum("Nguyễn Thị Hoa" in str(row) for row in book["Thêm mới"].rows) == 210
    assert people() == 1
    other = client_of(shipped_app, make_officer(unit("08905")))
    assert other.get(address).status_code == 404

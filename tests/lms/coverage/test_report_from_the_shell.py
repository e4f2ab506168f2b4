"""The same numbers from the shell."""

import json
from datetime import date
from pathlib import Path

from flask import Flask
from python_calamine import CalamineWorkbook

from lms.base.database import db
from lms.coverage.formats.report import objects
from lms.coverage.rules.tabulating import table_of
from lms.places.queries import unit_by_code
from lms.standards.models import Holding
from tests.factories.coverage import build_land

TAM_DUONG = ["coverage", "report", "--unit", "247", "--as-of", "2022-12-31"]


def test_json_gives_the_numbers_of_tam_duong(demo_app: Flask) -> None:
    result = demo_app.test_cli_runner().invoke(args=[*TAM_DUONG, "--format", "json"])
    found = json.loads(result.stdout)
    keys = "unit_code unit requirement staff_kind n total percent target gap declared row"
    assert list(found[0]) == keys.split()
    totals = {each["requirement"]: each for each in found if each["row"] == "total"}
    picked = {
        code: [totals[code][key] for key in ("n", "total", "percent", "target", "gap")]
        for code in (
            "kien_thuc_ds_co_ban",
            "chuan_chuc_danh",
            "dat_chuan_dsv_hang_iv",
            "tap_huan_ctv_hang_nam",
        )
    }
    assert picked == {
        "kien_thuc_ds_co_ban": [3, 4, 75.0, 80, 1],
        "chuan_chuc_danh": [2, 4, 50.0, 100, 2],
        "dat_chuan_dsv_hang_iv": [12, 13, 92.3, 100, 1],
        "tap_huan_ctv_hang_nam": [187, 197, 94.9, None, None],
    }
    assert found[0]["unit_code"] == "247"
    assert found[0]["row"] == "total"


def test_the_210_of_2022_are_the_210_of_today(demo_app: Flask) -> None:
    def people(code: str, day: date) -> int:
        unit = unit_by_code(code, day)
        assert unit
        return table_of(unit, day).total.people

    old = people("247", date(2022, 12, 31)) - 4  # the staff of the district, which ended
    today = sum(people(code, date(2026, 11, 22)) for code in ("08869", "08872", "08896", "08905"))
    assert old == today == 210


def test_csv_has_excels_mark_and_a_decimal_comma_where_wanted(demo_app: Flask) -> None:
    plain = demo_app.test_cli_runner().invoke(args=TAM_DUONG).stdout_bytes
    assert plain.startswith(b"\xef\xbb\xbfunit_code,unit,")
    vietnamese = (
        demo_app.test_cli_runner().invoke(args=[*TAM_DUONG, "--semicolon"]).stdout_bytes.decode("utf-8-sig")
    )
    assert "247;Huyện Tam Dương;dat_chuan_dsv_hang_iv;vien_chuc_ds;12;13;92,3;100,0;1;0;total" in vietnamese


def test_a_workbook_goes_to_a_file(demo_app: Flask, tmp_path: Path) -> None:
    runner = demo_app.test_cli_runner()
    assert runner.invoke(args=[*TAM_DUONG, "--format", "xlsx"]).exit_code == 2
    out = tmp_path / "tam-duong.xlsx"
    assert runner.invoke(args=[*TAM_DUONG, "--format", "xlsx", "--out", str(out)]).exit_code == 0
    assert len(CalamineWorkbook.from_path(str(out)).sheet_names) == 2


def test_an_unknown_code_is_said_and_exits_1(demo_app: Flask) -> None:
    result = demo_app.test_cli_runner().invoke(
        args=["coverage", "report", "--unit", "247", "--as-of", "2026-01-01"]
    )
    assert result.exit_code == 1
    assert "đến hết ngày 30/06/2025" in result.output


def test_rebuilding_changes_nothing_and_the_check_finds_what_was_tampered_with(demo_app: Flask) -> None:
    runner = demo_app.test_cli_runner()
    assert runner.invoke(args=["coverage", "rebuild", "--check"]).exit_code == 0
    holding = db.session.query(Holding).first()
    assert holding
    holding.valid_from = date(2000, 1, 1)
    db.session.commit()
    assert runner.invoke(args=["coverage", "rebuild", "--check"]).exit_code == 1
    assert runner.invoke(args=["coverage", "rebuild"]).exit_code == 0
    assert runner.invoke(args=["coverage", "rebuild", "--check"]).exit_code == 0


def test_without_anything_asked_the_report_is_empty(both_app: Flask) -> None:
    land = build_land()
    assert objects(table_of(land.country, date(2022, 12, 31))) == []


def test_the_shell_gives_the_paper_of_the_decree_too(app: Flask, tmp_path: Path) -> None:
    build_land()
    shell = app.test_cli_runner()
    words = ["coverage", "report", "--unit", "90", "--on", "2022-12-31", "--format"]
    for shape, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        out = tmp_path / f"bao-cao.{shape}"
        assert shell.invoke(args=[*words, shape, "--out", str(out)]).exit_code == 0
        assert out.read_bytes().startswith(begins)
        assert f"--out TỆP.{shape}" in shell.invoke(args=[*words, shape]).output

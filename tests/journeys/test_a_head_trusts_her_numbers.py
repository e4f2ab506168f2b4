"""A head looks at 2022 and at today, goes down to names, and takes the workbook along."""

import json
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from lms.base import clock
from lms.base.spreadsheets import read_workbook
from tests.browser import DESK, axe
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser
TAM_DUONG_TODAY = ("Xã Tam Dương", "Xã Tam Dương Bắc", "Xã Hoàng An", "Xã Hội Thịnh")


def row_of(page: Page, name: str) -> str:
    return page.locator("tr", has=page.get_by_role("rowheader", name=name, exact=True)).inner_text()


def reported(app: Flask, unit: str, day: date) -> list[dict[str, object]]:
    """What the command says of the unit on the day."""
    words = ["coverage", "report", "--unit", unit, "--as-of", day.isoformat(), "--format", "json"]
    result = app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.output)
    return found


def test_page_workbook_and_command_say_the_same(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in("DEMO-LD", viewport=DESK)
    page.goto("/coverage?unit=247&on=2022-12-31")
    total = row_of(page, "Tổng số (mỗi người tính một lần)")
    assert [each for each in ("3/4", "2/4", "12/13") if each in total] == ["3/4", "2/4", "12/13"]
    assert all(share in total for share in ("75,0", "50,0", "92,3"))
    expect(page.locator("tbody tr")).to_have_count(15)  # 13 communes, the district's own staff, the total
    assert axe(page) == []

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bảng số liệu").click()
    cells = [cell for row in read_workbook(download.value.path().read_bytes())[0].rows for cell in row]
    assert "12/13" in cells or (12 in cells and 13 in cells)

    whole = [each for each in reported(demo_app, "247", date(2022, 12, 31)) if each["row"] == "total"]
    said = {each["requirement"]: (each["n"], each["total"], each["percent"], each["gap"]) for each in whole}
    assert said["kien_thuc_ds_co_ban"] == (3, 4, 75.0, 1)
    assert said["chuan_chuc_danh"] == (2, 4, 50.0, 2)
    assert said["dat_chuan_dsv_hang_iv"] == (12, 13, 92.3, 1)


def test_a_number_opens_the_names_and_a_name_says_why_not_yet(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in("DEMO-LD", viewport=DESK)
    page.goto("/coverage?unit=247&on=2022-12-31")
    page.get_by_role("link", name="còn thiếu 1").nth(1).click()
    page.wait_for_url("**/coverage/names**")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("0900")
    assert axe(page) == []


def test_today_the_same_people_stand_in_four_communes(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in("DEMO-LD", viewport=DESK)
    page.goto("/coverage")
    people = [int(row_of(page, name).split()[len(name.split())]) for name in TAM_DUONG_TODAY]
    assert sum(people) == 210
    rows = reported(demo_app, "25", clock.today())
    asked = [each for each in rows if each["requirement"] == "bao_ve_tre_em" and each["row"] == "unit"]
    assert sum(int(str(each["total"])) for each in asked) == 210


def test_on_a_phone_it_is_a_list_of_cards_that_fits(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in("DEMO-LD")
    page.goto("/coverage?unit=247&on=2022-12-31")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []

"""A trainer writes a story card by card, on a phone too, and takes steps back; the text says the same."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import DESK, PHONE, axe
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser
SAVED = re.compile("Đã lưu lúc")


def begin(page: Page, title: str) -> None:
    page.goto("/exercises/new")
    page.get_by_label("Tên bài").fill(title)
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.locator("h1")).to_have_text(title)


def card(page: Page, number: int) -> Locator:
    return page.locator(f"#scene-{number}")


def answer(page: Page, scene: int, number: int) -> Locator:
    return card(page, scene).locator("[data-answer]").nth(number - 1)


def names(page: Page) -> Locator:
    return page.locator("[data-key] .sheet-name")


def lead_to_a_new_scene(page: Page) -> None:
    """An answer leads to a scene that is made by choosing it, named, and filled in."""
    answer(page, 1, 1).get_by_label("Dẫn tới cảnh").select_option("new")
    expect(names(page).nth(4)).to_have_text("Cảnh 5")
    answer(page, 1, 1).get_by_text("Mở cảnh đó").click()
    expect(card(page, 5)).to_have_attribute("open", "")
    card(page, 5).get_by_label(re.compile("^Tên cảnh")).fill("Ở bến nước")
    card(page, 5).get_by_label("Lời dẫn, hoặc câu hỏi").fill("Chị Hoa gánh nước.")
    told = (("Gánh đỡ chị", "Chị yên tâm"), ("Đứng nhìn", "Chị Hoa im lặng"))
    for number, (words, target) in enumerate(told, 1):
        answer(page, 5, number).get_by_role("textbox", name=f"Lựa chọn {number}").fill(words)
        answer(page, 5, number).get_by_label("Dẫn tới cảnh").select_option(label=target)
        answer(page, 5, number).get_by_label("Phản hồi sau khi chọn").fill("Vì thế.")


def test_at_a_desk_she_adds_moves_takes_back_and_sees_where_it_leads(sign_in: SignIn) -> None:
    page = sign_in("DEMO-GV", viewport=DESK)
    begin(page, "Chị Hoa ở bến nước")
    lead_to_a_new_scene(page)
    expect(page.locator("#saved")).to_have_text(SAVED)
    expect(page.locator("#look")).to_contain_text("Không thấy lỗi nào.")
    assert axe(page) == []

    card(page, 5).get_by_role("button", name="Thêm lựa chọn").click()
    expect(answer(page, 5, 3).get_by_role("textbox", name="Lựa chọn 3")).to_be_focused()
    expect(page.locator("#look")).to_contain_text("Lựa chọn chưa có lời")
    page.locator("#look").get_by_role("link", name="5. Ở bến nước").click()
    expect(card(page, 5).locator("> summary")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(card(page, 5).locator("[data-answer]")).to_have_count(2)
    page.keyboard.press("Control+Shift+z")
    expect(card(page, 5).locator("[data-answer]")).to_have_count(3)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(card(page, 5).locator("[data-answer]")).to_have_count(2)
    expect(page.locator("#look")).to_contain_text("Không thấy lỗi nào.")

    card(page, 5).get_by_role("group", name="Cảnh").get_by_role("button", name="Lên").click()
    expect(names(page).nth(3)).to_have_text("Ở bến nước")
    page.locator(".look-map summary").click()
    page.locator(".look-map .map-scene").nth(1).click()
    expect(card(page, 2)).to_have_attribute("open", "")
    expect(page.locator("#saved")).to_have_text(SAVED)
    page.get_by_role("link", name="Chữ", exact=True).click()
    text = page.get_by_label("Lời của bài tập")
    expect(text).to_have_value(re.compile(r"bỏ là có bầu ngay -> Ở bến nước\n"))
    expect(text).to_have_value(
        re.compile(r"== Ở bến nước\nChị Hoa gánh nước.\n\n\* Gánh đỡ chị -> Chị yên tâm\n")
    )


def test_what_she_writes_over_a_sample_takes_its_place(sign_in: SignIn) -> None:
    page = sign_in("DEMO-GV", viewport=DESK)
    begin(page, "Chị Hoa nhặt rau")
    card(page, 1).get_by_label(re.compile("^Tên cảnh")).fill("Bên bếp")
    card(page, 1).get_by_label("Lời dẫn, hoặc câu hỏi").fill("Chị Hoa nhặt rau.")
    for number, words in enumerate(("Ngồi xuống nhặt cùng", "Đứng đợi ngoài cửa"), 1):
        answer(page, 1, number).get_by_role("textbox", name=f"Lựa chọn {number}").fill(words)
        answer(page, 1, number).get_by_label("Phản hồi sau khi chọn").fill(f"Vì thế {number}.")
    expect(page.locator("#look")).to_contain_text("Đứng đợi ngoài cửa")
    page.get_by_role("link", name="Chữ", exact=True).click()
    expect(page.get_by_label("Lời của bài tập")).to_have_value(
        re.compile(
            r"== Bên bếp\n(XEM LẠI: .*\n)?Chị Hoa nhặt rau\.\n\n\* Ngồi xuống nhặt cùng -> .*\n> Vì thế 1\.\n"
            r"\* Đứng đợi ngoài cửa -> .*\n> Vì thế 2\.\n"
        )
    )


def test_on_a_phone_one_card_is_open_at_a_time(sign_in: SignIn) -> None:
    page = sign_in("DEMO-GV", viewport=PHONE)
    begin(page, "Chị Hoa đi chợ")
    expect(card(page, 1)).to_have_attribute("open", "")
    card(page, 2).locator("> summary").click()
    expect(card(page, 1)).not_to_have_attribute("open", "")
    card(page, 2).get_by_label("Tình huống kết thúc ở đây?").select_option("passed")
    card(page, 2).get_by_label("Lời kết").fill("Chị cười.")
    expect(page.locator("#look")).to_contain_text("Sau kết thúc chỉ được có đường quay lại")
    page.get_by_role("button", name="Thêm cảnh hoặc câu hỏi").click()
    expect(card(page, 5).get_by_label(re.compile("^Tên cảnh"))).to_be_focused()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

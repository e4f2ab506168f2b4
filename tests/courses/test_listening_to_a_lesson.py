"""A lesson is read aloud by the phone's voice or heard as a recording; its sentences are marked meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from courses.library import read_course
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from tests.browser import PHONE, VOICE, axe, patient, serve
from tests.factories.account import sign_in
from tests.factories.courses import KINDS, ghi_so, write_course
from tests.factories.sounds import recording

pytestmark = pytest.mark.browser
SECTION = "/learn/ghi-so-a0/1"
LONG = "Hỏi thăm, " * 30 + "rồi ghi."
FIRST = f"# Mở sổ\n\nMở sổ ra. Ghi **tên chủ hộ** trước!\n\n- Có 3.500 hộ\n- {LONG}\n"


@pytest.fixture
def base(app: Flask, tmp_path: Path) -> Iterator[str]:
    ghi_so()
    folder = write_course(tmp_path)
    (folder / "vi/01-bai.md").write_text(FIRST, "utf-8")
    (folder / "media").mkdir()
    (folder / "media/bai-2.opus").write_bytes(recording())
    (folder / "media/bai-2.txt").write_text("0\n4\n", "utf-8")
    (folder / "vi/02-bai.md").write_text(
        "# Ghi hộ mới\n\n![Chị Lan đọc bài 2](bai-2.opus)\n\nGhi hộ mới. Ghi cả số nhà.\n", "utf-8"
    )
    publish(read_course(folder), KINDS, clock.now())
    db.session.add(Person(code="CB000001", full_name="Nguyễn Thị Lan"))
    db.session.commit()
    with serve(app) as address:
        yield address


@pytest.fixture
def context(app: Flask, browser: Browser, base: str) -> Iterator[BrowserContext]:
    client = app.test_client()
    sign_in(client, db.session.query(Person).one())
    cookie = client.get_cookie("session")
    assert cookie
    context = browser.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]
    context.add_cookies([{"name": "session", "value": cookie.value, "url": base}])
    context.add_init_script(VOICE)
    yield patient(context)
    context.close()


@pytest.fixture
def page(context: BrowserContext, base: str) -> Page:
    page = context.new_page()
    page.goto(base + SECTION)
    return page


def marked(page: Page) -> str:
    """What is marked now, over all the pieces that a mark may have."""
    return "".join(page.locator("mark").all_inner_texts())


def control(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="Đang nghe đọc").get_by_role("button", name=name)


def end_sentence(page: Page) -> None:
    page.evaluate("ended()")


def test_sentence_by_sentence_from_the_lesson_in_view_to_its_end(page: Page) -> None:
    words = page.locator("#b1 article").inner_text()
    page.get_by_role("button", name="Nghe đọc").click()
    expect(control(page, "Tạm dừng")).to_be_focused()
    heard = []
    while page.evaluate("speechSynthesis.speaking"):
        heard.append(marked(page))
        end_sentence(page)
    spoken = page.evaluate("spoken")
    assert spoken == heard
    assert spoken[:4] == ["Mở sổ", "Mở sổ ra.", "Ghi tên chủ hộ trước!", "Có 3.500 hộ"]
    assert spoken[-1].endswith("rồi ghi.")
    assert max(map(len, spoken)) <= 160  # Chrome falls silent after a quarter of a minute
    assert " ".join(spoken[4:]) == LONG
    expect(control(page, "Đọc tiếp")).to_be_visible()
    control(page, "Thôi nghe").click()
    assert page.locator("mark, #listening").count() == 0
    assert page.locator("#b1 article").inner_text() == words


def test_a_pause_begins_its_sentence_again_and_a_tap_goes_elsewhere(page: Page) -> None:
    page.get_by_role("button", name="Nghe đọc").click()
    control(page, "Câu sau").click()
    control(page, "Tạm dừng").click()
    assert page.evaluate("speechSynthesis.speaking") is False
    control(page, "Đọc tiếp").click()
    control(page, "Câu trước").click()
    control(page, "Đọc chậm").click()
    page.locator("#b2 article > p", has_text="Ghi hộ mới.").click()
    assert page.evaluate("spoken") == ["Mở sổ", "Mở sổ ra.", "Mở sổ ra.", "Mở sổ", "Mở sổ", "Ghi hộ mới."]
    assert page.evaluate("rates.slice(-3)") == [1, 0.7, 0.7]
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert page.evaluate("speechSynthesis.speaking") is False
    expect(page.get_by_role("button", name="Nghe đọc")).to_be_focused()


def test_when_a_lesson_is_done_the_next_one_is_read_and_leaving_ends_it(page: Page, base: str) -> None:
    page.get_by_role("button", name="Nghe đọc").click()
    page.locator("#b1 form button").click()
    expect(page.locator("mark")).to_have_text("Ghi hộ mới")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("speechSynthesis.speaking") is False


def test_without_a_voice_one_sentence_says_how_to_get_one(context: BrowserContext, base: str) -> None:
    context.add_init_script("window.voices = ['en-US', 'fr-FR']")
    page = context.new_page()
    page.goto(base + SECTION)
    bar = page.get_by_role("region", name="Cỡ chữ và độ tương phản")
    expect(bar.get_by_role("button")).to_have_count(3)
    bar.get_by_text("Nghe đọc").click()
    expect(bar.get_by_text("tải giọng tiếng Việt")).to_be_visible()
    assert axe(page) == []


def test_a_recording_is_loaded_once_on_asking_marks_its_sentences_and_plays_without_network(
    context: BrowserContext, page: Page, base: str
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.wait_for_function("() => navigator.serviceWorker && navigator.serviceWorker.controller")
    page.reload()
    assert not any("/media/" in each for each in asked)
    page.locator("a.sound").click()
    player = page.locator("audio")
    expect(player).to_have_attribute(
        "aria-label", "Nghe: Chị Lan đọc bài 2 (khoảng 1 phút, 3,0 KB, chưa đến 1 đồng)"
    )
    page.wait_for_function("() => (document.querySelector('audio') || {}).duration > 9")
    player.evaluate("each => { each.currentTime = 5; return each.play() }")
    expect(page.locator("mark")).to_have_text("Ghi cả số nhà.")
    context.set_offline(True)
    page.reload()
    page.locator("a.sound").click()
    page.wait_for_function("() => (document.querySelector('audio') || {}).duration > 9")
    player.evaluate("each => { each.currentTime = 1; return each.play() }")
    expect(page.locator("mark")).to_have_text("Ghi hộ mới.")

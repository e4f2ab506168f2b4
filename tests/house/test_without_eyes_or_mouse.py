"""What a learner meets, as a screen reader hears it in both languages, and as a keyboard reaches it where
everything is shown twice as large."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lms.people.queries import person_by_code
from tests.browser import PHONE, VOICE, patient, serve
from tests.factories.phones import sign_in_on

pytestmark = pytest.mark.browser
TWICE_THE_SIZE = {"width": PHONE["width"] // 2, "height": PHONE["height"] // 2}
COURSE = "/learn/bao-ve-tre-em"
STORY = "[data-ex] >> nth=-1"

BAR = {
    ("button", "Chữ nhỏ hơn"): "Smaller type",
    ("button", "Chữ to hơn"): "Larger type",
    ("button", "Tương phản mạnh"): "High contrast",
    ("button", "Nghe đọc"): "Read aloud",
}
"""On every page: role and Vietnamese name, and the English name."""
HEARD: dict[str, dict[tuple[str, str], str]] = {
    "start": {
        ("link", "Đến thẳng nội dung"): "Skip to the content",
        ("heading", "Xin chào Bùi Thị Thanh Nhàn"): "Hello, Bùi Thị Thanh Nhàn",
        ("link", "Học tiếp"): "Go on learning",
    },
    "course": {
        ("heading", "Bảo vệ trẻ em ở cộng đồng"): "Protecting children in the community",
        ("link", "Học tiếp"): "Go on learning",
        ("progressbar", "Khóa này"): "This course",
    },
    "lesson": {
        ("link", "Đến thẳng bài đầu tiên"): "Skip to the first lesson",
        ("heading", "An toàn mỗi ngày"): "Safe every day",
        ("button", "Tôi đã đọc xong"): "I have read this",
        ("button", "Bắt đầu"): "Play",
    },
    "scene": {},
    "consequence": {("button", "Đi tiếp"): "Go on"},
    "test": {("button", "Nộp bài"): "Hand in"},
    "card": {("heading", "Thẻ học"): "Learning card", ("link", "Gõ mã"): "Type the code"},
    "kept": {
        ("heading", "Máy này đang giữ gì"): "What this phone keeps",
        ("button", "Gỡ bỏ"): "Remove",
    },
    "pin": {
        ("textbox", "Mã PIN mới: bốn chữ số"): "New PIN: four digits",
        ("button", "Lưu mã PIN"): "Save the PIN",
    },
}
"""What must be heard at each stop of the way; the words of stories and questions are those of the page."""

NAMED = {
    *("button", "link", "textbox", "radio", "checkbox", "combobox", "searchbox", "progressbar"),
    *("heading", "image", "DisclosureTriangle", "dialog", "region"),
}


def way(page: Page, base: str) -> Iterator[str]:
    """Where a learner comes by, one stop after the other."""
    for stop, address in (("start", "/"), ("course", COURSE), ("lesson", f"{COURSE}/2")):
        page.goto(base + address)
        yield stop
    story = page.locator(STORY)
    story.locator("form button").click()
    expect(story.locator("h3")).to_be_focused()
    yield "scene"
    story.locator("button.c").first.click()
    expect(story.locator(".note")).to_be_focused()
    yield "consequence"
    page.goto(f"{base}{COURSE}/4")
    page.locator("form[action^='/assessments/'] button").click()
    expect(page.locator("#assessment")).to_be_visible()
    yield "test"
    page.goto(f"{base}/kept")
    expect(page.locator("[data-pages] button").first).to_be_visible()
    yield "kept"
    for stop, address in (("card", "/c"), ("pin", "/account/pin")):
        page.goto(base + address)
        yield stop


def heard(page: Page) -> set[tuple[str, str]]:
    """Role and name of everything in the browser's own accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return {
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    }


@pytest.fixture
def base(demo_app: Flask) -> Iterator[str]:
    with serve(demo_app) as address:
        yield address


@pytest.fixture
def context(demo_app: Flask, browser: Browser, base: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN", reduced_motion="reduce")  # type: ignore[arg-type]
    learner = person_by_code("TD-C001")
    assert learner
    sign_in_on(patient(context), demo_app, base, learner)
    context.add_init_script(VOICE)
    yield context
    context.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_everything_that_acts_says_what_it_does(context: BrowserContext, base: str, language: str) -> None:
    page = context.new_page()
    page.goto(base)
    if language == "en":
        page.get_by_role("button", name="English", exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    for stop in way(page, base):
        expect(page.locator("[data-listen]")).to_be_visible()
        there = heard(page)
        assert [each for each in there if each[0] in NAMED and not each[1].strip()] == [], stop
        wanted = {
            (role, name if language == "vi" else english)
            for (role, name), english in {**BAR, **HEARD[stop]}.items()
        }
        assert wanted - there == set(), stop
        assert len([each for each in there if each[0] in ("main", "RootWebArea")]) == 2, stop
        choices = page.locator(f"{STORY} >> button.c").all_inner_texts()
        labels = page.locator("fieldset label").all_inner_texts()
        assert {("button", words) for words in choices} - there == set(), stop
        assert {("radio", words.strip()) for words in labels} - there == set(), stop


FOLLOW = """() => {
  const reach = "a[href],button,input:not([type=hidden]),select,textarea,summary,audio,[tabindex='0']";
  window.wanted = Array.from(document.querySelectorAll(reach)).filter(
    each => !each.disabled && each.getClientRects().length &&
      getComputedStyle(each).visibility === "visible" &&
      !(each.closest("details:not([open])") && each.tagName !== "SUMMARY") &&
      !(each.type === "radio" && each !== each.form.elements[each.name][0]));
  window.met = [];
  window.faults = [];
  document.addEventListener("focusin", event => met.push(event.target));
  document.addEventListener("keydown", () => {
    const each = document.activeElement, look = getComputedStyle(each), box = each.getBoundingClientRect();
    if (!met.includes(each)) return;
    const says = each.outerHTML.slice(0, 80);
    if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2) faults.push("unseen: " + says);
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(box.top + Math.min(box.height, 48) / 2, 1), innerHeight - 2);
    const shown = document.elementFromPoint(x, y);
    if (!shown || !(each.contains(shown) || shown.contains(each))) faults.push("hidden: " + says);
  }, true);
}"""
"""Notes everything that should be reached, and of everything that is whether its focus can be seen."""


def test_the_keyboard_reaches_everything_in_order_and_always_shows_where_it_is(
    context: BrowserContext, base: str
) -> None:
    page = context.new_page()
    page.set_viewport_size(TWICE_THE_SIZE)  # type: ignore[arg-type]
    for stop in way(page, base):
        expect(page.locator("[data-listen]")).to_be_visible()
        page.evaluate(
            "() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0) }"
        )
        page.evaluate(FOLLOW)
        missed = "wanted.filter(each => !met.includes(each)).map(each => each.outerHTML.slice(0, 120))"
        for _round in range(2):  # what scripts put into the page meanwhile takes steps of its own
            for _ in range(page.evaluate("wanted.length") + 2):
                page.keyboard.press("Tab")
            if page.evaluate(missed) == []:
                break
        assert page.evaluate("faults") == [], stop
        assert page.evaluate(missed) == [], stop
        order = "met.map(each => wanted.indexOf(each)).filter(at => at >= 0)"
        once = list(dict.fromkeys(page.evaluate(order)))
        turned = once.index(min(once))
        assert once[turned:] + once[:turned] == sorted(once), stop

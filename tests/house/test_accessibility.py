"""Every page of every role passes axe (WCAG 2.2 AA) in both languages, and fits a phone at twice the size."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lms.base import clock
from lms.people.queries import person_by_code
from lms.staffing.queries.successions import split_counts
from lms.standards.queries import requirement_by_code
from lms.web.access import Permission, access_of
from tests.browser import PHONE, axe, patient, serve
from tests.house.test_urls import address, keys_that_exist

pytestmark = pytest.mark.browser
PASSWORD = "dan so 520"  # as the demonstration prints it
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
SECTION = re.compile(r"/learn/[^/]+/\d+")  # some courses are taught in Vietnamese only
TWICE_THE_SIZE = {"width": PHONE["width"] // 2, "height": PHONE["height"] // 2}
"""What a page has of a phone's screen when the reader doubles the size of everything."""

# Whose pages are looked at: a role's own, and of the pages that everybody has, the start page. The
# collaborator looks at the rest of those; the administrator and the officer see what the head sees.
ROLES = [
    "DEMO-LD",
    "DEMO-QT",
    "DEMO-GV",
    "TD-X01",
    "TD-C001",
]


def pages_of(app: Flask, code: str) -> list[str]:
    """The addresses that somebody may open, with keys of rows that exist."""
    person = person_by_code(code)
    assert person
    keys = keys_that_exist(person.id)
    found = {"/"}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static"):
            continue
        access = access_of(app.view_functions[rule.endpoint])
        own = isinstance(access, Permission) and person.may(access)
        if own or (not isinstance(access, Permission) and code == "TD-C001"):
            found.add(address(app, rule, keys) or "/")
    if code == "TD-C001":
        found.add(f"/ask?step={keys['step_id']}")
    if person.may(Permission.PEOPLE_SEE):
        other = person_by_code("TD-C002")
        assert other
        found |= {
            f"/people/{other.id}",
            "/coverage/names?requirement=bao_ve_tre_em",
            "/coverage/names/reach?requirement=bao_ve_tre_em",
            "/coverage/difference?requirement=bao_ve_tre_em&part=gained",
            f"/coverage/periods/{keys['close_id']}/names?requirement=bao_ve_tre_em",
        }
        twice = [person_by_code("TD-C095"), person_by_code("TD-L001")]
        found.add("/duplicates/" + "/".join(str(each.id) for each in twice if each))
    if person.may(Permission.UNITS_DECIDE):
        found.add(f"/successions/{split_counts()[0][0]}")
    if person.may(Permission.ACTIVITIES_RUN):
        found.add(a_question())
    return sorted(found)


def a_question() -> str:
    """The address of classes proposed to a commune, some of them, so that names are shown on both sides."""
    asked = requirement_by_code("bao_ve_tre_em")
    assert asked
    day = f"{clock.today() + timedelta(days=14):%d/%m/%Y}"
    words = {
        **dict.fromkeys(("units", "unit", "halls-0-units"), "Xã Tam Dương"),
        "halls-0-name": "Trạm Y tế",
        "halls-0-seats": 20,
        "requirements": asked.id,
        "days": day,
        "length": "whole_days",
        "at_once": 1,
        "theory": 4,
        "practice": 4,
        "percent": 100,
    }
    return f"/activities/proposals?{urlencode(words)}"


def enter(context: BrowserContext, base: str, code: str | None) -> Page:
    """A tab of somebody who signed in; of a stranger without a code."""
    page = patient(context).new_page()
    page.goto(f"{base}/sign-in")
    if code:
        page.locator("#login").fill(code)
        page.locator("#secret").fill(PASSWORD)
        page.locator("main").get_by_role("button").click()
        page.wait_for_url(f"{base}/")
    return page


def is_page(page: Page, url: str) -> bool:
    """Whether an address answers with a page of its own, not with a file, another page or a part of one."""
    answer = page.request.get(url, max_redirects=0)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return False
    return answer.status == 200 and "<html" in answer.text()


def findings(page: Page, base: str, urls: list[str], *, narrow: bool = False) -> dict[str, list[str]]:
    """What is wrong on each of these pages, in both languages; their colours are the same in both."""
    wrong = {}
    for language, name in LANGUAGES.items():
        page.goto(f"{base}/")
        if page.locator("html").get_attribute("lang") != language:
            page.get_by_role("button", name=name, exact=True).click()
            expect(page.locator("html")).to_have_attribute("lang", language)
        for url in urls:
            page.goto(base + url)
            spoken = page.locator("html").get_attribute("lang")
            assert spoken == language or (spoken == "vi" and SECTION.fullmatch(url))
            found = axe(page, colours=language == "vi")
            if narrow:
                page.set_viewport_size(TWICE_THE_SIZE)  # type: ignore[arg-type]
                if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    found.append("wider than a phone at twice the size")
                page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            if found:
                wrong[f"{language} {url}"] = found
    return wrong


@pytest.mark.parametrize("code", ROLES)
def test_nothing_stands_in_anybody_s_way(demo_app: Flask, browser: Browser, code: str) -> None:
    urls = pages_of(demo_app, code)
    with serve(demo_app) as base, browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = enter(context, base, code)
        shown = [url for url in urls if is_page(page, base + url)]
        assert findings(page, base, shown, narrow=code == "TD-C001") == {}


def test_nothing_stands_in_a_stranger_s_way(demo_app: Flask, browser: Browser) -> None:
    urls = ["/", "/sign-in", "/verify", "/v/there-is-none", "/there-is-none"]
    with serve(demo_app) as base, browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        assert findings(enter(context, base, None), base, urls, narrow=True) == {}


# A page of each make: the learner's, a lesson, a table, tiles and states, every component, a stranger's.
AT_NIGHT = [
    ("TD-C001", ["/", "/learn/bao-ve-tre-em", "/learn/bao-ve-tre-em/2"]),
    ("DEMO-QT", ["/", "/coverage", "/coverage/names?requirement=bao_ve_tre_em", "/styleguide"]),
    (None, ["/", "/sign-in", "/verify"]),
]


@pytest.mark.parametrize(("code", "urls"), AT_NIGHT)
def test_nothing_stands_in_the_way_on_a_dark_screen(
    demo_app: Flask, browser: Browser, code: str | None, urls: list[str]
) -> None:
    with serve(demo_app) as base, browser.new_context(viewport=PHONE, color_scheme="dark") as context:  # type: ignore[arg-type]
        page = enter(context, base, code)
        wrong = {}
        for url in urls:
            page.goto(base + url)
            wrong[url] = axe(page)
        assert {url: found for url, found in wrong.items() if found} == {}

"""Every page of every role passes axe (WCAG 2.2 AA) in both languages, and fits a phone at twice the size."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lms.base import clock
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.staffing.queries.successions import split_counts
from lms.standards.queries import requirement_by_code
from lms.web.access import Permission, access_of
from quizzes.importing.queries import imports_of
from tests.browser import COLOURS, PHONE, axe, patient, serve
from tests.house.skeletons import skeleton
from tests.house.test_urls import address, keys_that_exist

pytestmark = pytest.mark.browser
PASSWORD = "dan so 520"  # as the demonstration prints it
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
SECTION = re.compile(r"/learn/[^/]+/\d+")  # some courses are taught in Vietnamese only
TWICE_THE_SIZE = {"width": PHONE["width"] // 2, "height": PHONE["height"] // 2}
"""What a page has of a phone's screen when the reader doubles the size of everything."""
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"

# Whose pages are looked at: a role's own, and of the pages that everybody has, the start page. The
# learner looks at the rest of those, in every size; the administrator and the officer see what the head sees.
ROLES = [
    "DEMO-LD",
    "DEMO-QT",
    "DEMO-GV",
    "TD-X01",
]
LEARNER = "TD-C001"


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
        if own or (not isinstance(access, Permission) and code == LEARNER):
            found.add(address(app, rule, keys) or "/")
    if code == LEARNER:
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
    return sorted(found | faces_of_a_story(person) | faces_of_material(person))


def faces_of_a_story(person: Person) -> set[str]:
    """The pages on which an exercise with a map is written."""
    faces = ("edit", "form", "map") if person.may(Permission.EXERCISES_WRITE) else ()
    return {f"/exercises/tinh-huong-be-na/{face}" for face in faces}


def faces_of_material(person: Person) -> set[str]:
    """What she brought, as questions, lessons and an exercise."""
    return {f"/imports/{each.id}/files/{file.id}" for each in imports_of(person.id) for file in each.files}


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


def visitor(browser: Browser, **how: Any) -> BrowserContext:
    """A phone on which nothing is kept: every page comes from the server."""
    return browser.new_context(viewport=PHONE, service_workers="block", **how)  # type: ignore[arg-type]


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


def pages_in_english(page: Page, base: str, urls: list[str]) -> dict[str, str]:
    """The English skeletons of those addresses that answer with a page of their own, not with a file, another
    page or a part of one."""
    speak(page, base, "en")
    found = {}
    for url in urls:
        answer = page.request.get(base + url, max_redirects=0)
        is_html = answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html")
        if is_html and "<html" in answer.text():
            found[url] = skeleton(answer.text())
    return found


def speak(page: Page, base: str, language: str) -> None:
    """Choose a language."""
    page.goto(f"{base}/")
    if page.locator("html").get_attribute("lang") != language:
        page.get_by_role("button", name=LANGUAGES[language], exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", language)


def look_at(page: Page, language: str, url: str, *, narrow: bool) -> list[str]:
    """What is wrong with the page as it stands; its colours are the same in both languages."""
    spoken = page.locator("html").get_attribute("lang")
    assert spoken == language or (spoken == "vi" and SECTION.fullmatch(url))
    found = axe(page, colours=language == "vi")
    if narrow:
        page.set_viewport_size(TWICE_THE_SIZE)  # type: ignore[arg-type]
        if page.evaluate(TOO_WIDE):
            found.append("wider than a phone at twice the size")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.evaluate("document.documentElement.dataset.look = '4'")
        if page.evaluate(TOO_WIDE):
            found.append("wider than a phone in the largest type")
    return found


def findings(page: Page, base: str, urls: list[str]) -> dict[str, list[str]]:
    """What is wrong on each of these pages, in both languages and on a narrow screen."""
    wrong = {}
    for language in LANGUAGES:
        speak(page, base, language)
        for url in urls:
            page.goto(base + url)
            wrong[f"{language} {url}"] = look_at(page, language, url, narrow=True)
    return {place: found for place, found in wrong.items() if found}


def findings_once(page: Page, base: str, urls: list[str]) -> dict[str, list[str]]:
    """What is wrong on each page in Vietnamese; and in English, where that differs in more than words."""
    english = pages_in_english(page, base, urls)
    wrong, others = {}, []
    speak(page, base, "vi")
    for url, bones in english.items():
        answer = page.goto(base + url)
        assert answer
        wrong[f"vi {url}"] = look_at(page, "vi", url, narrow=False)
        if skeleton(answer.text()) != bones:
            others.append(url)
    speak(page, base, "en")
    for url in others:
        page.goto(base + url)
        wrong[f"en {url}"] = look_at(page, "en", url, narrow=False)
    return {place: found for place, found in wrong.items() if found}


@pytest.mark.parametrize("code", ROLES)
def test_nothing_stands_in_anybody_s_way(demo_app: Flask, browser: Browser, code: str) -> None:
    urls = pages_of(demo_app, code)
    with serve(demo_app) as base, visitor(browser) as context:
        assert findings_once(enter(context, base, code), base, urls) == {}


def test_nothing_stands_in_a_learner_s_way_in_any_language_or_size(demo_app: Flask, browser: Browser) -> None:
    urls = pages_of(demo_app, LEARNER)
    with serve(demo_app) as base, visitor(browser) as context:
        page = enter(context, base, LEARNER)
        assert findings(page, base, [*pages_in_english(page, base, urls)]) == {}


def test_nothing_stands_in_a_stranger_s_way(demo_app: Flask, browser: Browser) -> None:
    urls = ["/", "/sign-in", "/verify", "/v/there-is-none", "/there-is-none"]
    with serve(demo_app) as base, visitor(browser) as context:
        assert findings(enter(context, base, None), base, urls) == {}


# A page of each make: the learner's, a lesson, a table, tiles and states, every component, a stranger's.
IN_OTHER_COLOURS = [
    (LEARNER, ["/", "/learn/bao-ve-tre-em", "/learn/bao-ve-tre-em/2", "/settings/reading"]),
    ("DEMO-QT", ["/", "/coverage", "/coverage/names?requirement=bao_ve_tre_em", "/styleguide"]),
    (None, ["/sign-in", "/verify"]),
]


@pytest.mark.parametrize(("code", "urls"), IN_OTHER_COLOURS)
def test_every_word_can_be_told_from_its_ground_in_the_dark_and_in_high_contrast(
    demo_app: Flask, browser: Browser, code: str | None, urls: list[str]
) -> None:
    with serve(demo_app) as base, visitor(browser, color_scheme="dark") as context:
        page = enter(context, base, code)
        wrong = {}
        for url in urls:
            page.goto(base + url)
            for scheme, look in (("dark", "1"), ("dark", "1c"), ("light", "1c")):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.evaluate("look => { document.documentElement.dataset.look = look }", look)
                wrong[f"{scheme} {look} {url}"] = axe(page, only=COLOURS)
        assert {place: found for place, found in wrong.items() if found} == {}

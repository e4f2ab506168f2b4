"""A cheap phone: Chromium with a quarter of the processor, at the far end of a slow road (:mod:`.road`)."""

import shutil
import statistics
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.road import Road
from tests.browser import FLAGS, PHONE

SLOWER = 4  # times less processor
TIMES = 3

# Set down at the tap; the clock of the next page is compared with it.
_TAP = """path => { const link = document.querySelector(`a[href^="${path}"]`) || Object.assign(
  document.body.appendChild(document.createElement("a")), {href: path, textContent: path});
  sessionStorage.tapped = Date.now(); link.click() }"""
_PAINTED = """() => new Promise(done => {
  const tell = () => { const [paint] = performance.getEntriesByName("first-contentful-paint");
    paint ? done(performance.timeOrigin + paint.startTime - sessionStorage.tapped) : setTimeout(tell, 20) };
  tell() })"""
_KEPT = """async path => {
  for (const name of await caches.keys()) {
    if (await (await caches.open(name)).match(path, {ignoreVary: true})) return Date.now();
  }
  return 0 }"""


@dataclass(frozen=True)
class Opened:
    """What opening a section took on the phone, in seconds from the tap."""

    readable: float
    offline: float


@contextmanager
def phone() -> Iterator[Browser]:
    """Chromium; each measurement takes a fresh profile in it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def page_on(chromium: Browser, address: str, cookie: str = "") -> Iterator[Page]:
    """A tab of a fresh profile with a slow processor, signed in where there is a cookie."""
    context = chromium.new_context(viewport=PHONE, locale="vi-VN")
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def warm(page: Page, address: str, course: str) -> None:
    """Open the course before and let its page rest: the connection is warm, the product's files are there."""
    page.goto(address + course)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.wait_for_load_state("networkidle")


def open_section(page: Page, section: str) -> Opened:
    """From the tap on a section until its text is painted, and until it could be read without a network."""
    page.evaluate(_TAP, section)
    page.wait_for_url(lambda url: urlsplit(url).path == section, wait_until="commit")
    page.wait_for_selector("main .step")
    return _opened(page, section)


def _opened(page: Page, section: str) -> Opened:
    readable = page.evaluate(_PAINTED)
    kept = page.wait_for_function(_KEPT, arg=section, polling=50).json_value()
    offline = kept - page.evaluate("+sessionStorage.tapped")
    return Opened(readable / 1000, max(offline, readable) / 1000)


def first_visit(
    chromium: Browser, road: Road, cookie: str, course: str, section: str
) -> tuple[Opened, Counter[int]]:
    """A section opened from its course's page; and the answers of the server when it is opened once more."""
    with page_on(chromium, road.address, cookie) as page:
        warm(page, road.address, course)
        opened = open_section(page, section)
        page.wait_for_load_state("networkidle")
        before = len(road.statuses)
        page.reload(wait_until="networkidle")
        return opened, Counter(road.statuses[before:])


def cold_visit(chromium: Browser, road: Road, cookie: str, section: str) -> Opened:
    """The same by a phone that has never been here: no connection, nothing kept; from typing the address."""
    with page_on(chromium, road.address, cookie) as page:
        page.goto(road.address + section, wait_until="commit")
        page.wait_for_selector("main .step")
        page.evaluate("sessionStorage.tapped = performance.timeOrigin")
        return _opened(page, section)


def median(runs: list[Opened]) -> Opened:
    """The middle of a few measurements."""
    return Opened(
        statistics.median(run.readable for run in runs), statistics.median(run.offline for run in runs)
    )

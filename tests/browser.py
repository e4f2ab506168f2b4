"""A real browser for tests: Debian's chromium, the app behind waitress on a free port, and axe.

``browser`` and ``page`` are fixtures of every test.
"""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from waitress.server import create_server

from tests.absence import missing

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30_000  # milliseconds: a busy machine is slow, not wrong
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = "color-contrast"
"""Axe's rule that looks at every piece of text on its ground; it takes as long as all others together."""
VOICE = """
window.spoken = []; window.rates = [];
const speech = {
  speaking: false, pending: false, now: null,
  getVoices: () => (window.voices || ["vi_VN", "en-US"]).map(lang => ({lang, localService: true})),
  addEventListener() {},
  speak(said) { spoken.push(said.text); rates.push(said.rate); this.now = said; this.speaking = true },
  cancel() { this.now = null; this.speaking = false },
};
window.ended = () => { const said = speech.now; speech.speaking = false; said.onend() };
Object.defineProperty(window, "speechSynthesis", {value: speech});
window.SpeechSynthesisUtterance = function (text) { this.text = text };
"""
"""A phone's voice that says nothing, and is done with a sentence when the test calls ``ended()``."""


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium, started once for all tests of this worker."""
    program = shutil.which("chromium")
    if not program:
        missing(request, "no browser here: install Debian's package chromium")
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor's tab, as wide as a cheap phone; ``page.set_viewport_size(DESK)`` widens it."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    yield patient(context).new_page()
    context.close()


def patient(context: BrowserContext) -> BrowserContext:
    """The context, waiting as long as a busy machine may need."""
    context.set_default_timeout(PATIENCE)
    return context


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """The app behind waitress on a free port of the loopback, inside the block; gives its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except (OSError, ValueError):  # its sockets are closed under the loop that waits on them
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        closing.set()
        for channel in list(server.active_channels.values()):  # a browser keeps its lines open
            line = channel.socket  # none any more where the browser has just hung up
            with suppress(OSError):
                if line:
                    line.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(10)


def axe(page: Page, *, colours: bool = True, only: str | None = None) -> list[str]:
    """What axe finds wrong with the page as it stands (WCAG 2.2 AA and good practice), a line each.

    A page whose ``colours`` were looked at, and that says the same in other words now, need not be again; in
    other colours a page need be looked at by ``only`` that rule.
    """
    rules = {**RULES, "runOnly": [only]} if only else RULES | {"rules": {COLOURS: {"enabled": colours}}}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]

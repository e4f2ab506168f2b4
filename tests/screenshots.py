"""Takes the pictures of README.md and docs/tour.md: ``make screenshots``.

A fresh demonstration is served, each role goes through its pages at 360 and 1280 px in both languages, and
every picture lands in ``docs/screenshots`` as ``<page>-<language>-<width>.png``. Needs Debian's chromium and
the environment of the tests.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from lms import loading
from lms.config import read_config
from run import create_app
from tests.browser import FLAGS, patient, serve

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
PASSWORD = "dan so 520"  # as the demonstration prints it
SIZES = {360: 740, 1280: 900}
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COLOURS = 128


@dataclass(frozen=True)
class Shot:
    """One page of the tour; ``before`` brings it into the state that is to be seen."""

    name: str
    role: str | None
    path: str
    before: Callable[[Page], None] = lambda page: None
    screens: int = 1
    """How many screens of a long page are shown at most."""


def search_documents(page: Page) -> None:
    """Look for the population law without typing a diacritic."""
    page.locator("main input").first.fill("luat dan so")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def open_first(page: Page) -> None:
    """Open what stands first in the list."""
    with page.expect_navigation():
        page.locator("main table a").first.click()


def go_to_next_month(page: Page) -> None:
    """Turn to the meeting that is being prepared."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name="→").click()


COLLABORATOR, OFFICER, TRAINER = "TD-C001", "TD-X01", "DEMO-GV"
HEAD, ADMINISTRATOR = "DEMO-LD", "DEMO-QT"

SHOTS = (
    Shot("welcome", None, "/"),
    Shot("verify", None, "/verify"),
    Shot("learner", COLLABORATOR, "/"),
    Shot("courses", COLLABORATOR, "/learn", screens=2),
    Shot("course", COLLABORATOR, "/learn/bao-ve-tre-em", screens=2),
    Shot("lesson", COLLABORATOR, "/learn/bao-ve-tre-em/3", screens=2),
    Shot("certificates", COLLABORATOR, "/certificates"),
    Shot("glossary", COLLABORATOR, "/glossary"),
    Shot("documents", COLLABORATOR, "/documents", search_documents),
    Shot("officer", OFFICER, "/", screens=2),
    Shot("meeting", OFFICER, "/meetings", go_to_next_month, screens=2),
    Shot("roster", OFFICER, "/rosters/08869"),
    Shot("head", HEAD, "/", screens=2),
    Shot("coverage", HEAD, "/coverage", screens=2),
    Shot("heat", HEAD, "/coverage/heat", screens=2),
    Shot("period", HEAD, "/coverage/periods", open_first, screens=2),
    Shot("duplicates", HEAD, "/duplicates", open_first),
    Shot("activities", HEAD, "/activities"),
    Shot("visit", HEAD, "/visits", open_first, screens=2),
    Shot("trainer", TRAINER, "/", screens=2),
    Shot("exercises", TRAINER, "/exercises"),
    Shot("exercise", TRAINER, "/exercises/tinh-huong-be-na/edit", screens=2),
    Shot("questions", TRAINER, "/courses/questions"),
    Shot("administrator", ADMINISTRATOR, "/"),
    Shot("health", ADMINISTRATOR, "/health"),
    Shot("styleguide", ADMINISTRATOR, "/styleguide", screens=2),
)


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a fresh demonstration."""
    with tempfile.TemporaryDirectory() as folder:
        config = read_config({"DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"})
        app = create_app(config, Path(folder))
        with app.app_context():
            loading.prepare(app, demo=True)
        with serve(app) as address:
            yield address


def enter(browser: Browser, base: str, role: str | None, language: str, width: int) -> Page:
    """A tab of somebody in a language."""
    viewport = {"width": width, "height": SIZES[width]}
    context = patient(browser.new_context(viewport=viewport, locale="vi-VN", base_url=base))  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/sign-in" if role else "/")
    if role:
        page.locator("#login").fill(role)
        page.locator("#secret").fill(PASSWORD)
        page.locator("main").get_by_role("button").first.click()
        page.wait_for_url(f"{base}/")
    if language != "vi":
        page.get_by_role("button", name=LANGUAGES[language], exact=True).click()
        page.locator(f"html[lang={language}]").wait_for()
    return page


def take(page: Page, shot: Shot, file: Path) -> None:
    """One picture, with few enough colours to be kept with the source."""
    page.goto(shot.path)
    shot.before(page)
    size = page.viewport_size or {"width": 0, "height": 0}
    height = min(page.evaluate("document.documentElement.scrollHeight"), size["height"] * shot.screens)
    clip = {"x": 0, "y": 0, "width": size["width"], "height": max(height, size["height"])}
    seen = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    picture = Image.open(io.BytesIO(seen)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def main(names: list[str]) -> None:
    """Take all pictures, or those named."""
    PICTURES.mkdir(exist_ok=True)
    chosen = [shot for shot in SHOTS if not names or shot.name in names]
    with demonstration() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for width in SIZES:
            for language in LANGUAGES:
                pages: dict[str | None, Page] = {}
                for shot in chosen:
                    page = pages.get(shot.role) or enter(browser, base, shot.role, language, width)
                    pages[shot.role] = page
                    take(page, shot, PICTURES / f"{shot.name}-{language}-{width}.png")
                for page in pages.values():
                    page.context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])

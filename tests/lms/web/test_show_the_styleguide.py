"""An administrator looks at every component; the colours can be told apart in light and in dark."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base.database import db
from lms.people.models import AccessRole
from lms.web.statics import CSS
from lms.web.tokens import PAIRS, SCHEMES, STATES, asked, colours, contrast
from tests.factories.account import sign_in
from tests.factories.people import make_asker
from tests.factories.places import make_unit

COMPONENTS = sorted((CSS.parent.parent / "templates/components").glob("*.html"), key=lambda path: path.stem)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_whatever_meets_on_a_page_can_be_told_apart(scheme: str) -> None:
    values = colours(scheme)
    assert {
        f"{ink} on {ground}": round(contrast(values[ink], values[ground]), 2)
        for ink, ground, least in PAIRS
        if contrast(values[ink], values[ground]) < asked(least, scheme)
    } == {}


def test_black_on_white_is_as_far_apart_as_can_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_every_colour_is_measured_unless_it_only_decorates() -> None:
    measured = {name for ink, ground, _ in PAIRS for name in (ink, ground)}
    decorates = {"focus", "line", *(f"{state}-line" for state in STATES)}
    assert set(colours("light")) - measured == decorates


def test_no_token_stands_unused() -> None:
    parts = Path(__file__).parents[3]
    files = [path for part in ("lms", "courses", "quizzes") for path in (parts / part).rglob("*")]
    written = "".join(path.read_text("utf-8") for path in files if path.suffix in (".css", ".html"))
    assert [name for name in colours("light") if f"var(--{name})" not in written] == []


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """Whoever administers the product, signed in."""
    person = make_asker(AccessRole.ADMINISTRATOR, make_unit("25", "Tỉnh Phú Thọ"))
    db.session.commit()
    client = app.test_client()
    sign_in(client, person)
    return client


def sections(page: str) -> dict[str, str]:
    """What is shown of each component, by its name."""
    found = re.findall(
        r'<section class="sample[^"]*" id="(\w+)">(.*?)(?=<section class="sample|</main>)', page, re.DOTALL
    )
    return dict(found)


def test_every_component_is_shown(administrator: FlaskClient) -> None:
    shown = sections(administrator.get("/styleguide").text)
    assert sorted(shown) == [path.stem for path in COMPONENTS]
    for name, drawn in shown.items():
        assert re.search(rf'class="{name.replace("_", "-")}[ "-]', drawn), name


def test_every_macro_of_a_component_is_called_by_a_page(administrator: FlaskClient) -> None:
    pages = "".join(path.read_text("utf-8") for path in (CSS.parent.parent / "templates").rglob("*.html"))
    macros = [
        name for path in COMPONENTS for name in re.findall(r"\{% macro (\w+)\(", path.read_text("utf-8"))
    ]
    assert [name for name in macros if not re.search(rf"(?<!macro )\b{name}(_box)?\(", pages)] == []


def test_a_look_can_be_forced(administrator: FlaskClient) -> None:
    assert ":root:root { color-scheme: dark" in administrator.get("/styleguide?look=dark").text
    assert ":root:root" not in administrator.get("/styleguide").text
    assert ":root:root" not in administrator.get("/styleguide?look=none").text

"""A lesson brings its own few colours: those of every other page, in the dark and in high contrast too."""

import re
from importlib.resources import files

import pytest

from lms.web.tokens import SCHEMES, colours

NAMES = {"soft": "ink-soft", "pale": "accent-pale", "sealpale": "seal-pale", "amber": "due-pale"}
"""What a lesson calls shorter."""
VALUE = re.compile(r"--(\w+):(#[0-9a-f]{3,6})")


def of_lessons(scheme: str) -> dict[str, str]:
    """The colours of a lesson in a scheme, by the names of other pages."""
    sheet = files("courses.formats").joinpath("bundle.css").read_text("utf-8")
    lines = [line for line in sheet.splitlines() if VALUE.search(line) and ("--paper" in line)]
    light, dark, contrast, dark_contrast = (dict(VALUE.findall(line)) for line in lines)
    values = {
        "light": light,
        "dark": light | dark,
        "light-contrast": light | contrast,
        "dark-contrast": light | dark | contrast | dark_contrast,
    }[scheme]
    return {NAMES.get(name, name): full(value) for name, value in values.items()}


def full(colour: str) -> str:
    """``#fff`` as ``#ffffff``."""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_they_are_the_colours_of_every_other_page(scheme: str) -> None:
    known, mine = colours(scheme), of_lessons(scheme)
    assert mine == {name: known[name] for name in mine}

"""Every sentence that code or a page says exists in Vietnamese."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

FOLDERS = [
    *(
        f"lms/{part}"
        for part in (
            "web",
            "places",
            "people",
            "outbox",
            "roles",
            "assignments",
            "standards",
            "activities",
            "meetings",
            "visits",
            "plans",
            "staffing",
            "coverage",
            "account",
            "home",
            "oversight",
            "setup",
            "upkeep",
            "privacy",
        )
    ),
    "courses",
    "quizzes",
    "certificates",
]
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "message": None, "_l": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\((\w+)\)[sd]")


def sentences(folder: Path) -> set[str]:
    found = extract_from_dir(str(folder), METHODS, {}, KEYWORDS)
    return {said[0] if isinstance(said, tuple) else said for _, _, said, _, _ in found}


def entries(path: Path) -> dict[str, str]:
    said: dict[str, str] = {}
    with path.open("rb") as file:
        for entry in read_po(file, locale="vi"):
            if entry.id:
                key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
                said[key] = entry.string[0] if isinstance(entry.string, tuple) else entry.string
    return said


def catalogue(folder: Path) -> dict[str, str]:
    said: dict[str, str] = {}
    for path in (folder / "translations/vi/LC_MESSAGES").glob("*.po"):
        said |= entries(path)
    return said


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_sentence_has_its_vietnamese(folder: str) -> None:
    known = catalogue(ROOT / folder)
    assert sorted(text for text in sentences(ROOT / folder) if not known.get(text)) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_vietnamese_names_the_same_places(folder: str) -> None:
    wrong = {
        text: said
        for text, said in catalogue(ROOT / folder).items()
        if said and set(PLACE.findall(text)) != set(PLACE.findall(said))
    }
    assert wrong == {}


def test_the_kernel_says_nothing_without_a_catalogue() -> None:
    files = [
        *(ROOT / "lms").glob("*.py"),
        *(ROOT / "lms/base").rglob("*.py"),
        *(ROOT / "lms/paper").rglob("*.py"),
    ]
    said = {
        text
        for path in files
        for _, text, _, _ in extract_from_file("python", str(path), KEYWORDS)
        if isinstance(text, str)
    }
    known = catalogue(ROOT / "lms/web")
    assert sorted(text for text in said if not known.get(text)) == []


def test_one_sentence_is_said_one_way_in_every_catalogue() -> None:
    said: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for path in (ROOT / folder / "translations/vi/LC_MESSAGES").glob("*.po"):
            for text, words in entries(path).items():
                said.setdefault(text, set()).add(words)
    assert {text: words for text, words in said.items() if len(words) > 1} == {}

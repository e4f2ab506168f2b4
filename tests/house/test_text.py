"""Text is kept in one form."""

import re
import unicodedata

from tests.house.tree import ROOT, name, product_files

READ = (".py", ".html", ".po", ".md", ".txt", ".toml", ".csv", ".css", ".js")
# The style of the schools: the tone mark stands on the main vowel (hóa, thúy), not on the last letter.
OLD_STYLE = re.compile(r"\b\w*(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])\b(?<!qu[ỳýỷỹỵ])", re.IGNORECASE)
PROSE = (".html", ".po", ".md", ".txt", ".toml")


def test_every_shipped_text_is_nfc() -> None:
    files = [*product_files(*READ), ROOT / "README.md", ROOT / "CHANGELOG.md"]
    bad = [name(path) for path in files if not unicodedata.is_normalized("NFC", path.read_text("utf-8"))]
    assert bad == []


def test_tone_marks_stand_where_the_official_style_puts_them() -> None:
    found = []
    for path in product_files(*PROSE):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            found += [f"{name(path)}:{number} {match.group()}" for match in OLD_STYLE.finditer(line)]
    assert found == []

"""The budget: what is shipped fits one round trip, and so does the largest section that is promised."""

import html
import itertools
import json
import re
from collections.abc import Iterator

from babel.messages.pofile import read_po
from flask import Flask, current_app
from sqlalchemy import select

from courses.formats.bundle import HEADER_BYTES, WIRE_BUDGET, compress, draw
from courses.models import Bundle, Section
from courses.rules.step_kinds import kind_named
from courses.step_kind import Fragment
from lms.base.database import db
from tests.house.tree import ROOT

SYLLABLES = 3_500  # of its lessons
SCENES = 10
SYLLABLES_OF_A_SCENARIO = 700
DATA = re.compile(r'(<script type="application/json">)(.*?)(</script>)', re.DOTALL)


def test_every_shipped_section_fits(shipped_app: Flask) -> None:
    sizes = db.session.scalars(select(Bundle.wire_bytes)).all()
    assert len(sizes) >= 2
    assert max(sizes) <= WIRE_BUDGET


def prose() -> Iterator[str]:
    """Vietnamese of the product itself that stands in no lesson, sentence by sentence, without repetition."""
    seen: set[str] = set()
    for path in sorted(ROOT.glob("*/**/translations/vi/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="vi"):
                said = entry.string if isinstance(entry.string, str) else entry.string[0]
                if len(said.split()) > 6 and said not in seen:
                    seen.add(said)
                    yield said


def lessons(section: Section, more: Iterator[str]) -> list[Fragment]:
    """The shipped lessons, lengthened to the promised number of syllables."""
    kind = current_app.extensions["step_kinds"]["page"]
    pages = [kind.compile(step, "vi") for step in section.steps if step.kind == "page"]
    count = sum(len(re.sub(r"<[^>]+>", " ", page.html).split()) for page in pages)
    added = []
    while count < SYLLABLES:
        sentence = next(more)
        added.append(f"<p>{html.escape(sentence, quote=False)}</p>")
        count += len(sentence.split())
    return [*pages[:-1], Fragment(pages[-1].html + "".join(added))]


def practice(fragment: Fragment, words: Iterator[str]) -> Fragment:
    """The shipped practice with ten scenes, told in other words."""
    found = DATA.search(fragment.html)
    assert found
    data = json.loads(found.group(2))
    scenes = [scene for scene in data["s"] if scene[2]] + [scene for scene in data["s"] if not scene[2]]
    told = [
        [take(words, 4), take(words, 27), [[take(words, 8), take(words, 5), 1] for _ in range(3)], *scene[3:]]
        for scene in scenes[:SCENES]
    ]
    said = [
        words
        for name, text, choices, *_ in told
        for words in (name, text, *(c[0] + " " + c[1] for c in choices))
    ]
    assert len(" ".join(said).split()) >= SYLLABLES_OF_A_SCENARIO
    text = json.dumps({**data, "s": told}, ensure_ascii=False, separators=(",", ":"))
    return fragment._replace(html=DATA.sub(lambda match: match[1] + text + match[3], fragment.html))


def take(words: Iterator[str], count: int) -> str:
    """The next words."""
    return " ".join(itertools.islice(words, count))


def test_the_largest_promised_section_fits(shipped_app: Flask) -> None:
    section = next(
        each for each in db.session.scalars(select(Section).order_by(Section.id)) if each.steps[0].lesson
    )
    more = prose()
    pages = lessons(section, more)
    words = (word for sentence in more for word in sentence.split())
    kinds = current_app.extensions["step_kinds"]
    kind = kind_named("exercise", kinds)
    step = next(each for each in section.steps if not each.lesson and kind.contents(each.reference).scenario)
    shipped = kind.compile(step, "vi")
    fragments = [*pages, practice(shipped, words), practice(shipped, words)]
    section.steps = section.steps[: len(fragments)]
    document = draw(section, fragments, "vi")
    db.session.rollback()
    size = len(compress(document.plain)[1]) + HEADER_BYTES
    assert size <= WIRE_BUDGET, f"{size} bytes"

"""Reading one Markdown file of a course: a lesson, or a job aid."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import partial

from courses.source.attachments import SUFFIXES
from courses.source.course import PageText
from courses.source.findings import BadCourse, Finding
from courses.source.pictures import Picture
from courses.source.sounds import SUFFIX
from lms.base.keeping import Kept
from lms.base.markdown import TooHeavy, render
from lms.base.messages import Message, message
from lms.base.text import clean, clean_block

LONGEST_TITLE = 200
_TITLE = re.compile(r"^# +(\S.*)$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]|$)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]*)")
_SAFE_LINK = re.compile(r"https://\S+|tel:[+\d]+|mailto:\S+@\S+|/(?!/)\S*|#\S*")
_TOKEN = re.compile(r"\S*\w\S*")

_READ: Kept[str, PageText] = Kept(400)
"""Pages read lately, by the digest of their text, place and pictures."""


def read_page(text: str, file: str, pictures: Mapping[str, Picture]) -> PageText:
    """The page of a text whose first line is its title (``# …``).

    What is wrong in it is kept in its findings; only a missing title and a text that is too heavy to be
    rendered stop reading (:class:`BadCourse`). Equal texts with equal pictures are read once: while one
    lesson is written, the others of its course stay.
    """
    shown = {name: picture.address for name, picture in pictures.items() if name in text}
    key = hashlib.sha256(repr((text, file, shown)).encode("utf-8", "replace")).hexdigest()
    return _READ.get_or_make(key, partial(_read_page, text, file, pictures))


def _read_page(text: str, file: str, pictures: Mapping[str, Picture]) -> PageText:
    first, _, rest = clean_block(text).partition("\n")
    title = _TITLE.match(first)
    if not title:
        sentence = message("%(place)s, line 1: a lesson begins with its title, “# …”.", place=file)
        raise BadCourse(sentence, file, 1, message("A lesson begins with its title, “# …”."))
    shown: list[tuple[str, str]] = []

    def place(name: str, alt: str) -> str | None:
        shown.append((name, alt))
        return pictures[name].address if name in pictures else None

    try:
        html = render(f"\n{rest}", place)  # the lines keep the numbers that they have in the file
    except TooHeavy as refusal:
        sentence = message("%(place)s: %(problem)s", place=file, problem=refusal.message)
        raise BadCourse(sentence, file, refusal.line, refusal.message) from refusal
    lines = numbered(text)
    words = clean(title.group(1))
    wrong = [*_long(words), *_pictures(shown, lines, pictures), *_tags(lines), *_links(lines)]
    return PageText(
        title=words,
        source=rest.strip("\n"),
        html=html,
        file=file,
        offset=1 + len(rest) - len(rest.lstrip("\n")),
        pictures=frozenset(name for name, _ in shown),
        findings=tuple(Finding(file, line, sentence) for line, sentence in sorted(wrong, key=lambda w: w[0])),
    )


def numbered(text: str) -> list[tuple[int, str]]:
    """The lines that readers see, with their numbers in the file: without comments for editors."""
    plain = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), clean_block(text))
    return list(enumerate(plain.split("\n"), 1))


def syllables(html: str) -> int:
    """How many syllables somebody reads: between spaces, with at least one letter or figure."""
    return len(_TOKEN.findall(re.sub(r"<[^>]+>", " ", html)))


def _long(title: str) -> Iterator[tuple[int, Message]]:
    if len(title) > LONGEST_TITLE:
        sentence = message(
            "The title has %(count)d characters; at most %(most)d are allowed.",
            count=len(title),
            most=LONGEST_TITLE,
        )
        yield 1, sentence


def _pictures(
    shown: list[tuple[str, str]], lines: list[tuple[int, str]], known: Mapping[str, Picture]
) -> Iterator[tuple[int, Message]]:
    for name, alt in shown:
        line = next((number for number, text in lines if f"({name}" in text), 0)
        if name not in known and name.endswith(SUFFIXES):
            yield line, message("There is no file “%(name)s” in the folder media.", name=name)
        elif name not in known and name.endswith(SUFFIX):
            yield line, message("There is no recording “%(name)s” in the folder media.", name=name)
        elif name not in known:
            yield line, message("There is no picture “%(name)s” in the folder media.", name=name)
        if not alt.strip() and name.endswith(SUFFIXES):
            yield line, message("The file “%(name)s” has no words that say what it is.", name=name)
        elif not alt.strip() and name.endswith(SUFFIX):
            yield line, message("The recording “%(name)s” has no words that say what it is.", name=name)
        elif not alt.strip():
            yield line, message("The picture “%(name)s” has no words for those who cannot see it.", name=name)


def _tags(lines: list[tuple[int, str]]) -> Iterator[tuple[int, Message]]:
    for number, text in lines:
        for tag in _TAG.findall(text):
            yield number, message("HTML is not allowed in a lesson: <%(tag)s>.", tag=tag)


def _links(lines: list[tuple[int, str]]) -> Iterator[tuple[int, Message]]:
    for number, text in lines:
        for link in _LINK.findall(text):
            if not _SAFE_LINK.fullmatch(link):
                yield number, message("The link “%(link)s” leads nowhere that may be opened.", link=link)

"""Reading a course from its folder: ``course.toml`` and one Markdown file per lesson and language.

Nothing here touches the database. Whatever is wrong is refused with the file and the line or key.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from lms.base.markdown import TooHeavy, render
from lms.base.messages import Message, Refusal, message
from lms.base.text import clean

LIBRARY = Path(__file__).resolve().parent / "library"
LANGUAGES = ("vi", "en")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_TITLE = re.compile(r"^# +(\S.*)$")

Words = dict[str, str]
T = TypeVar("T")


class BadCourse(Refusal):
    """A course's folder cannot be read."""


@dataclass(frozen=True)
class ClauseReference:
    """An article of a document, e.g. 102/2016/QH13, Điều 51."""

    document: str
    article: str


@dataclass(frozen=True)
class PageText:
    """One lesson in one language: what the author wrote, and what it becomes."""

    title: str
    source: str
    html: str


@dataclass(frozen=True)
class StepSource:
    """A step as the course's source describes it."""

    kind: str
    reference: dict[str, Any]
    texts: dict[str, PageText]
    """By language; empty for a step that is no page."""
    clauses: tuple[ClauseReference, ...]
    legal_basis: Words
    effective_on: date | None
    review_by: date | None
    place: str
    """Where it stands in the source, for messages."""


@dataclass(frozen=True)
class SectionSource:
    """A section as the course's source describes it."""

    titles: Words
    steps: tuple[StepSource, ...]


@dataclass(frozen=True)
class CourseSource:
    """A course as its folder describes it."""

    slug: str
    names: Words
    summaries: Words
    always_show: str | None
    hours: dict[str, Any]
    certificate: dict[str, Any] | None
    competencies: dict[str, int]
    """The codes of what completing it shows, with the level."""
    sections: tuple[SectionSource, ...]


class Table:
    """A table of ``course.toml`` that knows its place and what nobody has asked it for."""

    def __init__(self, values: dict[str, Any], place: str) -> None:
        self.values = dict(values)
        self.place = place

    def take(self, key: str, kind: type[T]) -> T:
        """The value of a key that must be there."""
        if key not in self.values:
            raise BadCourse(message("%(place)s: the key “%(key)s” is missing.", place=self.place, key=key))
        return self._checked(key, kind)

    def take_if(self, key: str, kind: type[T]) -> T | None:
        """The value of a key that may be left out."""
        return self._checked(key, kind) if key in self.values else None

    def words(self, key: str) -> Words:
        """A sentence in every language: ``key.vi`` and ``key.en``."""
        given = Table(self.take(key, dict), f"{self.place}: {key}")
        words = {language: clean(given.take(language, str)) for language in LANGUAGES}
        given.end()
        return words

    def end(self) -> None:
        """Refuse what nobody asked for: a misspelt key would otherwise be passed over in silence."""
        for key in self.values:
            raise BadCourse(message("%(place)s: the key “%(key)s” is not known.", place=self.place, key=key))

    def _checked(self, key: str, kind: type[T]) -> T:
        value = self.values.pop(key)
        if not isinstance(value, kind):
            raise BadCourse(
                message(
                    "%(place)s: “%(key)s” must be %(kind)s.",
                    place=self.place,
                    key=key,
                    kind=_KINDS.get(kind, message("a value of another kind")),
                )
            )
        return value


_KINDS: dict[type, Message] = {
    str: message("a text"),
    int: message("a whole number"),
    list: message("a list"),
    dict: message("a table"),
    date: message("a date such as 2026-02-05"),
}


def folders(library: Path = LIBRARY) -> list[Path]:
    """The folders of the shipped courses, by name."""
    return sorted(path.parent for path in library.glob("*/course.toml"))


def read_course(folder: Path) -> CourseSource:
    """The course in a folder; :class:`BadCourse` names what is wrong and where."""
    file = folder / "course.toml"
    if not _SLUG.match(folder.name):
        raise BadCourse(
            message("%(place)s: a folder's name is made of a–z, 0–9 and hyphens.", place=folder.name)
        )
    top = Table(_parse(file), f"{folder.name}/course.toml")
    top.take_if("notes", str)  # for editors only
    sections = [
        _read_section(folder, Table(values, f"{top.place}: sections[{number}]"))
        for number, values in enumerate(top.take("sections", list), 1)
    ]
    course = CourseSource(
        slug=folder.name,
        names=top.words("name"),
        summaries=top.words("summary"),
        always_show=top.take_if("always_show", str),
        hours=top.take("hours", dict),
        certificate=top.take_if("certificate", dict),
        competencies=_levels(Table(top.take("competencies", dict), f"{top.place}: competencies")),
        sections=tuple(sections),
    )
    top.end()
    _check_whole(folder, course, top.place)
    return course


def _levels(table: Table) -> dict[str, int]:
    return {code: table.take(code, int) for code in list(table.values)}


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text_of(file))
    except tomllib.TOMLDecodeError as error:
        raise BadCourse(
            message("%(place)s: %(problem)s", place=f"{file.parent.name}/{file.name}", problem=str(error))
        ) from error


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        place = f"{file.parent.name}/{file.name}"
        raise BadCourse(message("%(place)s: it cannot be read as UTF-8 text.", place=place)) from error


def _read_section(folder: Path, table: Table) -> SectionSource:
    steps = [
        _read_step(folder, Table(values, f"{table.place}.steps[{number}]"))
        for number, values in enumerate(table.take("steps", list), 1)
    ]
    section = SectionSource(titles=table.words("title"), steps=tuple(steps))
    table.end()
    return section


def _read_step(folder: Path, table: Table) -> StepSource:
    kind = table.take("kind", str)
    clauses = [_read_clause(table, values) for values in table.take_if("clauses", list) or []]
    basis = table.words("legal_basis") if "legal_basis" in table.values else {}
    effective_on, review_by = table.take_if("effective_on", date), table.take_if("review_by", date)
    texts = _read_pages(folder, table.take("page", int)) if kind == "page" else {}
    reference = _page_reference(texts) if kind == "page" else table.values
    if kind == "page":
        table.end()
    return StepSource(kind, reference, texts, tuple(clauses), basis, effective_on, review_by, table.place)


def _read_clause(table: Table, values: dict[str, Any]) -> ClauseReference:
    given = Table(values, f"{table.place}: clauses")
    clause = ClauseReference(given.take("document", str), given.take("article", str))
    given.end()
    return clause


def _page_reference(texts: dict[str, PageText]) -> dict[str, Any]:
    return {
        "titles": {language: text.title for language, text in texts.items()},
        "syllables": len(texts["vi"].source.split()),
    }


def _read_pages(folder: Path, number: int) -> dict[str, PageText]:
    return {language: read_page(_page_file(folder, language, number)) for language in LANGUAGES}


def _page_file(folder: Path, language: str, number: int) -> Path:
    found = sorted((folder / language).glob(f"{number:02d}-*.md"))
    if len(found) != 1:
        raise BadCourse(
            message(
                "%(place)s: there must be exactly one file %(pattern)s; found: %(count)d.",
                place=f"{folder.name}/{language}",
                pattern=f"{number:02d}-….md",
                count=len(found),
            )
        )
    return found[0]


def read_page(file: Path) -> PageText:
    """A lesson: its first line is its title (``# …``), the rest its text."""
    place = f"{file.parent.name}/{file.name}"
    first, _, rest = _text_of(file).partition("\n")
    title = _TITLE.match(first)
    if not title:
        raise BadCourse(message("%(place)s, line 1: a lesson begins with its title, “# …”.", place=place))
    try:
        html = render(rest)
    except TooHeavy as refusal:
        raise BadCourse(message("%(place)s: %(problem)s", place=place, problem=refusal.message)) from refusal
    return PageText(clean(title.group(1)), rest.strip(), html)


def _check_whole(folder: Path, course: CourseSource, place: str) -> None:
    checks: tuple[tuple[Callable[[], bool], Message], ...] = (
        (lambda: bool(course.sections), message("there is no section")),
        (lambda: all(section.steps for section in course.sections), message("a section has no step")),
        (lambda: bool(course.competencies), message("it gives no competency")),
    )
    for holds, problem in checks:
        if not holds():
            raise BadCourse(message("%(place)s: %(problem)s.", place=place, problem=problem))
    _check_languages(folder, place)


def _check_languages(folder: Path, place: str) -> None:
    numbers = {
        language: {path.name[:2] for path in (folder / language).glob("*.md")} for language in LANGUAGES
    }
    for language in LANGUAGES:
        others = set().union(*numbers.values()) - numbers[language]
        if others:
            raise BadCourse(
                message(
                    "%(place)s: lesson %(number)s has no text in the folder “%(language)s”.",
                    place=place,
                    number=min(others),
                    language=language,
                )
            )

"""Reading a course from its folder: ``course.toml``, ``terms.toml``, one Markdown file per lesson and
language, a job aid, pictures and recordings.

Nothing here touches the database. What cannot be read is refused with the file and the line or key; what
is wrong in a text is kept in the course's findings.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from courses.source.arranging import MOST_LESSONS
from courses.source.course import (
    ClauseReference,
    CourseSource,
    PageText,
    Question,
    SectionSource,
    StepSource,
    Term,
)
from courses.source.findings import BadCourse, Finding
from courses.source.folders import HEAD, JOB_AID, MEDIA, TERMS, DiskFolder, Folder, lessons_in, number_of
from courses.source.lessons import read_page, syllables
from courses.source.media import Attachment, read_media
from courses.source.pictures import Picture
from courses.source.sounds import Sound
from courses.source.tables import LANGUAGES, Table, table_of, text_of, unreadable
from lms.base.messages import Message, message
from lms.base.text import clean, clean_block

LIBRARY = Path(__file__).resolve().parent / "library"
BANS = LIBRARY / "forbidden.toml"
DEFAULT_POSITION = 50
LONGEST_SUMMARY = 500
LAST_POSITION = 1000
MOST_HOURS = 500
MOST_MONTHS = 240
HIGHEST_LEVEL = 9
_SOURCE = re.compile(r"([^#]+?)\s*#\s*([^#@]+?)(?:@(\d{1,6}))?")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")

Texts = Mapping[tuple[str, int], str]
"""Lessons to be read instead of the files: by language and number."""


def folders(library: Path = LIBRARY) -> list[Path]:
    """The folders of the shipped courses, by name."""
    return sorted(path.parent for path in library.glob("*/course.toml"))


def read_course(
    folder: Path | Folder, texts: Texts | None = None, *, unfinished: bool = False
) -> CourseSource:
    """The course in a folder; :class:`BadCourse` names what is wrong and where.

    ``texts`` take the place of single lessons: what was changed here, where the shipped text stays. One that
    is ``unfinished`` may still lack sections, steps and competencies.
    """
    if not _SLUG.match(folder.name):
        raise BadCourse(
            message("%(place)s: a folder's name is made of a–z, 0–9 and hyphens.", place=folder.name)
        )
    reader = _Reader(_opened(folder), texts or {})
    course = reader.course()
    if not unfinished:
        reader.check_whole(course)
    return course


def folder_of(slug: str, library: Path = LIBRARY) -> Path | None:
    """The folder of a shipped course; None where none is shipped under this name."""
    return next((folder for folder in folders(library) if folder.name == slug), None)


def read_texts(folder: Path | Folder) -> dict[tuple[str, int], str]:
    """The lessons as they are shipped, by language and number; nothing is rendered or judged."""
    opened = _opened(folder)
    return {
        (language, number): clean_block(_text(opened, paths[-1])).strip("\n") + "\n"
        for language in LANGUAGES
        for number, paths in lessons_in(opened, language).items()
    }


def read_pictures(folder: Path | Folder) -> dict[str, Picture]:
    """The pictures and recordings of a course by their names, with what is wrong with them."""
    opened = _opened(folder)
    inside = [path for path in opened.paths() if path.startswith(f"{MEDIA}/")]
    return read_media({path.removeprefix(f"{MEDIA}/"): opened.read(path) for path in inside})


def read_terms(folder: Path | Folder) -> tuple[Term, ...]:
    """The glossary of a course; empty where it has none."""
    opened = _opened(folder)
    if TERMS not in opened.paths():
        return ()
    top = table_of(opened.read(TERMS), f"{opened.name}/{TERMS}")
    terms = tuple(_term(table) for table in top.tables("terms"))
    top.end()
    return terms


def _opened(folder: Path | Folder) -> Folder:
    return DiskFolder(folder) if isinstance(folder, Path) else folder


def _text(folder: Folder, path: str) -> str:
    place = f"{folder.name}/{path}"
    try:
        return text_of(folder.read(path), place)
    except (OSError, KeyError) as error:
        raise unreadable(place) from error


class _Reader:
    """One reading of one folder."""

    def __init__(self, folder: Folder, texts: Texts) -> None:
        self.folder = folder
        self.instead = texts
        head = _text(folder, HEAD)
        self.top = table_of(head.encode(), f"{folder.name}/{HEAD}")
        self.step_lines = iter(_lines_of("[[sections.steps]]", head))
        self.languages = self._languages()
        self.pictures = read_pictures(folder)

    def course(self) -> CourseSource:
        """Everything the folder says."""
        top = self.top
        hours = top.table("hours")
        course = CourseSource(
            slug=self.folder.name,
            languages=self.languages,
            position=top.number_if("position", 0, LAST_POSITION) or DEFAULT_POSITION,
            audience=top.texts("audience"),
            names=top.words("name"),
            summaries=top.words("summary", LONGEST_SUMMARY),
            aims=self._aims(),
            always_show=self._block(),
            hours={key: hours.number(key, 0, MOST_HOURS) for key in ("theory", "practice", "self_study")},
            certificate=self._certificate(),
            competencies=self._levels(),
            sections=tuple(self._section(table) for table in top.tables("sections")),
            questions=tuple(_question(table) for table in top.tables("questions")),
            terms=read_terms(self.folder),
            job_aids=self._job_aids(),
            pictures=self.pictures,
            findings=(),
        )
        hours.end()
        top.end()
        return _with_findings(course, self._unused(course))

    def _languages(self) -> tuple[str, ...]:
        given = self.top.texts("languages") if "languages" in self.top.values else LANGUAGES
        if LANGUAGES[0] not in given or set(given) - set(LANGUAGES):
            raise BadCourse(
                message("%(place)s: “languages” names vi, and en where there is one.", place=self.top.place)
            )
        return tuple(language for language in LANGUAGES if language in given)

    def _aims(self) -> dict[str, tuple[str, ...]]:
        if "aims" not in self.top.values:
            return {}
        table = self.top.table("aims")
        aims = {language: table.texts(language) for language in LANGUAGES}
        table.end()
        if len({len(each) for each in aims.values()}) != 1:
            raise BadCourse(
                message(
                    "%(place)s: there must be as many in one language as in the other.", place=table.place
                )
            )
        return aims

    def _levels(self) -> dict[str, int]:
        table = self.top.table("competencies")
        return {code: table.number(code, 1, HIGHEST_LEVEL) for code in list(table.values)}

    def _block(self) -> str | None:
        found = self.top.take_if("always_show", str)
        if found not in (None, "111"):
            raise BadCourse(
                message("%(place)s: “always_show” is “111”, or is left out.", place=self.top.place)
            )
        return found

    def _certificate(self) -> dict[str, str | int] | None:
        if "certificate" not in self.top.values:
            return None
        table = self.top.table("certificate")
        terms: dict[str, str | int] = {}
        for key in list(table.values):
            if key == "valid_months":
                terms[key] = table.number(key, 1, MOST_MONTHS)
            elif key in ("design", "issuer", "approval", "form", "grade"):
                terms[key] = clean(table.take(key, str))
        table.end()
        return terms

    def _section(self, table: Table) -> SectionSource:
        steps = tuple(self._step(each) for each in table.tables("steps"))
        section = SectionSource(titles=table.words("title"), steps=steps)
        table.end()
        return section

    def _step(self, table: Table) -> StepSource:
        line = next(self.step_lines, 0)
        kind = table.take("kind", str)
        if kind != "page":
            reference = {key: table.plain(key) for key in list(table.values)}
            return StepSource(kind, reference, table.place, line)
        number = table.number("page", 1, MOST_LESSONS)
        texts = {language: self._page(language, number) for language in self.languages}
        about = {
            "titles": {language: text.title for language, text in texts.items()},
            "syllables": syllables(texts[LANGUAGES[0]].html),
        }
        step = StepSource(
            kind,
            about,
            table.place,
            line,
            page=number,
            texts=texts,
            competencies=table.texts("competencies"),
            sources=tuple(_clause(table, each) for each in table.texts("sources")),
            review_by=table.take_if("review_by", date),
        )
        table.end()
        return step

    def _page(self, language: str, number: int) -> PageText:
        path = self._path(language, number)
        text = self.instead.get((language, number))
        return self._read(path, _text(self.folder, path) if text is None else text)

    def _read(self, path: str, text: str) -> PageText:
        return read_page(text, f"{self.folder.name}/{path}", self.pictures)

    def _path(self, language: str, number: int) -> str:
        found = lessons_in(self.folder, language).get(number, [])
        if len(found) != 1:
            raise BadCourse(
                message(
                    "%(place)s: there must be exactly one file %(pattern)s; found: %(count)d.",
                    place=f"{self.folder.name}/{language}",
                    pattern=f"{number:02d}-….md",
                    count=len(found),
                )
            )
        return found[0]

    def _job_aids(self) -> dict[str, PageText]:
        paths = {language: f"{language}/{JOB_AID}" for language in self.languages}
        there = self.folder.paths()
        missing = [language for language, path in paths.items() if path not in there]
        if missing and len(missing) < len(paths):
            raise BadCourse(
                message(
                    "%(place)s: the job aid has no text in the folder “%(language)s”.",
                    place=self.folder.name,
                    language=missing[0],
                )
            )
        return {
            language: self._read(path, _text(self.folder, path))
            for language, path in paths.items()
            if path in there
        }

    def check_whole(self, course: CourseSource) -> None:
        """Refuse a course that lacks what every course has."""
        checks = (
            (bool(course.sections), message("there is no section"), 1),
            (all(section.steps for section in course.sections), message("a section has no step"), 1),
            (bool(course.competencies), message("it gives no competency"), 0),
        )
        for holds, problem, line in checks:
            if not holds:
                place = self.top.place
                sentence = message("%(place)s: %(problem)s.", place=place, problem=problem)
                raise BadCourse(sentence, place, line, problem)

    def _unused(self, course: CourseSource) -> list[Finding]:
        """Lessons that no step shows in their language."""
        taken = {step.page for step in course.lessons}
        return [
            Finding(
                f"{self.folder.name}/{path}",
                0,
                message("No step of the course shows this lesson in this language."),
                error=False,
            )
            for path in self.folder.paths()
            if (number := number_of(path)) is not None
            and (path[:2] not in self.languages or number not in taken)
        ]


def _lines_of(header: str, text: str) -> list[int]:
    """The lines on which the tables of this name begin."""
    return [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == header]


def _clause(table: Table, written: str) -> ClauseReference:
    found = _SOURCE.fullmatch(written)
    if not found:
        raise BadCourse(
            message(
                "%(place)s: a source is written “number#article”, not “%(written)s”.",
                place=table.place,
                written=written,
            )
        )
    document, article, version = found.groups()
    return ClauseReference(document, article, int(version or 1))


def _question(table: Table) -> Question:
    question = Question(
        clean(table.take("about", str)), table.take("mark", str), clean(table.take("text", str))
    )
    table.end()
    return question


def _term(table: Table) -> Term:
    term = Term(clean(table.take("term", str)), clean(table.take("meaning", str)), table.texts("not"))
    table.end()
    return term


def _with_findings(course: CourseSource, unused: list[Finding]) -> CourseSource:
    """The course with what its texts and pictures have found."""
    found = unused + [finding for _, page in course.pages() for finding in page.findings]
    shown = {name for _, page in course.pages() for name in page.pictures}
    for picture in course.pictures.values():
        found += _about(picture, f"{course.slug}/media/{picture.name}", shown)
    return replace(course, findings=tuple(found))


def _about(picture: Picture, file: str, shown: set[str]) -> list[Finding]:
    found = [
        Finding(file, 0, sentence, error=error)
        for sentence, error in ((picture.problem, True), (picture.doubt, False))
        if sentence
    ]
    if picture.name not in shown:
        found.append(Finding(file, 0, _unused(picture), error=False))
    return found


def _unused(picture: Picture) -> Message:
    if isinstance(picture, Sound):
        return message("No lesson plays this recording.")
    if isinstance(picture, Attachment):
        return message("No lesson hands out this file.")
    return message("No lesson shows this picture.")

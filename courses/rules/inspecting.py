"""Looking over the shipped courses as they lie: everything wrong in them, and what they cost to load.

Shipped exercises are taken up and courses published for the look; the entrance rolls all of it back.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from courses.library import BANS, LIBRARY, folders, read_course
from courses.models import Bundle, Course, Edition, Section
from courses.rules.checking import Answers, ask, examine
from courses.rules.compiling import OverBudget
from courses.rules.publishing import NotPublishable, publish
from courses.rules.step_kinds import Kinds
from courses.source.attachments import Attachment
from courses.source.course import CourseSource, PageText
from courses.source.findings import BadCourse, Finding
from courses.source.matrix import Row, holes, matrix
from courses.source.pictures import MIME_TYPES
from courses.source.shape import judge_shape
from courses.source.sounds import Sound
from courses.source.wording import Bans, read_bans
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message
from lms.web.costs import sent_bytes

_LOCAL_LINK = re.compile(r'<a href="(/[^"]*)"')

COURSE_BUDGET = 75_000  # bytes on the wire: four sections of the largest size and their pictures

Opens = Callable[[str], bool]
"""Whether an address of our own leads somewhere."""


@dataclass(frozen=True)
class Size:
    """What a section costs on the wire in a language, in bytes."""

    section: int
    language: str
    bytes: int


@dataclass(frozen=True)
class Report:
    """What was found in one course."""

    slug: str
    findings: tuple[Finding, ...]
    sizes: tuple[Size, ...] = ()
    source: CourseSource | None = None
    """None where it cannot be read."""


@dataclass(frozen=True)
class Inspection:
    """What was found in all of them."""

    refused: tuple[Message, ...]
    """What is shipped for their steps and cannot be taken up."""
    reports: tuple[Report, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    """What is wrong between the courses: holes in the matrix, where all were looked over."""

    @property
    def sound(self) -> bool:
        """Whether nothing in it is an error."""
        found = [*self.findings, *(finding for report in self.reports for finding in report.findings)]
        return not self.refused and not any(finding.error for finding in found)


def inspect(
    kinds: Kinds, now: datetime, opens: Opens, slugs: Collection[str] = (), library: Path = LIBRARY
) -> Inspection:
    """Look over these courses of the library; all of them when none are named."""
    lock_for_writing("bundles")
    refused = [sentence for kind in kinds.values() for sentence in kind.load()]
    chosen = [folder for folder in folders(library) if not slugs or folder.name in slugs]
    sources = {folder.name: _read(folder) for folder in chosen}
    courses = [source for source in sources.values() if isinstance(source, CourseSource)]
    bans = read_bans(BANS)
    for course in courses:
        bans = bans.with_terms(course.terms)
    answers = {course.slug: ask(course, kinds) for course in courses}
    rows = matrix([(course, answers[course.slug].asked) for course in courses])
    return Inspection(
        refused=tuple(refused),
        reports=tuple(
            Report(slug, (source,))
            if isinstance(source, Finding)
            else _look_over(source, answers[slug], kinds, now, bans, opens)
            for slug, source in sources.items()
        ),
        rows=tuple(rows),
        findings=() if slugs else tuple(holes(rows)),
    )


def _read(folder: Path) -> CourseSource | Finding:
    try:
        return read_course(folder)
    except BadCourse as refusal:
        return refusal.finding


def _look_over(
    course: CourseSource,
    answers: Answers,
    kinds: Kinds,
    now: datetime,
    bans: Bans,
    opens: Opens,
) -> Report:
    found = examine(course, kinds, day_of(now), bans=bans, answers=answers)
    found += [*judge_shape(course, answers.asked), *dead_links([page for _, page in course.pages()], opens)]
    refused, sizes = _try(course, kinds, now)
    if not any(finding.error for finding in found):
        found += [*refused, *judge_budget(course, sizes)]
    once = {(each.file, each.line, str(each.sentence)): each for each in found}
    ordered = sorted(once.values(), key=lambda each: (each.file, each.line, not each.error))
    return Report(course.slug, tuple(ordered), sizes, course)


def problems(course: CourseSource, kinds: Kinds, opens: Opens, day: date) -> list[Finding]:
    """What is found in a course that somebody is about to publish or to propose, errors first; what is an
    error stops both. The one place where that is decided."""
    found = [*examine(course, kinds, day), *dead_links([page for _, page in course.pages()], opens)]
    once = {(each.file, each.line, str(each.sentence)): each for each in found}
    return sorted(once.values(), key=lambda each: (not each.error, each.file, each.line))


def refuse_errors(course: CourseSource, kinds: Kinds, opens: Opens, day: date) -> None:
    """Raise ``NotPublishable`` with the first error among :func:`problems`, where there is one."""
    for finding in problems(course, kinds, opens, day):
        if finding.error:
            raise NotPublishable(finding)


def dead_links(pages: Iterable[PageText], opens: Opens) -> Iterator[Finding]:
    """The links of lessons to addresses of our own that lead nowhere."""
    for page in pages:
        for address in _LOCAL_LINK.findall(page.html):
            if not opens(address):
                sentence = message("The link “%(link)s” leads nowhere that may be opened.", link=address)
                yield Finding(page.file, 0, sentence)


def try_to_publish(course: CourseSource, kinds: Kinds, now: datetime) -> list[Finding]:
    """What only publishing finds; nothing stays published."""
    found, _ = _try(course, kinds, now)
    return found


def _try(course: CourseSource, kinds: Kinds, now: datetime) -> tuple[list[Finding], tuple[Size, ...]]:
    """What only publishing finds, and what each section costs; nothing stays published."""
    trial = db.session.begin_nested()
    refused: list[Finding] = []
    try:
        publish(course, kinds, now)
    except OverBudget as refusal:
        refused = [Finding(course.file, 0, sentence) for sentence in refusal.sentences]
    except Refusal as refusal:
        refused = [Finding(course.file, 0, refusal.message)]
    sizes = _sizes(course.slug)
    trial.rollback()
    return refused, sizes


def judge_budget(course: CourseSource, sizes: Collection[Size]) -> Iterator[Finding]:
    """Whether who loads every section and every picture once stays within the budget of a course."""
    shown = [each for each in course.pictures.values() if not isinstance(each, Sound | Attachment)]
    pictures = sum(sent_bytes(each.body, MIME_TYPES[each.kind]) for each in shown)
    for language in dict.fromkeys(each.language for each in sizes):
        total = pictures + sum(each.bytes for each in sizes if each.language == language)
        if total > COURSE_BUDGET:
            sentence = message(
                "The whole course (%(language)s) costs %(bytes)d bytes with its pictures;"
                " at most %(most)d are allowed.",
                language=language,
                bytes=total,
                most=COURSE_BUDGET,
            )
            yield Finding(course.file, 0, sentence)


def _sizes(slug: str) -> tuple[Size, ...]:
    newest = (
        select(Edition.id).join(Course).where(Course.slug == slug).order_by(Edition.number.desc()).limit(1)
    )
    found = (
        select(Section.ordinal, Bundle.language, Bundle.wire_bytes)
        .join(Section, Section.id == Bundle.section_id)
        .where(Bundle.edition_id == newest.scalar_subquery())
        .order_by(Section.ordinal, Bundle.language.desc())
    )
    return tuple(Size(*row) for row in db.session.execute(found))

"""What is taught here in the place of shipped lessons: the decisions of an office, and courses with them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import aliased

from courses.library import LIBRARY, folder_of, read_course, read_texts
from courses.models import Course, Edition, LessonDraft, LocalText
from courses.queries import course_by_slug
from courses.source.course import CourseSource
from courses.source.matching import lesson_now, title_of
from lms.base.database import db

Key = tuple[str, int]
"""A lesson in one language: the language, and the number that it has now."""


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language, as it is shipped and as it is taught here."""

    language: str
    number: int
    shipped: str
    local: LocalText | None
    """The last decision about it; None where there never was one."""

    @property
    def key(self) -> Key:
        """Its language and number."""
        return self.language, self.number

    @property
    def title(self) -> str:
        """What it is called here."""
        return title_of(self.taught)

    @property
    def taught(self) -> str:
        """The text that learners get."""
        return self.local.text if self.local and self.local.text is not None else self.shipped

    @property
    def is_changed(self) -> bool:
        """Whether another text than the shipped one is taught."""
        return self.local is not None and self.local.text is not None

    @property
    def has_newer(self) -> bool:
        """Whether another text is shipped now than the one that the local text was compared with."""
        return self.is_changed and self.local is not None and self.local.shipped_sha256 != self.shipped_sha256

    @property
    def shipped_sha256(self) -> str:
        """Names what is shipped."""
        return digest(self.shipped)

    @property
    def state(self) -> str:
        """Names what is taught and shipped, so that who decides can say what she has seen."""
        return f"{self.local.id if self.local else 0}-{self.shipped_sha256[:16]}"


@dataclass(frozen=True)
class LocalCourse:
    """A shipped course with all that was decided here about its lessons."""

    course: Course
    folder: Path
    lessons: dict[Key, Lesson]
    left_over: tuple[LocalText, ...]
    """Local texts of lessons that are not shipped any more."""

    @property
    def edition(self) -> Edition:
        """Its newest edition."""
        return self.course.editions[-1]

    @property
    def languages(self) -> list[str]:
        """In which its lessons are shipped, Vietnamese first."""
        return sorted({language for language, _ in self.lessons}, reverse=True)

    def file_of(self, lesson: Lesson) -> str:
        """Where the shipped lesson lies, from the library on."""
        found = self.folder.glob(f"{lesson.language}/{lesson.number:02d}-*.md")
        return min(found).relative_to(self.folder.parent).as_posix()

    @property
    def newer(self) -> list[Lesson]:
        """The lessons where a decision is due: changed here, and shipped with another text."""
        return [lesson for lesson in self.lessons.values() if lesson.has_newer]

    @property
    def changed(self) -> list[Lesson]:
        """The lessons of which another text than the shipped one is taught."""
        return [lesson for lesson in self.lessons.values() if lesson.is_changed]


def local_course(slug: str, library: Path = LIBRARY) -> LocalCourse | None:
    """A shipped course that was published here; None where there is none of this name."""
    course, folder = course_by_slug(slug), folder_of(slug, library)
    if course is None or folder is None:
        return None
    shipped = read_texts(folder)
    at, left_over = _placed(_in_force(course.id), shipped)
    lessons = {key: Lesson(*key, text, at.get(key)) for key, text in shipped.items()}
    return LocalCourse(course, folder, lessons, tuple(left_over))


def local_courses(*, changed: bool = False) -> list[LocalCourse]:
    """The shipped courses that were published here, in their order; only those changed here if asked so."""
    found = select(Course.slug)
    if changed:
        found = found.where(select(LocalText.id).where(LocalText.course_id == Course.id).exists())
    places = [place for slug in db.session.scalars(found) if (place := local_course(slug))]
    return sorted(places, key=lambda place: (place.edition.position or 1000, place.course.id))


def localised(folder: Path) -> CourseSource:
    """The course of a folder with the texts that are taught here."""
    found = local_course(folder.name, folder.parent)
    return read_course(folder, {each.key: each.taught for each in found.changed} if found else None)


def with_text(place: LocalCourse, key: Key, text: str) -> CourseSource:
    """The course as it is taught here, with another text of one lesson."""
    return read_course(place.folder, {each.key: each.taught for each in place.changed} | {key: text})


def drafts_of(place: LocalCourse) -> dict[Key, list[LessonDraft]]:
    """What is being written for each lesson, by anybody, what was saved last first."""
    rows = db.session.scalars(
        select(LessonDraft)
        .where(LessonDraft.course_id == place.course.id)
        .order_by(LessonDraft.saved_at.desc(), LessonDraft.id.desc())
    )
    shipped = {key: lesson.shipped for key, lesson in place.lessons.items()}
    found: dict[Key, list[LessonDraft]] = {}
    for row in rows:
        number = lesson_now(row.language, row.lesson, row.shipped_text, shipped)
        found.setdefault((row.language, number or row.lesson), []).append(row)
    return found


def history_of(lesson: Lesson) -> list[LocalText]:
    """All decisions about a lesson, the last one first."""
    found, row = [], lesson.local
    while row:
        found.append(row)
        row = row.follows
    return found


def digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _in_force(course_id: int) -> list[LocalText]:
    """The last decision of each chain, the newest first."""
    later = aliased(LocalText)
    overtaken = select(later.id).where(later.follows_id == LocalText.id).exists()
    found = select(LocalText).where(LocalText.course_id == course_id, ~overtaken)
    return list(db.session.scalars(found.order_by(LocalText.id.desc())))


def _placed(
    rows: Iterable[LocalText], shipped: dict[Key, str]
) -> tuple[dict[Key, LocalText], list[LocalText]]:
    """The decision about each shipped lesson, and the texts whose lesson is gone."""
    at: dict[Key, LocalText] = {}
    left_over = []
    for row in rows:
        number = lesson_now(row.language, row.lesson, row.shipped_text, shipped)
        if number is not None and (row.language, number) not in at:
            at[row.language, number] = row
        elif row.text is not None:
            left_over.append(row)
    return at, left_over

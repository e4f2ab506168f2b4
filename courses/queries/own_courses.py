"""Reading courses of our own: their files as a folder, and the changes that can be taken back."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from courses.models import Course, Edition, OwnChange, OwnChangeFile, OwnCourse, OwnFile
from courses.source.attachments import SUFFIXES
from lms.base.database import db


class KeptFolder:
    """The folder of a course of our own. Its texts and pictures are read at once, its heavy files when they
    are asked for."""

    def __init__(self, course: OwnCourse, files: Sequence[OwnFile]) -> None:
        self.course = course
        self.files = {str(file.path): file for file in files}

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.course.slug

    def paths(self) -> list[str]:
        """Where its files stand."""
        return sorted(self.files)

    def read(self, path: str) -> bytes:
        """The content of a file."""
        return self.files[path].body


def own_course(slug: str) -> OwnCourse | None:
    """The course of our own with this part of an address."""
    return db.session.scalar(select(OwnCourse).where(OwnCourse.slug == slug))


def is_made_here(slug: str) -> bool:
    """Whether a course of our own has this part of an address."""
    return own_course(slug) is not None


def kept_folder(course: OwnCourse) -> KeptFolder:
    """The folder of a course of our own as it stands now."""
    found = select(OwnFile).where(OwnFile.own_course_id == course.id, OwnFile.path.is_not(None))
    options = (joinedload(OwnFile.saved_by), undefer(OwnFile.body))
    heavy = [OwnFile.path.endswith(suffix) for suffix in SUFFIXES]
    light = db.session.scalars(found.where(*(~each for each in heavy)).options(*options)).all()
    rest = db.session.scalars(found.where(OwnFile.id.not_in([file.id for file in light]))).all()
    return KeptFolder(course, [*light, *rest])


def own_file(course: OwnCourse, file_id: int) -> OwnFile | None:
    """A file of a course of our own with its content, as long as it is not taken out."""
    found = select(OwnFile).where(
        OwnFile.id == file_id, OwnFile.own_course_id == course.id, OwnFile.path.is_not(None)
    )
    return db.session.scalar(found.options(undefer(OwnFile.body), joinedload(OwnFile.saved_by)))


def last_change(course: OwnCourse) -> OwnChange | None:
    """The last change of a course of our own, with the files as they were before it."""
    found = select(OwnChange).where(OwnChange.own_course_id == course.id).order_by(OwnChange.id.desc())
    files = selectinload(OwnChange.files)
    return db.session.scalar(found.options(files.joinedload(OwnChangeFile.file)).limit(1))


class Standing(NamedTuple):
    """A course of our own in the list of them."""

    course: OwnCourse
    newest: Edition | None
    """Its newest edition; None as long as it was never published."""
    head: bytes
    """Its description, as it stands now."""
    changed: OwnChange | None
    """Its last change."""

    @property
    def has_changed_since(self) -> bool:
        """Whether somebody changed it after its newest edition was published."""
        published = self.newest.published_at if self.newest else None
        return bool(published and self.changed and self.changed.made_at > published)


def own_courses() -> list[Standing]:
    """All courses of our own, the one that was changed last first."""
    courses = db.session.scalars(select(OwnCourse).options(joinedload(OwnCourse.made_by))).all()
    heads = dict(
        db.session.execute(
            select(OwnFile.own_course_id, OwnFile.body).where(OwnFile.path == "course.toml")
        ).all()
    )
    newest = {
        edition.course.slug: edition
        for edition in db.session.scalars(
            select(Edition)
            .join(Course)
            .where(Course.made_here, Edition.published_at.is_not(None))
            .options(joinedload(Edition.course))
            .order_by(Edition.number)
        )
    }
    latest = select(func.max(OwnChange.id)).group_by(OwnChange.own_course_id)
    found_changes = select(OwnChange).where(OwnChange.id.in_(latest)).options(joinedload(OwnChange.made_by))
    changes = {change.own_course_id: change for change in db.session.scalars(found_changes)}
    found = [
        Standing(course, newest.get(course.slug), heads[course.id], changes.get(course.id))
        for course in courses
    ]
    return sorted(found, key=lambda each: each.changed.id if each.changed else 0, reverse=True)

"""Making a course of our own: empty, as a copy of a shipped one, or from a file; and throwing one away that
was never published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from courses.authoring.rules.changing import MOST_BYTES, MOST_FILES, Change, TooMuch, lock
from courses.library import DEFAULT_POSITION, folder_of, read_course
from courses.models import (
    OPEN,
    Course,
    OwnChange,
    OwnChangeFile,
    OwnCourse,
    OwnFile,
    Proposal,
    ProposalState,
)
from courses.rules.localising import local_course
from courses.source.arranging import Values
from courses.source.course import CourseSource
from courses.source.folders import HEAD, DiskFolder, HeldFolder
from courses.source.tables import Words, text_of
from courses.source.writing import written
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block, slug

LONGEST_SLUG = 60
TEXTS = (".md", ".toml")


class NoSuchCourse(Refusal):
    """There is no course to be copied under this name."""


class AlreadyPublished(Refusal):
    """A course that was published is not thrown away: people learned by it."""


@dataclass(frozen=True)
class Beginning:
    """What is said about a course when it is begun."""

    names: Words
    summaries: Words
    first_section: Words


def make_course(beginning: Beginning, *, by: int, now: datetime) -> OwnCourse:
    """Begin an empty course with one section."""
    values: Values = {
        "languages": ["vi"],
        "position": DEFAULT_POSITION,
        "audience": [],
        "name": dict(beginning.names),
        "summary": dict(beginning.summaries),
        "hours": {"theory": 0, "practice": 0, "self_study": 0},
        "competencies": {},
        "sections": [{"title": dict(beginning.first_section), "steps": []}],
    }
    return _make(slug(beginning.names["vi"]), {HEAD: written(values).encode()}, by=by, now=now)


def copy_course(shipped: str, *, by: int, now: datetime) -> OwnCourse:
    """A course of our own from a shipped one, with the lessons as they are taught here."""
    folder = folder_of(shipped)
    if folder is None:
        raise NoSuchCourse(message("There is no shipped course with this address."))
    disk = DiskFolder(folder)
    files = {path: disk.read(path) for path in disk.paths()}
    local = local_course(shipped)
    for lesson in local.changed if local else ():
        if local:
            files[local.file_of(lesson).partition("/")[2]] = lesson.taught.encode()
    return _make(shipped, files, copied_from=shipped, by=by, now=now)


def take_in(
    name: str, files: Mapping[str, bytes], *, by: int, now: datetime
) -> tuple[OwnCourse, CourseSource]:
    """A course of our own from the files of a folder; refuses one that cannot be read (``BadCourse`` with the
    file and the line or key)."""
    folder = folder_named(name, files)
    source = read_course(folder)
    return _make(folder.name, folder.files, by=by, now=now), source


def folder_named(name: str, files: Mapping[str, bytes]) -> HeldFolder:
    """Files as the folder of a course, by what the folder or file was called elsewhere; its texts as those
    written here, without the marks that Windows begins and ends lines with. Refuses texts that are not UTF-8
    (``BadCourse``)."""
    called = slug(name)[:LONGEST_SLUG].strip("-") or "khoa-hoc"
    plain = {
        path: clean_block(text_of(body, f"{called}/{path}")).encode() if path.endswith(TEXTS) else body
        for path, body in files.items()
    }
    return HeldFolder(called, plain)


def throw_away(course: OwnCourse, *, by: int) -> None:
    """Throw a course away with all its files, and take back what was asked for of it: another course may get
    its address. Refuses one that was published."""
    lock(course)
    if db.session.scalar(select(Course.id).where(Course.slug == course.slug, Course.editions.any())):
        raise AlreadyPublished(
            message("The course was published: it cannot be thrown away. It can be withdrawn.")
        )
    db.session.execute(
        update(Proposal)
        .where(Proposal.slug == course.slug, Proposal.state.in_(OPEN))
        .values(state=ProposalState.TAKEN_BACK)
    )
    record("own_course:thrown_away", course, by=by, facts={"course": course.slug})
    changes = select(OwnChange.id).where(OwnChange.own_course_id == course.id)
    db.session.execute(delete(OwnChangeFile).where(OwnChangeFile.change_id.in_(changes)))
    db.session.execute(delete(OwnChange).where(OwnChange.own_course_id == course.id))
    db.session.execute(delete(OwnFile).where(OwnFile.own_course_id == course.id))
    db.session.delete(course)
    db.session.flush()


def _make(
    wanted: str,
    files: Mapping[str, bytes],
    *,
    by: int,
    now: datetime,
    copied_from: str | None = None,
) -> OwnCourse:
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise TooMuch(
            message(
                "A course holds at most %(files)d files of %(size)d MB together.",
                files=MOST_FILES,
                size=MOST_BYTES // 1_000_000,
            )
        )
    lock_for_writing("own-courses")
    course = OwnCourse(slug=_free(wanted), copied_from=copied_from, made_at=now, made_by_id=by)
    db.session.add(course)
    db.session.flush()
    change = Change(course, "made", course.slug, by=by, now=now)
    for path, body in files.items():
        change.write(path, body)
    facts = {"course": course.slug, "copied_from": copied_from, "files": len(files)}
    record("own_course:made", course, by=by, facts=facts)
    return course


def _free(wanted: str) -> str:
    """A part of an address that no course has, near the wanted one."""
    base = wanted[:LONGEST_SLUG].strip("-") or "khoa-hoc"
    number, free = 1, base
    while _is_taken(free):
        number += 1
        free = f"{base}-{number}"
    return free


def _is_taken(name: str) -> bool:
    if folder_of(name):
        return True
    return any(db.session.scalar(select(kind.id).where(kind.slug == name)) for kind in (OwnCourse, Course))

"""One change of a course of our own: the files it touches, and how they were before, so that it can be taken
back. Every rule that changes such a course goes through here."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import undefer

from courses.models import OwnChange, OwnChangeFile, OwnCourse, OwnFile
from courses.queries.own_courses import last_change
from courses.source.folders import HEAD, MEDIA
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message

MOST_FILES = 400
MOST_BYTES = 20_000_000
"""Of all files of a course together."""
A_SPELL = timedelta(minutes=10)
"""What one person writes in one text within this time is one change."""


class ChangedInBetween(Refusal):
    """Somebody else changed the course after she looked at it."""


class TooMuch(Refusal):
    """A course cannot hold so much."""


class NothingToTakeBack(Refusal):
    """There is no change left, or another one than she saw is the last."""


class Change:
    """A change in the making. Making one takes the write lock of the course."""

    def __init__(self, course: OwnCourse, what: str, about: str, *, by: int, now: datetime) -> None:
        lock(course)
        self.course, self.by, self.now = course, by, now
        found = select(OwnFile).where(OwnFile.own_course_id == course.id, OwnFile.path.is_not(None))
        self._files = {str(file.path): file for file in db.session.scalars(found)}
        self.row = OwnChange(
            own_course_id=course.id, what=what, about=about[:200], made_at=now, made_by_id=by
        )
        db.session.add(self.row)
        db.session.flush()

    def paths(self) -> list[str]:
        """The files as they stand now."""
        return sorted(self._files)

    def file(self, path: str) -> OwnFile:
        """One file that is there."""
        return self._files[path]

    def write(self, path: str, body: bytes, *, anew: bool = False) -> OwnFile:
        """Keep a file with this content, a new one or another text of the same; ``anew`` counts a revision
        even where the content is the same."""
        file = self._files.get(path)
        if file is None:
            file = OwnFile(own_course_id=self.course.id, path=path, revision=0)
            self._fill(file, body)
            db.session.add(file)
            db.session.flush()
            self._files[path] = file
            self._note(file, None, None)
        elif anew or file.body != body:
            self._note(file, path, file.body)
            self._fill(file, body)
        self._check_weight()
        db.session.flush()
        return file

    def take_out(self, path: str) -> None:
        """Take a file out; its row stays, so that this can be taken back."""
        file = self._files.pop(path)
        self._note(file, path, None)
        file.path = None
        db.session.flush()

    def rename(self, moves: dict[str, str]) -> None:
        """Give files other names, all at once."""
        moves = {old: new for old, new in moves.items() if old != new}
        moving = {new: self._files.pop(old) for old, new in moves.items()}
        for file in moving.values():
            self._note(file, file.path, None)
            file.path = None
        db.session.flush()
        for new, file in moving.items():
            file.path = new
            self._files[new] = file
        db.session.flush()

    def _fill(self, file: OwnFile, body: bytes) -> None:
        file.body, file.size = body, len(body)
        file.revision += 1
        file.saved_at, file.saved_by_id = self.now, self.by

    def _note(self, file: OwnFile, path: str | None, body: bytes | None) -> None:
        """Keep how a file was; what is noted already was so before the whole change."""
        noted = next((each for each in self.row.files if each.own_file_id == file.id), None)
        if noted is None:
            self.row.files.append(OwnChangeFile(own_file_id=file.id, path=path, body=body))
        elif noted.body is None and noted.path is not None:
            noted.body = body

    def _check_weight(self) -> None:
        if len(self._files) > MOST_FILES or sum(each.size for each in self._files.values()) > MOST_BYTES:
            raise TooMuch(
                message(
                    "A course holds at most %(files)d files of %(size)d MB together.",
                    files=MOST_FILES,
                    size=MOST_BYTES // 1_000_000,
                )
            )


def lock(course: OwnCourse) -> None:
    """Take the write lock of a course of our own; whatever was read of it before is read again."""
    lock_for_writing(f"own-course:{course.id}")
    db.session.expire_all()


def check_seen(course: OwnCourse, revision: int, path: str = HEAD) -> OwnFile:
    """The file as she saw it; :class:`ChangedInBetween` names who changed it since. Behind the lock."""
    found = select(OwnFile).where(OwnFile.own_course_id == course.id, OwnFile.path == path)
    file = db.session.scalars(found.options(undefer(OwnFile.body))).one()
    if file.revision != revision:
        raise ChangedInBetween(
            message(
                "%(name)s changed the course in the meantime. Look at it as it stands now, then do it again.",
                name=file.saved_by.full_name,
            )
        )
    return file


def rewrite(file: OwnFile, body: bytes, what: str, about: str, *, by: int, now: datetime) -> None:
    """Another content of one text. What somebody writes in it within :data:`A_SPELL` is one change."""
    last = last_change(file.own_course)
    if last and last.what == what and last.made_by_id == by and now - last.made_at < A_SPELL:
        (only, *more) = last.files
        if not more and only.own_file_id == file.id:
            file.body, file.size, file.saved_at = body, len(body), now
            file.revision += 1
            db.session.flush()
            return
    Change(file.own_course, what, about, by=by, now=now).write(str(file.path), body)


def take_back(course: OwnCourse, seen: str, *, by: int, now: datetime) -> OwnChange:
    """Bring every file back to how it was before the last change; returns what was taken back.

    ``seen`` is the ``state`` of the change that she saw as the last: another one, or more that was typed in
    it since, is not taken back unseen (:class:`NothingToTakeBack`).
    """
    lock(course)
    last = last_change(course)
    if last is None or last.state != seen or last.what == "made":
        raise NothingToTakeBack(
            message("Another change was made in the meantime. Look at the course as it stands now.")
        )
    for noted in last.files:
        noted.file.path = None
    db.session.flush()
    for noted in last.files:
        file = noted.file
        file.path = noted.path
        if noted.body is not None:
            file.body, file.size = noted.body, len(noted.body)
            file.revision += 1
            file.saved_at, file.saved_by_id = now, by
    db.session.delete(last)
    db.session.flush()
    facts = {"course": course.slug, "what": last.what}
    record("own_course:change_taken_back", course, by=by, facts=facts)
    return last


def media_path(name: str) -> str:
    """Where a picture, recording or file of this name stands."""
    return f"{MEDIA}/{name}"

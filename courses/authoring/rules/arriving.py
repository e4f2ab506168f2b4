"""Courses that came as files: kept for a day, looked at by who sent them, then taken in or dropped."""

from datetime import datetime

from sqlalchemy import delete, func, select

from courses.authoring.formats.archive import unpacked
from courses.authoring.rules.making import folder_named, take_in
from courses.library import read_course
from courses.models import KEPT, ArrivedCourse, OwnCourse
from courses.source.course import CourseSource
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message

MOST_WAITING = 5
"""Files of one person."""


class TooManyWaiting(Refusal):
    """She has not decided about what she sent before."""


def keep_arrived(filename: str, data: bytes, *, by: int, now: datetime) -> ArrivedCourse:
    """Keep a file until she has looked at what it holds; no course is made of it yet.

    Refuses what is no course or may do harm (``BadArchive``), one that cannot be read (``BadCourse`` with the
    file and the line or key), and a sixth one (:class:`TooManyWaiting`).
    """
    top, files = unpacked(data)
    folder = folder_named(top or filename, files)
    read_course(folder)
    lock_for_writing(f"arrived-courses:{by}")
    waiting = select(func.count()).where(ArrivedCourse.person_id == by, ArrivedCourse.arrived_at > now - KEPT)
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooManyWaiting(
            message(
                "%(count)d files wait for a decision already. Take them in or drop them first.",
                count=MOST_WAITING,
            )
        )
    arrived = ArrivedCourse(person_id=by, name=folder.name, body=data, arrived_at=now)
    db.session.add(arrived)
    db.session.flush()
    return arrived


def course_in(arrived: ArrivedCourse) -> CourseSource:
    """The course that a file holds."""
    _, files = unpacked(arrived.body)
    return read_course(folder_named(arrived.name, files))


def take_arrived(arrived: ArrivedCourse, *, by: int, now: datetime) -> OwnCourse:
    """Make a course of our own of a file; the file itself is not kept. Refuses what
    :func:`courses.authoring.rules.making.take_in` refuses."""
    lock_for_writing(f"arrived-courses:{by}")
    _, files = unpacked(arrived.body)
    course, _ = take_in(arrived.name, files, by=by, now=now)
    db.session.delete(arrived)
    db.session.flush()
    return course


def drop_arrived(arrived: ArrivedCourse) -> None:
    """Forget a file."""
    lock_for_writing(f"arrived-courses:{arrived.person_id}")
    db.session.delete(arrived)
    db.session.flush()


def drop_old(now: datetime) -> None:
    """Forget the files about which nobody has decided for a day."""
    lock_for_writing("arrived-courses")
    db.session.execute(delete(ArrivedCourse).where(ArrivedCourse.arrived_at <= now - KEPT))

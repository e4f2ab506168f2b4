"""Changing sections and steps of a course of our own. Each act is one change: lessons are numbered anew, and
their files move along."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from courses.authoring.rules.changing import Change, check_seen, lock
from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder
from courses.source import arranging
from courses.source.arranging import Values
from courses.source.folders import HEAD, number_of
from courses.source.tables import LANGUAGES, Words
from courses.source.writing import written
from lms.base.text import slug

Alter = Callable[[Values], Any]
"""Changes the values of a ``course.toml``."""


def arrange(
    course: OwnCourse, seen: int, alter: Alter, what: str, about: str, *, by: int, now: datetime
) -> Any:
    """Change a course's sections and steps by one act; returns what ``alter`` returns.

    ``seen`` is the revision of its ``course.toml`` that she saw; another one is refused
    (``ChangedInBetween``). What a lesson's files are called follows its number.
    """
    values, place, change = _altered(course, seen, alter, what, about, by=by, now=now)
    _settle(change, values)
    return place


def add_lesson(course: OwnCourse, seen: int, section: int, title: str, *, by: int, now: datetime) -> None:
    """Add a lesson with nothing but its title at the end of a section."""

    def alter(values: Values) -> int:
        return arranging.add_lesson(values, section, _numbers(kept_folder(course).paths()))

    values, number, change = _altered(course, seen, alter, "lesson_added", title, by=by, now=now)
    for language in values.get("languages", LANGUAGES):
        change.write(_lesson_path(language, number, title), f"# {title}\n".encode())
    _settle(change, values)


def remove_step(
    course: OwnCourse, seen: int, section: int, step: int, title: str, *, by: int, now: datetime
) -> None:
    """Take a step out of a course; the files of a lesson go with it."""

    def alter(values: Values) -> list[Values]:
        return [arranging.remove_step(values, section, step)]

    _remove(course, seen, alter, "step_removed", title, by=by, now=now)


def remove_section(course: OwnCourse, seen: int, section: int, title: str, *, by: int, now: datetime) -> None:
    """Take a section out of a course with all its steps."""

    def alter(values: Values) -> list[Values]:
        return list(arranging.remove_section(values, section).get("steps", []))

    _remove(course, seen, alter, "section_removed", title, by=by, now=now)


def titles(vi: str, en: str) -> Words:
    """A title in both languages; the Vietnamese one where there is no other."""
    return {"vi": vi, "en": en or vi}


def _altered(
    course: OwnCourse, seen: int, alter: Alter, what: str, about: str, *, by: int, now: datetime
) -> tuple[Values, Any, Change]:
    lock(course)
    head = check_seen(course, seen)
    values = tomllib.loads(head.text)
    result = alter(values)
    return values, result, Change(course, what, about, by=by, now=now)


def _remove(
    course: OwnCourse, seen: int, alter: Alter, what: str, title: str, *, by: int, now: datetime
) -> None:
    values, removed, change = _altered(course, seen, alter, what, title, by=by, now=now)
    numbers = {step["page"] for step in removed if step.get("kind") == "page"}
    for path in change.paths():
        if number_of(path) in numbers:
            change.take_out(path)
    _settle(change, values)


def _settle(change: Change, values: Values) -> None:
    """Number the lessons anew, move their files along (those that no step shows behind the others), and write
    the description: as a new revision even where it says the same, since lessons that nothing is said about
    may have changed places."""
    renumbered = arranging.renumber(values)
    left = sorted(_numbers(change.paths()) - set(renumbered))
    renumbered |= {number: place for place, number in enumerate(left, len(renumbered) + 1)}
    change.rename(
        {
            path: f"{path[:3]}{renumbered[number]:02d}{path[5:]}"
            for path in change.paths()
            if (number := number_of(path)) in renumbered and number is not None
        }
    )
    change.write(HEAD, written(values).encode(), anew=True)


def _numbers(paths: Iterable[str]) -> set[int]:
    """The numbers of the lessons among these files."""
    return {number for path in paths if (number := number_of(path)) is not None}


def _lesson_path(language: str, number: int, title: str) -> str:
    return f"{language}/{number:02d}-{slug(title)[:60].strip('-') or 'bai'}.md"

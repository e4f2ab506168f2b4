"""What a course of our own says about itself, and about each lesson, beside the texts."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from courses.authoring.rules.changing import Change, check_seen, lock
from courses.models import OwnCourse
from courses.source.arranging import NoSuchStep, Values, sections_of
from courses.source.folders import HEAD, number_of
from courses.source.tables import LANGUAGES, Words
from courses.source.writing import written
from lms.base.messages import message

LEVEL = 1
"""What completing a course shows of a competency, where nobody said more."""


@dataclass(frozen=True)
class Description:
    """A course as its form describes it."""

    names: Words
    summaries: Words
    aims: tuple[str, ...]
    audience: tuple[str, ...]
    """Codes of staff kinds."""
    competencies: tuple[str, ...]
    hours: dict[str, int]
    certificate: dict[str, Any] | None
    in_english: bool
    shows_111: bool


@dataclass(frozen=True)
class LessonFacts:
    """What is said about a lesson beside its text."""

    competencies: tuple[str, ...]
    sources: tuple[str, ...]
    """As ``course.toml`` writes them: ``102/2016/QH13#Điều 51``."""
    review_by: date | None


def describe(course: OwnCourse, seen: int, said: Description, *, by: int, now: datetime) -> None:
    """Keep what a course says about itself; ``seen`` is the revision of its ``course.toml`` that she saw.

    With ``in_english`` every lesson gets an English text: its title, for the time being.
    """
    lock(course)
    values = tomllib.loads(check_seen(course, seen).text)
    change = Change(course, "described", said.names["vi"], by=by, now=now)
    values |= {
        "name": dict(said.names),
        "summary": dict(said.summaries),
        "audience": list(said.audience),
        "hours": dict(said.hours),
        "competencies": _levels(values, said.competencies),
    }
    _put(values, "certificate", said.certificate)
    _put(values, "always_show", "111" if said.shows_111 else None)
    _put(values, "aims", _aims(values, said.aims))
    values["languages"] = list(LANGUAGES) if said.in_english else list(LANGUAGES[:1])
    if said.in_english:
        _begin_english(change)
    change.write(HEAD, written(_ordered(values)).encode())


def describe_lesson(
    course: OwnCourse, seen: int, number: int, title: str, facts: LessonFacts, *, by: int, now: datetime
) -> None:
    """Keep what is said about the lesson of this number; ``seen`` as in :func:`describe`."""
    lock(course)
    values = tomllib.loads(check_seen(course, seen).text)
    step = _lesson(values, number)
    _put(step, "competencies", list(facts.competencies) or None)
    _put(step, "sources", list(facts.sources) or None)
    _put(step, "review_by", facts.review_by)
    change = Change(course, "lesson_described", title, by=by, now=now)
    change.write(HEAD, written(values).encode())


def _levels(values: Values, codes: Sequence[str]) -> dict[str, int]:
    before = values.get("competencies", {})
    return {code: before.get(code, LEVEL) for code in codes}


def _aims(values: Values, vietnamese: tuple[str, ...]) -> dict[str, list[str]] | None:
    """The aims in both languages; English ones stay where there are as many, else the Vietnamese ones stand
    in their place."""
    if not vietnamese:
        return None
    english = values.get("aims", {}).get("en", [])
    return {"vi": list(vietnamese), "en": english if len(english) == len(vietnamese) else list(vietnamese)}


def _put(values: Values, key: str, value: Any) -> None:
    values.pop(key, None)
    if value is not None:
        values[key] = value


def _ordered(values: Values) -> Values:
    """The sections last, as people read a description."""
    return {key: values[key] for key in sorted(values, key=lambda key: key == "sections")}


def _begin_english(change: Change) -> None:
    there = {number_of(path) for path in change.paths() if path.startswith("en/")}
    for path in change.paths():
        if path.startswith("vi/") and number_of(path) not in there:
            title = change.file(path).text.partition("\n")[0]
            change.write(f"en/{path.removeprefix('vi/')}", f"{title}\n".encode())


def _lesson(values: Values, number: int) -> Values:
    steps: Iterator[Values] = (step for section in sections_of(values) for step in section.get("steps", []))
    found = next((step for step in steps if step.get("page") == number), None)
    if found is None:
        raise NoSuchStep(message("What was to be changed is not there any more. Look at the course again."))
    return found

"""Which lessons teach each task of a collaborator, and which exercises ask for it, over all courses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from courses.source.contents import Contents
from courses.source.course import CourseSource
from courses.source.findings import Finding
from lms.base.messages import message

TASKS = tuple(f"ctv_nv{number}" for number in range(1, 10))
"""The nine tasks of Circular 02/2021/TT-BYT, by the codes of their competencies."""


@dataclass(frozen=True)
class Row:
    """One task."""

    competency: str
    lessons: tuple[str, ...]
    """``bao-ve-tre-em 3``: course and number of the lesson."""
    exercises: tuple[str, ...]


def matrix(courses: Sequence[tuple[CourseSource, Mapping[int, Contents]]]) -> list[Row]:
    """A row for each task."""
    return [
        Row(
            task,
            tuple(
                f"{course.slug} {step.page}"
                for course, _ in courses
                for step in course.lessons
                if task in step.competencies
            ),
            tuple(
                contents.code
                for _, asked in courses
                for contents in asked.values()
                if task in contents.competencies
            ),
        )
        for task in TASKS
    ]


def holes(rows: Sequence[Row]) -> Iterator[Finding]:
    """The tasks that no lesson teaches or no exercise asks for."""
    for row in rows:
        if not row.lessons:
            yield Finding("", 0, message("No lesson of any course teaches %(code)s.", code=row.competency))
        if not row.exercises:
            yield Finding("", 0, message("No exercise of any course asks for %(code)s.", code=row.competency))

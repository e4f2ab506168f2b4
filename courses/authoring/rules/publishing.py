"""Publishing a course of our own: everything that stands in its way, then the same rule as for any course."""

from collections.abc import Iterator
from datetime import date, datetime

from courses.authoring.rules.changing import check_seen, lock
from courses.models import Edition, OwnCourse
from courses.rules.inspecting import Opens, problems, refuse_errors
from courses.rules.publishing import publish
from courses.rules.reviewing import demands_second_look
from courses.rules.sourcing import source_named
from courses.rules.step_kinds import Kinds, UnknownKind
from courses.rules.weighing import weigh
from courses.source.course import CourseSource
from courses.source.findings import BadCourse, Finding
from lms.base.clock import day_of
from lms.base.messages import message


def look_over(course: OwnCourse, kinds: Kinds, opens: Opens, now: datetime) -> list[Finding]:
    """Everything found in a course of our own, errors first; what is an error stops publishing."""
    try:
        return look_over_source(source_named(course.slug), kinds, opens, now)
    except BadCourse as refusal:
        return [refusal.finding]


def look_over_source(source: CourseSource, kinds: Kinds, opens: Opens, now: datetime) -> list[Finding]:
    """The same of a course that could be read, wherever it is kept."""
    try:
        found = problems(source, kinds, opens, day_of(now))
    except UnknownKind as refusal:
        return [Finding(source.file, 0, refusal.message)]
    if not any(each.error for each in found):
        found = [*_too_heavy(source, kinds, now), *found]
    return found


def needs_second_look(course: OwnCourse, day: date) -> bool:
    """Whether somebody else has to look at it before it is published."""
    try:
        return demands_second_look(source_named(course.slug), day)
    except BadCourse:
        return False


def publish_course(
    course: OwnCourse, seen: int, *, by: int, kinds: Kinds, opens: Opens, now: datetime
) -> Edition | None:
    """Publish a course of our own as it stands; None when its newest edition says the same.

    Refuses what publishing refuses, links that lead nowhere, and a description that she has
    not seen (``ChangedInBetween``).
    """
    lock(course)
    check_seen(course, seen)
    source = source_named(course.slug)
    refuse_errors(source, kinds, opens, day_of(now))
    return publish(source, kinds, now, by=by)


def _too_heavy(source: CourseSource, kinds: Kinds, now: datetime) -> Iterator[Finding]:
    for number, section in enumerate(source.sections, 1):
        for language in source.languages:
            weight = weigh(source, number, language, kinds, now)
            if weight and weight.left < 0:
                sentence = message(
                    "The section “%(title)s” (%(language)s) has %(bytes)d bytes; at most %(most)d arrive in"
                    " one go. Make it shorter or part it in two.",
                    title=section.titles["vi"],
                    language=language,
                    bytes=weight.bytes,
                    most=weight.most,
                )
                yield Finding(source.file, section.steps[0].line, sentence)

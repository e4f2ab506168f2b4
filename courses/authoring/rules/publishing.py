"""Publishing a course of our own: everything that stands in its way, then the same rule as for any course."""

from collections.abc import Iterator
from datetime import date, datetime

from courses.authoring.rules.changing import check_seen, lock
from courses.models import Edition, OwnCourse
from courses.rules.checking import examine
from courses.rules.inspecting import Opens, dead_links
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
        source = source_named(course.slug)
        found = examine(source, kinds, day_of(now))
    except BadCourse as refusal:
        return [refusal.finding]
    except UnknownKind as refusal:
        return [Finding(f"{course.slug}/course.toml", 0, refusal.message)]
    pages = [page for _, page in source.pages()]
    found += dead_links(pages, opens)
    if not any(each.error for each in found):
        found += _too_heavy(source, kinds, now)
    once = {(each.file, each.line, str(each.sentence)): each for each in found}
    return sorted(once.values(), key=lambda each: (not each.error, each.file, each.line))


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

    Refuses what publishing refuses, links that lead nowhere (``BadCourse``), and a description that she has
    not seen (``ChangedInBetween``).
    """
    lock(course)
    check_seen(course, seen)
    source = source_named(course.slug)
    for finding in dead_links([page for _, page in source.pages()], opens):
        sentence = message("%(place)s: %(problem)s", place=finding.place, problem=finding.sentence)
        raise BadCourse(sentence, finding.file, finding.line, finding.sentence)
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

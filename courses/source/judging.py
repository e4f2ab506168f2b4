"""What is wrong within one course, whatever the standard says: lessons, exercises and wordings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from courses.source.contents import Contents
from courses.source.course import CourseSource, StepSource
from courses.source.findings import Finding
from courses.source.lessons import syllables
from courses.source.wording import Bans
from lms.base.messages import Message, message


def judge(course: CourseSource, asked: Mapping[int, Contents], bans: Bans) -> Iterator[Finding]:
    """Everything found in the texts of a course and in what its exercises ask.

    ``asked`` says what each step asks, by its place among the course's steps, from 0; ``bans`` hold the
    terms of its glossary too.
    """
    yield from course.findings
    yield from _numbers(course)
    for number, contents in asked.items():
        for sentence in _untaught(course, contents):
            yield about(course, course.steps[number], sentence)
    for _, page in course.pages():
        if not syllables(page.html):
            yield Finding(page.file, 1, message("The lesson has no text yet."))
    yield from _in_texts(course, bans)
    for contents in asked.values():
        for wording in contents.wordings:
            yield from bans.in_wording(wording)


def about(course: CourseSource, step: StepSource, sentence: Message, *, error: bool = True) -> Finding:
    """A finding at the place where a step is described."""
    return Finding(course.file, step.line, sentence, error)


def taught(course: CourseSource) -> set[str]:
    """The competencies that its lessons teach; where none says so, all that the course gives."""
    said = {code for step in course.lessons for code in step.competencies}
    return said or set(course.competencies)


def _numbers(course: CourseSource) -> Iterator[Finding]:
    for number, step in enumerate(course.lessons, 1):
        if step.page != number:
            sentence = message(
                "Lessons are numbered through the whole course: here %(number)d is due.", number=number
            )
            yield about(course, step, sentence)


def _untaught(course: CourseSource, contents: Contents) -> Iterator[Message]:
    lessons = {step.page for step in course.lessons}
    for number in sorted(contents.lessons - lessons):
        yield message(
            "The exercise “%(code)s” refers to lesson %(number)d, which is not there.",
            code=contents.code,
            number=number,
        )
    for competency in sorted(contents.competencies - taught(course)):
        yield message(
            "The exercise “%(code)s” tests %(competency)s, which no lesson teaches.",
            code=contents.code,
            competency=competency,
        )


def _in_texts(course: CourseSource, bans: Bans) -> Iterator[Finding]:
    for _, page in course.pages():
        above = page.title + "\n" * page.offset
        yield from bans.in_text(above + page.source, page.file)
    words = [*course.names.values(), *course.summaries.values()]
    words += [aim for aims in course.aims.values() for aim in aims]
    words += [title for section in course.sections for title in section.titles.values()]
    for sentence in words:
        yield from _nowhere(bans.in_text(sentence, course.file))
    for term in course.terms:
        yield from _nowhere(bans.in_text(term.meaning, f"{course.slug}/terms.toml"))


def _nowhere(found: Iterator[Finding]) -> Iterator[Finding]:
    """Findings without their line: they were found in a sentence, not in a file."""
    return (replace(finding, line=0) for finding in found)

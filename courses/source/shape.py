"""What a shipped course must have beyond being right: its order, its length, its exercises."""

import re
from collections.abc import Iterator, Mapping

from courses.source.contents import Contents
from courses.source.course import CourseSource, PageText, SectionSource, StepSource
from courses.source.findings import Finding
from courses.source.judging import about
from courses.source.lessons import numbered, syllables
from lms.base.messages import message
from lms.base.text import fold

LESSON_SYLLABLES = (550, 800)
MINUTES = (5, 10)
SYLLABLES_A_MINUTE = 110
PARAGRAPH_SYLLABLES = 60
SECTIONS = (2, 3)  # beside the one that opens the course
LESSONS_OF_A_SECTION = (3, 4)
SCENARIOS = 2
BANK = 3  # times what one attempt draws
TERMS = (8, 14)
AIMS = (3, 5)
_NO_PARAGRAPH = re.compile(r"^\s*([-*+|#>]|\d+[.)]\s|!!!|!\[)")
_BOX = re.compile(r"^!!! (\w+)")

Asked = Mapping[int, Contents]
"""What each step asks, by its place among the course's steps, from 0."""


def judge_shape(course: CourseSource, asked: Asked) -> Iterator[Finding]:
    """Everything that a complete course has and this one has not."""
    yield from _head(course)
    yield from _opening(course, asked)
    yield from _sections(course)
    yield from _practice(course, asked)
    yield from _ending(course, asked)
    for step in course.lessons:
        yield from _description(course, step)
        yield from judge_length(step.texts["vi"])
        for page in step.texts.values():
            yield from judge_boxes(page)
    yield from _terms(course)
    for contents in asked.values():
        for sentence in contents.warnings:
            yield Finding("", 0, sentence)


def _head(course: CourseSource) -> Iterator[Finding]:
    counts = (
        (len(course.aims.get("vi", ())), AIMS, message("aims")),
        (len(course.terms), TERMS, message("terms")),
    )
    for count, (least, most), what in counts:
        if not least <= count <= most:
            sentence = message(
                "There are %(count)d %(what)s; a course has %(least)d to %(most)d.",
                count=count,
                what=what,
                least=least,
                most=most,
            )
            yield Finding(course.file, 0, sentence)
    if not course.audience:
        yield Finding(course.file, 0, message("The course names no staff kinds to whom it is offered."))
    if not course.certificate:
        yield Finding(course.file, 0, message("The course does not say which certificate it gives."))
    if not course.job_aids:
        yield Finding(course.file, 0, message("The course has no job aid (job-aid.md)."))


def _opening(course: CourseSource, asked: Asked) -> Iterator[Finding]:
    first = asked.get(0)
    if len(course.sections[0].steps) != 1 or first is None or first.role != "orientation":
        yield Finding(
            course.file, 0, message("The first section holds the orientation test, and nothing else.")
        )


def _sections(course: CourseSource) -> Iterator[Finding]:
    least, most = SECTIONS
    if not least <= len(course.sections) - 1 <= most:
        yield Finding(
            course.file,
            0,
            message(
                "Behind the first section there are %(count)d; a course has %(least)d to %(most)d.",
                count=len(course.sections) - 1,
                least=least,
                most=most,
            ),
        )
    for section in course.sections[1:]:
        yield from _lessons_of(course, section)


def _lessons_of(course: CourseSource, section: SectionSource) -> Iterator[Finding]:
    count = sum(step.page is not None for step in section.steps)
    least, most = LESSONS_OF_A_SECTION
    if not least <= count <= most:
        sentence = message(
            "The section “%(title)s” has %(count)d lessons; it should have %(least)d to %(most)d.",
            title=section.titles["vi"],
            count=count,
            least=least,
            most=most,
        )
        yield about(course, section.steps[0], sentence)


def _practice(course: CourseSource, asked: Asked) -> Iterator[Finding]:
    for number, step in enumerate(course.steps):
        after = asked.get(number + 1, Contents())
        if step.page is not None and (after.role != "practice" or after.scenario):
            yield about(course, step, message("No practice questions stand behind this lesson."))
    scenarios = sum(contents.scenario for contents in asked.values())
    if scenarios < SCENARIOS:
        yield Finding(
            course.file,
            0,
            message(
                "There are %(count)d branching scenarios; a course has at least %(least)d.",
                count=scenarios,
                least=SCENARIOS,
            ),
        )


def _ending(course: CourseSource, asked: Asked) -> Iterator[Finding]:
    last = asked.get(len(course.steps) - 1, Contents())
    if last.role != "assessment":
        yield about(course, course.steps[-1], message("The last step of a course is its assessment."))
    elif last.bank < BANK * last.drawn:
        sentence = message(
            "The assessment draws %(drawn)d of %(bank)d questions; there must be at least %(least)d.",
            drawn=last.drawn,
            bank=last.bank,
            least=BANK * last.drawn,
        )
        yield about(course, course.steps[-1], sentence)


def _description(course: CourseSource, step: StepSource) -> Iterator[Finding]:
    if not step.competencies:
        yield about(course, step, message("The lesson does not say which competencies it teaches."))
    if not step.sources:
        yield about(course, step, message("The lesson names no source."))
    if not step.review_by:
        yield about(course, step, message("The lesson does not say by when it is to be checked again."))


def judge_length(page: PageText) -> Iterator[Finding]:
    """Whether a lesson is read in the time that a lesson takes, and its paragraphs on a phone."""
    count = syllables(page.html)
    minutes = -(-count // SYLLABLES_A_MINUTE)
    if not MINUTES[0] <= minutes <= MINUTES[1]:
        sentence = message(
            "Reading it takes %(count)d minutes; a lesson takes %(least)d to %(most)d.",
            count=minutes,
            least=MINUTES[0],
            most=MINUTES[1],
        )
        yield Finding(page.file, 1, sentence)
    if not LESSON_SYLLABLES[0] <= count <= LESSON_SYLLABLES[1]:
        sentence = message(
            "The lesson has %(count)d syllables; it should have %(least)d to %(most)d.",
            count=count,
            least=LESSON_SYLLABLES[0],
            most=LESSON_SYLLABLES[1],
        )
        yield Finding(page.file, 1, sentence, error=False)
    for line, length in _paragraphs(page):
        if length > PARAGRAPH_SYLLABLES:
            sentence = message(
                "The paragraph has %(count)d syllables; more than %(most)d are hard to read on a phone.",
                count=length,
                most=PARAGRAPH_SYLLABLES,
            )
            yield Finding(page.file, line, sentence, error=False)


def _paragraphs(page: PageText) -> Iterator[tuple[int, int]]:
    """Of each paragraph that is no list, table or heading: its line in the file and its syllables."""
    begun, words = 0, ""
    for line, text in [*_lines(page), (0, "")]:
        if text.strip() and not _NO_PARAGRAPH.match(text):
            begun, words = begun or line, f"{words} {text}"
            continue
        if words:
            yield begun, syllables(words)
        begun, words = 0, ""


def judge_boxes(page: PageText) -> Iterator[Finding]:
    """Whether a lesson opens with a story and ends with something to do."""
    boxes = [(line, found.group(1)) for line, text in _lines(page) if (found := _BOX.match(text))]
    kinds = [kind for _, kind in boxes]
    if kinds[:1] != ["case"]:
        yield Finding(page.file, 2, message("The lesson does not open with a story (!!! case)."), error=False)
    if kinds[-1:] != ["week"]:
        sentence = message("The lesson does not end with something to do this week (!!! week).")
        yield Finding(page.file, boxes[-1][0] if boxes else 1, sentence, error=False)


def _lines(page: PageText) -> list[tuple[int, str]]:
    """The lines below the title, with their numbers in the file."""
    return [(number + page.offset, text) for number, text in numbered(page.source)]


def _terms(course: CourseSource) -> Iterator[Finding]:
    said = fold(" ".join(page.source for step in course.lessons for page in step.texts.values()))
    for term in course.terms:
        if fold(term.term.partition(" (")[0]) not in said:
            sentence = message("No lesson uses the term “%(term)s”.", term=term.term)
            yield Finding(f"{course.slug}/terms.toml", 0, sentence, error=False)

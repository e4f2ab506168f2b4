"""Looking over a course before it is published: its texts, its exercises, and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from courses.library import BANS
from courses.rules.step_kinds import Kinds, kind_named
from courses.source.contents import Contents
from courses.source.course import ClauseReference, CourseSource
from courses.source.findings import Finding
from courses.source.judging import about, judge
from courses.source.wording import Bans, read_bans
from lms.base.database import db
from lms.base.messages import Message, message
from lms.people.models import StaffKind
from lms.standards.models import Clause, Competency, Document
from lms.standards.queries import clause_of, document_by_number, scale_levels


class Answers(NamedTuple):
    """What the kinds of a course's steps say about it."""

    asked: dict[int, Contents]
    """What each step asks that can be used as it is, by its place among the course's steps, from 0."""
    findings: list[Finding]
    """What is wrong with the others."""


def examine(
    course: CourseSource, kinds: Kinds, day: date, *, bans: Bans | None = None, answers: Answers | None = None
) -> list[Finding]:
    """Everything found in a course as of a day; what is an error stops publishing.

    ``bans`` are the wordings that are refused, the library's list when not said; ``answers`` those of
    :func:`ask` where they are known.
    """
    asked, found = answers or ask(course, kinds)
    refused = bans or read_bans(BANS).with_terms(course.terms)
    return [*found, *_standards(course), *_sources(course, day), *judge(course, asked, refused)]


def ask(course: CourseSource, kinds: Kinds) -> Answers:
    """Ask the kinds of its steps what is wrong with them, and what they ask of a learner."""
    answers = Answers({}, [])
    for number, step in enumerate(course.steps):
        kind = kind_named(step.kind, kinds)
        wrong = kind.check(step.reference, course.languages)
        answers.findings.extend(about(course, step, sentence) for sentence in wrong)
        if not wrong:
            answers.asked[number] = kind.contents(step.reference)
    return answers


def _standards(course: CourseSource) -> Iterator[Finding]:
    scales: dict[str, str] = dict(iter(db.session.execute(select(Competency.code, Competency.scale))))
    for code in course.competencies:
        if code not in scales:
            yield Finding(course.file, 0, message("No competency has the code %(code)s.", code=code))
    yield from _levels(course, scales)
    for step in course.lessons:
        for code in step.competencies:
            if code not in scales:
                yield about(course, step, message("No competency has the code %(code)s.", code=code))
    staff = set(db.session.scalars(select(StaffKind.code))) if course.audience else set()
    for code in course.audience:
        if code not in staff:
            yield Finding(course.file, 0, message("No kind of staff has the code %(code)s.", code=code))


def _levels(course: CourseSource, scales: Mapping[str, str]) -> Iterator[Finding]:
    """Levels that a course gives and that are above its competency's scale: they would meet any demand."""
    highest = {each.scale: each.ordinal for each in scale_levels()}  # in rising order
    for code, level in course.competencies.items():
        if level > highest.get(scales.get(code, ""), level):
            sentence = message("%(code)s has no level %(level)d.", code=code, level=level)
            yield Finding(course.file, 0, sentence)


def _sources(course: CourseSource, day: date) -> Iterator[Finding]:
    for step in course.lessons:
        for reference in step.sources:
            problem = _stale(reference, day)
            if problem:
                yield about(course, step, problem)
        if step.review_by and step.review_by < day:
            sentence = message(
                "This lesson was to be checked again by %(day)s.", day=f"{step.review_by:%d/%m/%Y}"
            )
            yield about(course, step, sentence, error=False)


def _stale(reference: ClauseReference, day: date) -> Message | None:
    """Why a lesson may not rest on a passage on a day; None where it may."""
    document = document_by_number(reference.document)
    clause = clause_of(reference.document, reference.article, day)
    if document is None or clause is None or clause.version < reference.version:
        return message("%(source)s is not among the known passages of documents.", source=str(reference))
    return _ended(document, day) or _unsure(clause, reference)


def _ended(document: Document, day: date) -> Message | None:
    if document.ended_on is None or document.ended_on > day:
        return None
    ended = f"{document.ended_on:%d/%m/%Y}"
    successor = db.session.get(Document, document.replaced_by_id) if document.replaced_by_id else None
    if successor is None:
        return message(
            "%(document)s is no longer in force since %(day)s.", document=document.number, day=ended
        )
    return message(
        "%(document)s is no longer in force since %(day)s; %(other)s has replaced it.",
        document=document.number,
        day=ended,
        other=successor.number,
    )


def _unsure(clause: Clause, reference: ClauseReference) -> Message | None:
    if clause.version != reference.version:
        return message(
            "%(source)s has been replaced since %(day)s: read the new text, mend the lesson, then name the"
            " passage as “%(new)s”.",
            source=str(reference),
            day=f"{clause.effective_on:%d/%m/%Y}",
            new=str(replace(reference, version=clause.version)),
        )
    if clause.confidence != "H":
        return message(
            "%(source)s is not sure enough to be taught (%(mark)s): ask it among the questions instead.",
            source=str(reference),
            mark=clause.confidence,
        )
    return None

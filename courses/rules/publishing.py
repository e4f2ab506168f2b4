"""Publishing a course: a new edition when, and only when, its content changed.

The entrance passes the kinds of step and the day; everything is refused before anything is written.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from courses.library import LANGUAGES, ClauseReference, CourseSource, SectionSource, StepSource
from courses.models import (
    Course,
    Edition,
    EditionCompetency,
    Section,
    SectionText,
    Step,
    StepText,
)
from courses.rules.compiling import compile_section
from courses.rules.step_kinds import Kinds, kind_named
from lms.base.audit import record
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message
from lms.standards.models import Clause, Competency
from lms.standards.queries import clause_of, competency_by_code


class NotPublishable(Refusal):
    """Something in the course's source cannot be published as it is."""


def problems(source: CourseSource, kinds: Kinds) -> list[Message]:
    """What the kinds of its steps find wrong with a course, each with its place; nothing if all is well."""
    return [
        message("%(place)s: %(problem)s", place=step.place, problem=problem)
        for section in source.sections
        for step in section.steps
        for problem in kind_named(step.kind, kinds).check(step.reference, LANGUAGES)
    ]


def publish(source: CourseSource, kinds: Kinds, now: datetime) -> Edition | None:
    """Publish the course as a new edition; None when its latest edition says the same.

    Refuses a course with problems, with an unknown competency or clause, or with a section that does not
    fit the budget (``OverBudget`` with the numbers).
    """
    for problem in problems(source, kinds):
        raise NotPublishable(problem)
    lock_for_writing(f"course:{source.slug}")
    course = db.session.scalar(select(Course).where(Course.slug == source.slug))
    frozen = [[_freeze(step, kinds) for step in section.steps] for section in source.sections]
    content_hash = _content_hash(source, frozen, now)
    latest = course.editions[-1] if course and course.editions else None
    if latest and latest.content_hash == content_hash:
        return None
    if course is None:
        course = Course(slug=source.slug, created_at=now)
        db.session.add(course)
    edition = _edition(course, source, content_hash, latest.number + 1 if latest else 1)
    db.session.add(edition)
    for ordinal, (section, pins) in enumerate(zip(source.sections, frozen, strict=True), 1):
        edition.sections.append(_section(section, pins, ordinal, kinds, now))
    db.session.flush()
    for each in edition.sections:
        compile_section(each, kinds)
    edition.published_at = now
    db.session.flush()
    record("edition:published", edition, by=None, facts={"course": source.slug, "number": edition.number})
    return edition


def _freeze(step: StepSource, kinds: Kinds) -> dict[str, Any]:
    return kind_named(step.kind, kinds).freeze(step.reference)


def _content_hash(source: CourseSource, frozen: list[list[dict[str, Any]]], now: datetime) -> str:
    steps = [
        [
            (
                step.kind,
                pin,
                {language: (text.title, text.html) for language, text in step.texts.items()},
                step.legal_basis,
                [clause.id for clause in _clauses(step, now)],
                str(step.effective_on),
                str(step.review_by),
            )
            for step, pin in zip(section.steps, pins, strict=True)
        ]
        for section, pins in zip(source.sections, frozen, strict=True)
    ]
    titles = [section.titles for section in source.sections]
    head = (source.names, source.summaries, source.always_show, source.hours, source.certificate)
    content = json.dumps((head, source.competencies, titles, steps), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _edition(course: Course, source: CourseSource, content_hash: str, number: int) -> Edition:
    return Edition(
        course=course,
        number=number,
        content_hash=content_hash,
        name_vi=source.names["vi"],
        name_en=source.names["en"],
        summary_vi=source.summaries["vi"],
        summary_en=source.summaries["en"],
        always_show=source.always_show,
        hours=source.hours,
        certificate=source.certificate,
        competencies=[
            EditionCompetency(competency=_competency(code), level=level)
            for code, level in source.competencies.items()
        ],
    )


def _section(
    source: SectionSource, pins: Sequence[dict[str, Any]], ordinal: int, kinds: Kinds, now: datetime
) -> Section:
    return Section(
        ordinal=ordinal,
        texts=[SectionText(language=language, title=source.titles[language]) for language in LANGUAGES],
        steps=[
            _step(step, pin, number, kinds, now)
            for number, (step, pin) in enumerate(zip(source.steps, pins, strict=True), 1)
        ],
    )


def _step(source: StepSource, pin: dict[str, Any], ordinal: int, kinds: Kinds, now: datetime) -> Step:
    kind = kind_named(source.kind, kinds)
    return Step(
        ordinal=ordinal,
        kind=source.kind,
        reference=source.reference,
        frozen=pin,
        minutes=kind.minutes(pin),
        effective_on=source.effective_on,
        review_by=source.review_by,
        clauses=_clauses(source, now),
        texts=[
            StepText(
                language=language,
                title=kind.title(pin, language),
                source=source.texts[language].source if source.texts else "",
                html=source.texts[language].html if source.texts else "",
                legal_basis=source.legal_basis.get(language, ""),
            )
            for language in LANGUAGES
        ],
    )


def _competency(code: str) -> Competency:
    found = competency_by_code(code)
    if found is None:
        raise NotPublishable(message("No competency has the code %(code)s.", code=code))
    return found


def _clauses(step: StepSource, now: datetime) -> list[Clause]:
    """The versions in force of the clauses that a step teaches, without doubles."""
    found = {clause.id: clause for clause in (_clause(each, now) for each in step.clauses)}
    return [found[key] for key in sorted(found)]


def _clause(reference: ClauseReference, now: datetime) -> Clause:
    clause = clause_of(reference.document, reference.article, day_of(now))
    if clause is None:
        raise NotPublishable(
            message(
                "%(article)s of %(document)s is not among the known clauses.",
                article=reference.article,
                document=reference.document,
            )
        )
    return clause

"""Making the rows of an edition from its source: nothing is decided here, and nothing compiled."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from courses.formats.citing import cite
from courses.models import (
    Course,
    Edition,
    EditionCompetency,
    JobAid,
    LocalStep,
    Section,
    SectionText,
    Step,
    StepText,
)
from courses.pdf.job_aid import JobAidPaper, draw_job_aid
from courses.rules.step_kinds import Kinds, kind_named
from courses.source.course import CourseSource, SectionSource, StepSource
from courses.source.tables import LANGUAGES
from lms.base.clock import day_of
from lms.base.messages import Refusal, message
from lms.standards.models import Clause, Competency
from lms.standards.queries import clause_of, competency_by_code

Pin = dict[str, Any]
"""What a kind pins of a step: an immutable version."""


class UnknownStandard(Refusal):
    """A course names a competency or a passage of a document that is not there."""


def step_name(step: StepSource | Step | LocalStep) -> str:
    """Tells a step from the others of its course, whatever version is pinned of it."""
    return json.dumps([step.kind, step.reference], sort_keys=True)


class Draft:
    """An edition in the making: the source, with every step pinned."""

    def __init__(
        self, source: CourseSource, kinds: Kinds, now: datetime, *, kept: Mapping[str, Pin] | None = None
    ) -> None:
        """``kept`` are pins that stay as they are, by :func:`step_name`."""
        self.source = source
        self.kinds = kinds
        self.now = now
        self._kept = kept or {}
        self.pins = [[self._pin(step) for step in section.steps] for section in source.sections]

    def content_hash(self) -> str:
        """SHA-256 over all that a learner could see, and all that completing it would record."""
        source = self.source
        content = {
            "head": (source.names, source.summaries, source.aims, source.languages, source.always_show),
            "gives": (source.competencies, source.hours, source.certificate),
            "offered": (source.position, source.audience),
            "beside": ([asdict(term) for term in source.terms], [asdict(each) for each in source.questions]),
            "job_aids": {language: (text.title, text.html) for language, text in source.job_aids.items()},
            "sections": [
                (
                    section.titles,
                    [self._content(step, pin) for step, pin in zip(section.steps, pins, strict=True)],
                )
                for section, pins in zip(source.sections, self.pins, strict=True)
            ],
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def edition(self, course: Course, number: int) -> Edition:
        """The rows, not yet flushed."""
        source = self.source
        return Edition(
            course=course,
            number=number,
            content_hash=self.content_hash(),
            name_vi=source.names["vi"],
            name_en=source.names["en"],
            summary_vi=source.summaries["vi"],
            summary_en=source.summaries["en"],
            always_show=source.always_show,
            hours=source.hours,
            certificate=source.certificate,
            languages=list(source.languages),
            position=source.position,
            audience=list(source.audience),
            aims={language: list(aims) for language, aims in source.aims.items()},
            terms=[asdict(term) for term in source.terms],
            questions=[asdict(question) for question in source.questions],
            competencies=[
                EditionCompetency(competency=_competency(code), level=level)
                for code, level in source.competencies.items()
            ],
            job_aids=self._job_aids(number),
            sections=[
                self._section(section, pins, ordinal)
                for ordinal, (section, pins) in enumerate(zip(source.sections, self.pins, strict=True), 1)
            ],
        )

    def _pin(self, step: StepSource) -> Pin:
        kept = self._kept.get(step_name(step))
        return kept or kind_named(step.kind, self.kinds).freeze(step.reference)

    def _content(self, step: StepSource, pin: Pin) -> tuple[object, ...]:
        texts = {language: (text.title, text.html) for language, text in step.texts.items()}
        clauses = [clause.id for clause in self._clauses(step)]
        return (step.kind, pin, texts, step.competencies, clauses, str(step.review_by))

    def _section(self, source: SectionSource, pins: Sequence[Pin], ordinal: int) -> Section:
        return Section(
            ordinal=ordinal,
            texts=[SectionText(language=language, title=source.titles[language]) for language in LANGUAGES],
            steps=[
                self._step(step, pin, number)
                for number, (step, pin) in enumerate(zip(source.steps, pins, strict=True), 1)
            ],
        )

    def _step(self, source: StepSource, pin: Pin, ordinal: int) -> Step:
        kind = kind_named(source.kind, self.kinds)
        clauses = self._clauses(source)
        return Step(
            ordinal=ordinal,
            kind=source.kind,
            reference=source.reference,
            frozen=pin,
            minutes=kind.minutes(pin),
            lesson=source.page,
            effective_on=max((clause.effective_on for clause in clauses), default=None),
            review_by=source.review_by,
            clauses=clauses,
            competencies=[_competency(code) for code in source.competencies],
            texts=[
                StepText(
                    language=language,
                    title=kind.title(pin, language),
                    source=source.texts[language].source if source.texts else "",
                    html=source.texts[language].html if source.texts else "",
                    legal_basis=cite(clauses, language),
                )
                for language in self.source.languages
            ],
        )

    def _clauses(self, step: StepSource) -> list[Clause]:
        """The passages in force that a step teaches, without doubles."""
        found = {}
        for each in step.sources:
            clause = clause_of(each.document, each.article, day_of(self.now))
            if clause is None:
                raise UnknownStandard(
                    message(
                        "%(article)s of %(document)s is not among the known clauses.",
                        article=each.article,
                        document=each.document,
                    )
                )
            found[clause.id] = clause
        return [found[key] for key in sorted(found)]

    def _job_aids(self, number: int) -> list[JobAid]:
        drawn = []
        for language, text in self.source.job_aids.items():
            paper = draw_job_aid(job_aid_paper(self.source, language, number, day_of(self.now)))
            drawn.append(
                JobAid(language=language, title=text.title, source=text.source, paper=paper, size=len(paper))
            )
        return drawn


def job_aid_paper(source: CourseSource, language: str, number: int, day: date) -> JobAidPaper:
    """What stands on a course's job aid when the edition of this number is published on this day."""
    text = source.job_aids[language]
    call = source.always_show == "111"
    return JobAidPaper(text.title, text.html, source.names[language], language, number, day, call)


def _competency(code: str) -> Competency:
    found = competency_by_code(code)
    if found is None:
        raise UnknownStandard(message("No competency has the code %(code)s.", code=code))
    return found

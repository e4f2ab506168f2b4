"""What a section of a course would cost to load, before it is published: nothing is written."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from courses.formats.bundle import HEADER_BYTES, WIRE_BUDGET, compress, draw
from courses.kinds.page import for_a_phone, weight_of
from courses.models import Course, Section
from courses.rules.drafting import Draft
from courses.rules.step_kinds import Kinds, kind_named
from courses.source.course import CourseSource, SectionSource
from lms.base.messages import Refusal

BYTES_A_SYLLABLE = 2.2
"""What a syllable of a Vietnamese lesson adds to a section after compression, over the shipped ones."""
_FIRST_ID = 10_000  # steps that are not kept yet stand in addresses by a number as long as real ones


class Weight(NamedTuple):
    """What a section costs on the wire, in bytes, and what it may."""

    bytes: int
    most: int = WIRE_BUDGET

    @property
    def left(self) -> int:
        """How many bytes are left; less than 0 where it is too heavy."""
        return self.most - self.bytes

    @property
    def syllables_left(self) -> int:
        """About how many syllables still fit; less than 0: how many are too many."""
        return round(self.left / BYTES_A_SYLLABLE)


class Measure(NamedTuple):
    """How long a section takes, and what it costs to load."""

    minutes: int
    exercise_minutes: int
    """Those of them that its exercises take."""
    weights: dict[str, Weight]
    """By language."""


def weigh(source: CourseSource, number: int, language: str, kinds: Kinds, now: datetime) -> Weight | None:
    """What the section of this number, from 1, would cost; None where it cannot be compiled as it is."""
    section = _drafted(source, number, kinds, now)
    return _weight(source, section, language, kinds) if section else None


def measure(source: CourseSource, number: int, kinds: Kinds, now: datetime) -> Measure | None:
    """The same in every language of the course, with its minutes. It takes some tenths of a second."""
    section = _drafted(source, number, kinds, now)
    if section is None:
        return None
    exercises = [step.minutes for step in section.steps if step.lesson is None]
    weights = {language: _weight(source, section, language, kinds) for language in source.languages}
    return Measure(sum(step.minutes for step in section.steps), sum(exercises), weights)


def _drafted(source: CourseSource, number: int, kinds: Kinds, now: datetime) -> Section | None:
    """The rows of a section, in no session; None where it cannot be compiled as it is."""
    if _is_broken(source.sections[number - 1], source.languages, kinds):
        return None
    sections = tuple(each if at == number else _by_titles(each) for at, each in enumerate(source.sections, 1))
    course = replace(source, sections=sections, job_aids={}, competencies={})
    try:
        edition = Draft(course, kinds, now).edition(Course(slug=source.slug), 1)
    except Refusal:
        return None
    return edition.sections[number - 1]


def _weight(source: CourseSource, section: Section, language: str, kinds: Kinds) -> Weight:
    weights = {each.sha256: weight_of(each.body, each.kind) for each in source.pictures.values()}
    return Weight(len(_compiled(section, language, kinds, weights)) + HEADER_BYTES)


def _by_titles(section: SectionSource) -> SectionSource:
    """A section with what other sections say of it: the titles of its lessons."""
    lessons = (replace(step, sources=(), competencies=()) for step in section.steps if step.page)
    return replace(section, steps=tuple(lessons))


def _is_broken(section: SectionSource, languages: tuple[str, ...], kinds: Kinds) -> bool:
    return any(
        kind_named(step.kind, kinds).check(step.reference, languages)
        for step in section.steps
        if step.kind in kinds
    ) or any(step.kind not in kinds for step in section.steps)


def _compiled(section: Section, language: str, kinds: Kinds, weights: dict[str, int]) -> bytes:
    fragments = []
    for number, step in enumerate(section.steps):
        step.id = _FIRST_ID + number
        text = step.text(language)
        text.html = for_a_phone(text.html, weights)
        fragments.append(kind_named(step.kind, kinds).compile(step, language))
    return compress(draw(section, fragments, language).plain)[1]

"""How the text of a lesson looks, what is wrong in it by itself, and what room is left in its section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.library import BANS
from courses.rules.inspecting import Opens, dead_links
from courses.rules.step_kinds import Kinds
from courses.rules.weighing import Weight, weigh
from courses.source.course import CourseSource, PageText, Term
from courses.source.findings import BadCourse, Finding
from courses.source.lessons import read_page, syllables
from courses.source.pictures import Picture
from courses.source.shape import SYLLABLES_A_MINUTE, judge_boxes, judge_length
from courses.source.wording import read_bans
from lms.base.text import clean_block


@dataclass(frozen=True)
class Look:
    """How a text looks, and what is wrong with it."""

    findings: tuple[Finding, ...]
    page: PageText | None
    """None where the text cannot be rendered."""

    @property
    def minutes(self) -> int:
        """How long reading it takes."""
        return -(-self.syllables // SYLLABLES_A_MINUTE)

    @property
    def syllables(self) -> int:
        """How many syllables somebody reads."""
        return syllables(self.page.html) if self.page else 0


def look_at_text(
    text: str, file: str, pictures: Mapping[str, Picture], terms: Sequence[Term], opens: Opens
) -> Look:
    """How a text would look as the lesson in a file, and what is wrong in it by itself.

    What is wrong in the rest of the course is found when it is to be published.
    """
    try:
        page = read_page(text, file, pictures)
    except BadCourse as refusal:
        return Look((refusal.finding,), None)
    bans = read_bans(BANS).with_terms(terms)
    found = [*page.findings, *bans.in_text(clean_block(text), file), *dead_links([page], opens)]
    doubts = [*judge_length(page), *judge_boxes(page)]
    found += [Finding(each.file, each.line, each.sentence, error=False) for each in doubts]
    return Look(tuple(sorted(found, key=lambda each: (not each.error, each.line))), page)


def weigh_lesson(
    source: CourseSource, number: int, language: str, kinds: Kinds, now: datetime
) -> Weight | None:
    """What the section of the lesson of this number costs; None where it cannot be compiled as it is."""
    for ordinal, section in enumerate(source.sections, 1):
        if language in source.languages and any(step.page == number for step in section.steps):
            return weigh(source, ordinal, language, kinds, now)
    return None

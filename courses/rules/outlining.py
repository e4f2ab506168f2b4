"""A course as lines: each lesson with its own practice, and how far somebody is in one of them. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from courses.models import Section, Step


@dataclass(frozen=True)
class Line:
    """A line of the outline: a lesson with its own practice, or another step."""

    step: Step
    practice: Step | None = None

    @property
    def steps(self) -> list[Step]:
        """What has to be done for it."""
        return [self.step, self.practice] if self.practice else [self.step]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)

    def done_of(self, done: Collection[int]) -> int:
        """How many of its steps are among those done."""
        return sum(step.id in done for step in self.steps)


def outline(steps: Sequence[Step]) -> list[tuple[Section, list[Line]]]:
    """The sections with their lines: the exercise right behind a lesson is that lesson's own practice."""
    return [(section, _lines(list(group))) for section, group in groupby(steps, lambda step: step.section)]


def line_of(steps: Sequence[Step], wanted: Step) -> Line:
    """The line to which a step belongs."""
    lines = (line for _, section in outline(steps) for line in section)
    return next(line for line in lines if wanted in line.steps)


def _lines(steps: Sequence[Step]) -> list[Line]:
    lines: list[Line] = []
    for step in steps:
        before = lines[-1] if lines else None
        if before and before.step.lesson and not before.practice and _is_practice(step):
            lines[-1] = Line(before.step, step)
        else:
            lines.append(Line(step))
    return lines


def _is_practice(step: Step) -> bool:
    return step.lesson is None and step.reference.get("role") == "practice"

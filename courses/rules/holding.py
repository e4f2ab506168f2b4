"""What was made here for a course and nobody has looked at as a part of it: it waits until somebody does,
where the course needs a second look."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from courses.models import Edition, Step
from courses.queries import steps_of_editions
from courses.rules.drafting import Pin, step_name
from courses.rules.placing import added_steps, is_added
from courses.rules.publishing import latest_edition
from courses.rules.reviewing import demands_second_look
from courses.rules.step_kinds import Kinds
from courses.source.course import CourseSource, SectionSource


class Looked(NamedTuple):
    """A course as far as somebody has looked at it."""

    source: CourseSource
    """Without the steps that were added here since its latest edition."""
    kept: dict[str, Pin]
    """What its latest edition pinned and was changed here since, by ``drafting.step_name``."""
    holds_back: bool
    """Whether there is more that somebody would have to look at."""


def as_looked_at(source: CourseSource, kinds: Kinds, day: date) -> Looked:
    """What of a course may be published without a second look; all of it where none is needed, and of a
    course that was never published."""
    latest = latest_edition(source.slug)
    if latest is None or not demands_second_look(source, day):
        return Looked(source, {}, holds_back=False)
    steps = steps_of_editions([latest.id])[latest.id]
    names = {step_name(step) for step in steps}
    sections = tuple(_without(section, names) for section in source.sections)
    kept = {step_name(step): step.frozen for step in changed_here(steps, kinds)}
    return Looked(
        replace(source, sections=sections), kept, holds_back=bool(kept) or sections != source.sections
    )


class Waiting(NamedTuple):
    """What was made here and is not in an edition."""

    changed: list[Step]
    """The steps of which a newer version was published here."""
    added: int
    """How many steps were added here."""


def waiting_for(edition: Edition, kinds: Kinds) -> Waiting:
    """What was made here and is not in an edition; the newest one, for that is where it would come in."""
    steps = steps_of_editions([edition.id])[edition.id]
    names = {step_name(step) for step in steps}
    added = sum(step_name(step) not in names for step in added_steps(edition.course))
    return Waiting(changed_here(steps, kinds), added)


def changed_here(steps: Sequence[Step], kinds: Kinds) -> list[Step]:
    """The steps of which another version was published here since they were pinned: one query for each
    kind."""
    found = []
    for name, kind in kinds.items():
        mine = [step for step in steps if step.kind == name]
        newer = kind.made_here_since([step.frozen for step in mine]) if mine else ()
        found += [step for step in mine if step.frozen in newer]
    return found


def _without(section: SectionSource, names: set[str]) -> SectionSource:
    """A section without what was added here and is not among the steps of these names."""
    steps = tuple(step for step in section.steps if not is_added(step) or step_name(step) in names)
    return replace(section, steps=steps)

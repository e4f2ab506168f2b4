"""Changing what a course's ``course.toml`` says about sections and steps: pure, on its values.

Sections and steps are named by their place, from 0. A place that is not there raises :class:`NoSuchStep`.
"""

from collections.abc import Collection
from typing import Any

from courses.source.tables import Words
from lms.base.messages import Refusal, message

Values = dict[str, Any]
"""What a ``course.toml`` says."""
MOST_LESSONS = 99
"""As many as two figures can number."""


class NoSuchStep(Refusal):
    """A section or step is not where somebody saw it."""


class TooManyLessons(Refusal):
    """A course cannot number so many lessons."""


def sections_of(values: Values) -> list[Values]:
    """The sections of a course."""
    found: list[Values] = values.setdefault("sections", [])
    return found


def steps_of(values: Values, section: int) -> list[Values]:
    """The steps of a section."""
    found: list[Values] = _section(values, section).setdefault("steps", [])
    return found


def step_of(values: Values, section: int, step: int) -> Values:
    """One step."""
    steps = steps_of(values, section)
    if not 0 <= step < len(steps):
        raise _gone()
    return steps[step]


def add_section(values: Values, titles: Words) -> int:
    """Add a section at the end; returns its place."""
    sections_of(values).append({"title": dict(titles), "steps": []})
    return len(sections_of(values)) - 1


def rename_section(values: Values, section: int, titles: Words) -> None:
    """Give a section another title."""
    _section(values, section)["title"] = dict(titles)


def remove_section(values: Values, section: int) -> Values:
    """Take a section out with all its steps; returns it."""
    removed = _section(values, section)
    sections_of(values).remove(removed)
    return removed


def move_section(values: Values, section: int, by: int) -> int:
    """Move a section up (-1) or down (1), as far as it goes; returns its place."""
    _section(values, section)
    return _moved(sections_of(values), section, by)


def add_lesson(values: Values, section: int, taken: Collection[int] = ()) -> int:
    """Add a lesson at the end of a section, before what ends it; returns its number for the time being, which
    is none of those ``taken`` by files that no step shows."""
    used = {*pages_of(values), *taken}
    number = next((each for each in range(1, MOST_LESSONS + 1) if each not in used), None)
    if number is None:
        raise TooManyLessons(
            message("A course has at most %(most)d lessons. Make two courses of it.", most=MOST_LESSONS)
        )
    steps = steps_of(values, section)
    last = bool(steps) and steps[-1].get("role") == "assessment"
    steps.insert(len(steps) - last, {"kind": "page", "page": number})
    return number


def add_step(values: Values, section: int, step: Values) -> None:
    """Add another step at the end of a section."""
    steps_of(values, section).append(dict(step))


def remove_step(values: Values, section: int, step: int) -> Values:
    """Take a step out; returns it."""
    removed = step_of(values, section, step)
    steps_of(values, section).pop(step)
    return removed


def move_step(values: Values, section: int, step: int, by: int) -> tuple[int, int]:
    """Move a step up (-1) or down (1), at the edge into the section before or behind; returns its place."""
    moving = step_of(values, section, step)
    steps = steps_of(values, section)
    if 0 <= step + by < len(steps):
        return section, _moved(steps, step, by)
    if not 0 <= section + by < len(sections_of(values)):
        return section, step
    steps.pop(step)
    others = steps_of(values, section + by)
    place = 0 if by > 0 else len(others)
    others.insert(place, moving)
    return section + by, place


def move_to_section(values: Values, section: int, step: int, to: int) -> tuple[int, int]:
    """Move a step to the end of another section; returns its place."""
    moving = step_of(values, section, step)
    others = steps_of(values, to)
    steps_of(values, section).pop(step)
    others.append(moving)
    return to, len(others) - 1


def pages_of(values: Values) -> list[int]:
    """The numbers of the lessons in their order."""
    steps = [step for section in sections_of(values) for step in section.get("steps", [])]
    return [step["page"] for step in steps if step.get("kind") == "page"]


def renumber(values: Values) -> dict[int, int]:
    """Number the lessons through the whole course; returns by its old number the new one of each."""
    renumbered: dict[int, int] = {}
    for section in sections_of(values):
        for step in section.get("steps", []):
            if step.get("kind") == "page":
                renumbered[step["page"]] = step["page"] = len(renumbered) + 1
    return renumbered


def _section(values: Values, section: int) -> Values:
    sections = sections_of(values)
    if not 0 <= section < len(sections):
        raise _gone()
    return sections[section]


def _gone() -> NoSuchStep:
    return NoSuchStep(message("What was to be changed is not there any more. Look at the course again."))


def _moved(entries: list[Values], at: int, by: int) -> int:
    to = min(max(at + by, 0), len(entries) - 1)
    entries.insert(to, entries.pop(at))
    return to

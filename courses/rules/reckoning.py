"""What learning costs somebody, in bytes, and how far she is in a year."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from courses.models import Step
from courses.queries import learned_lessons, learned_sections, section_bytes
from courses.rules.planning import Entry
from lms.standards.rules.explaining import Standing


class Sitting(NamedTuple):
    """What the next tap opens: the section with her next step, and what of it is left."""

    lessons: int
    """The lessons that are left in it."""
    steps: int
    """All that is left in it."""
    minutes: int
    bytes: int
    """What it costs to load."""


class Year(NamedTuple):
    """How far somebody is in a year."""

    lessons: int
    """Lessons that she has done in it."""
    met: int
    """What is asked of her today and met."""
    asked: int


def sitting_of(entry: Entry, sizes: Mapping[int, int]) -> Sitting:
    """The next sitting of a course of which something is left; ``sizes`` by section, see
    :func:`bytes_of`."""
    section_id = entry.left[0].section_id
    left = [step for step in entry.left if step.section_id == section_id]
    lessons = sum(step.lesson is not None for step in left)
    return Sitting(lessons, len(left), sum(step.minutes for step in left), sizes.get(section_id, 0))


def bytes_of(entries: Collection[Entry], language: str) -> dict[int, int]:
    """By section of these courses, what it costs to load in the language in which she is served it."""
    return section_bytes([each.edition.id for each in entries], language)


def bytes_left(entry: Entry, sizes: Mapping[int, int]) -> int:
    """What the sections that are left cost to load."""
    return bytes_of_steps(entry.left, sizes)


def bytes_of_steps(steps: Sequence[Step], sizes: Mapping[int, int]) -> int:
    """What the sections of some steps cost to load, each once."""
    return sum(sizes.get(section_id, 0) for section_id in {step.section_id for step in steps})


def bytes_of_month(person_id: int, day: date, language: str) -> int:
    """What the sections cost to load in which she did something in the month of ``day``, each once: the phone
    loads a section again only where it has changed."""
    learned = learned_sections(person_id, day.replace(day=1), day)
    sizes = section_bytes(set(learned.values()), language)
    return sum(sizes.get(section_id, 0) for section_id in learned)


def year_of(person_id: int, day: date, standings: Collection[Standing]) -> Year:
    """The year of ``day`` so far; ``standings`` as they are on that day."""
    lessons = learned_lessons(person_id, day.replace(month=1, day=1), day)
    return Year(lessons, sum(each.state.is_met for each in standings), len(standings))

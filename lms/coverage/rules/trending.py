"""How the numbers of a unit went, requirement by requirement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lms.coverage.models import Cell, Count, Scene
from lms.coverage.queries.counting import present
from lms.coverage.rules.counting import Counts
from lms.coverage.rules.targeting import Targets
from lms.standards.models import Requirement
from lms.standards.queries import requirements_on


@dataclass(frozen=True)
class Series:
    """One requirement on every day of a trend."""

    requirement: Requirement
    """As it was last asked of anybody."""
    cells: tuple[Cell, ...]
    """Its total on each day; nobody is asked on a day before it was in force."""


@dataclass(frozen=True)
class Trend:
    """The totals of a unit on some days."""

    days: tuple[date, ...]
    people: tuple[int, ...]
    """How many people served there on each."""
    series: tuple[Series, ...]


def trend_of(days: Sequence[date], scene_on: Callable[[date, Targets], Scene], only: str = "") -> Trend:
    """The totals on the given days, each as the table of that day has it; ``only`` one requirement by its
    code. Some statements for each day, however many people there are."""
    people: list[int] = []
    asked: dict[str, Requirement] = {}
    cells: list[dict[str, Cell]] = []
    for day in days:
        targets = Targets(day)
        scene = scene_on(day, targets)
        requirements = [each for each in requirements_on(day) if only in ("", each.code)]
        counts = Counts(present(scene), requirements)
        people.append(counts.people())
        asked |= {each.code: each for each in requirements}
        cells.append({each.code: _cell(scene, each, targets, counts) for each in requirements})
    series = (
        Series(requirement, tuple(on.get(code, Cell(Count(), None)) for on in cells))
        for code, requirement in sorted(asked.items(), key=lambda item: (item[1].position, item[1].id))
    )
    shown = (each for each in series if any(cell.count.asked for cell in each.cells))
    return Trend(tuple(days), tuple(people), tuple(shown))


def _cell(scene: Scene, requirement: Requirement, targets: Targets, counts: Counts) -> Cell:
    kinds = {role.staff_kind_id for role in requirement.roles}
    target = targets.of(scene.unit, requirement.id, kinds)
    threshold: Decimal | None = target.threshold if target else None
    return Cell(counts.count(None, requirement.id, None), threshold)

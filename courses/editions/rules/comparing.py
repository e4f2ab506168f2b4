"""What differs between two editions: steps that came, went, moved or say something else. Pure."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from courses.editions.rules.shaping import Shape, StepShape


@dataclass(frozen=True)
class Line:
    """A step of the one edition beside the same step of the other."""

    left: StepShape | None
    """None where it came."""
    right: StepShape | None
    """None where it went."""
    reordered: bool = False
    """Whether it stands before what it stood behind, or behind what it stood before."""

    @property
    def kind(self) -> str:
        """``added``, ``removed``, ``changed``, ``moved`` (and nothing else) or ``same``."""
        if self.left is None:
            return "added"
        if self.right is None:
            return "removed"
        if self.left.digest != self.right.digest:
            return "changed"
        return "moved" if self.is_moved else "same"

    @property
    def is_moved(self) -> bool:
        """Whether it stands elsewhere, or under another heading."""
        elsewhere = self.left and self.right and self.left.section != self.right.section
        return self.reordered or bool(elsewhere)

    @property
    def step(self) -> StepShape:
        """The step, as it is on the right if it is there."""
        found = self.right or self.left
        assert found is not None  # noqa: S101 — no line is empty
        return found

    @property
    def is_lesson(self) -> bool:
        """Whether it is a lesson."""
        return self.step.lesson is not None


@dataclass(frozen=True)
class Comparison:
    """All that differs in the lessons and exercises of two editions."""

    lines: tuple[Line, ...]
    """In the order of the right one; what went stands where it was."""
    new_pictures: tuple[str, ...]
    gone_pictures: tuple[str, ...]

    def count(self, kind: str, *, lessons: bool) -> int:
        """How many lessons, or other steps, are of a kind."""
        return sum(line.kind == kind and line.is_lesson == lessons for line in self.lines)

    @property
    def differing(self) -> list[Line]:
        """The lines that are not the same on both sides."""
        return [line for line in self.lines if line.kind != "same"]


def compare(left: Shape, right: Shape) -> Comparison:
    """What differs from the left edition to the right one."""
    partner = _partners(left.steps, right.steps)
    staying = _staying([partner[i] for i in sorted(partner)])
    other = {j: i for i, j in partner.items()}
    lines = [_line(left.steps, right, other.get(j), j, staying) for j in range(len(right.steps))]
    for i in range(len(left.steps)):
        if i not in partner:
            lines.insert(_place_of_gone(i, lines, left.steps), Line(left.steps[i], None))
    return Comparison(
        tuple(lines),
        tuple(sorted(right.pictures - left.pictures)),
        tuple(sorted(left.pictures - right.pictures)),
    )


def _line(left: Sequence[StepShape], right: Shape, i: int | None, j: int, staying: frozenset[int]) -> Line:
    if i is None:
        return Line(None, right.steps[j])
    return Line(left[i], right.steps[j], reordered=j not in staying)


def _partners(left: Sequence[StepShape], right: Sequence[StepShape]) -> dict[int, int]:
    """By step of the left edition the same step of the right one: by all that it says, else by its name or
    title, else a lesson by its number."""
    found: dict[int, int] = {}
    for key in (_by_content, _by_name, _by_number):
        _pair(left, right, key, found)
    return found


def _by_content(step: StepShape) -> Hashable:
    return step.digest, step.name


def _by_name(step: StepShape) -> Hashable:
    return step.kind, step.name or step.title


def _by_number(step: StepShape) -> Hashable:
    return step.lesson


def _pair(
    left: Sequence[StepShape],
    right: Sequence[StepShape],
    key: Callable[[StepShape], Hashable],
    found: dict[int, int],
) -> None:
    """Pair what has no partner yet and the same key, in order."""
    taken = set(found.values())
    free: dict[Hashable, list[int]] = {}
    for j, step in enumerate(right):
        if j not in taken and key(step) is not None:
            free.setdefault(key(step), []).append(j)
    for i, step in enumerate(left):
        if i not in found and free.get(key(step)):
            found[i] = free[key(step)].pop(0)


def _staying(places: Sequence[int]) -> frozenset[int]:
    """The longest run of places that keeps its order: everything else has moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    run: list[int] = []
    last: int | None = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)


def _place_of_gone(i: int, lines: Sequence[Line], left: Sequence[StepShape]) -> int:
    """Behind the line of the step that stood before it."""
    if i == 0:
        return 0
    return next(at for at, line in enumerate(lines) if line.left is left[i - 1]) + 1

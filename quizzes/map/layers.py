"""Where each scene of a map stands: in layers from the start down, ways crossing as little as may be.

Layered drawing after Sugiyama, Tagawa and Toda (1981): scenes get layers, then an order within them, then a
place. All ways to a scene run together in one column, so that a map of sixty scenes stays readable.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

Node = tuple[int, int]
"""``(scene, layer)``: the scene itself in its own layer; in the layers above it, the column of ways to it."""
Rows = list[list[Node]]
Links = dict[Node, list[Node]]
Width = Callable[[Node], float]

MOST_IN_A_ROW = 7  # scenes beside one another: what a sheet of paper shows readably
ORDERINGS = 8
SHIFTS = 6


@dataclass(frozen=True)
class Layout:
    """Where everything stands; ``x`` are middles, in the units of the widths that were given."""

    layer: tuple[int, ...]
    """By scene; 0 is on top."""
    x: dict[Node, float]
    width: float


def lay_out(
    count: int,
    ways: Collection[tuple[int, int]],
    lost: Collection[int] = (),
    *,
    box: float,
    lane: float,
) -> Layout:
    """Places for ``count`` scenes between which ``ways`` lead, without circles; ``lost`` ones stand close
    above where they lead. ``box`` is the width of a scene with its margin, ``lane`` that of a column of
    ways."""
    layer = _layers(count, sorted(set(ways)), set(lost))
    rows, down, up = _columns(layer, sorted(set(ways)))
    rows = _ordered(rows, down, up)
    x = _placed(rows, down, up, lambda node: box if layer[node[0]] == node[1] else lane)
    left = min((x[node] - box / 2 for node in x), default=0)
    right = max((x[node] + box / 2 for node in x), default=0)
    return Layout(tuple(layer), {node: place - left for node, place in x.items()}, right - left)


def _layers(count: int, ways: Sequence[tuple[int, int]], lost: set[int]) -> list[int]:
    """Each scene below all that lead to it, and not too many beside one another."""
    before: dict[int, list[int]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    for scene, target in ways:
        before[target].append(scene)
        after[scene].append(target)
    layer = [0] * count
    standing: dict[int, int] = defaultdict(int)
    for scene in _topological(count, before, after):
        if scene in lost and not before[scene]:
            continue
        own = max((layer[each] + 1 for each in before[scene]), default=0)
        while standing[own] >= MOST_IN_A_ROW:
            own += 1
        layer[scene] = own
        standing[own] += 1
    for scene in sorted(lost):
        if not before[scene]:
            layer[scene] = max(0, min((layer[each] for each in after[scene]), default=1) - 1)
    return layer


def _topological(count: int, before: dict[int, list[int]], after: dict[int, list[int]]) -> list[int]:
    waiting = {scene: len(before[scene]) for scene in range(count)}
    free, found = [scene for scene in range(count) if not waiting[scene]], []
    while free:
        scene = free.pop(0)
        found.append(scene)
        for target in after[scene]:
            waiting[target] -= 1
            if not waiting[target]:
                insort(free, target)
    return found


def _columns(layer: list[int], ways: Sequence[tuple[int, int]]) -> tuple[Rows, Links, Links]:
    """The rows with the columns of ways that pass through them, and what each node joins below and above."""
    rows: Rows = [[] for _ in range(max(layer, default=-1) + 1)]
    down: Links = defaultdict(list)
    up: Links = defaultdict(list)
    for scene, own in enumerate(layer):
        rows[own].append((scene, own))
    for scene, target in ways:
        upper: Node = (scene, layer[scene])
        for number in range(layer[scene] + 1, layer[target] + 1):
            lower = (target, number)
            if lower not in down and number < layer[target]:
                rows[number].append(lower)
                down[lower] = []
            if lower not in down[upper]:
                down[upper].append(lower)
                up[lower].append(upper)
            upper = lower
    return rows, down, up


def _ordered(rows: Rows, down: Links, up: Links) -> Rows:
    """The order within each row with the fewest crossings found by sweeping up and down."""
    rows = [list(row) for row in rows]
    best, fewest = [list(row) for row in rows], _crossings(rows, down)
    for sweep in range(ORDERINGS):
        if not fewest:
            break
        numbers = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        for number in numbers:
            beside = rows[number - 1] if sweep % 2 == 0 else rows[number + 1]
            _sort(rows[number], beside, up if sweep % 2 == 0 else down)
        crossings = _crossings(rows, down)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    return best


def _sort(row: list[Node], beside: list[Node], links: Links) -> None:
    """Bring each node to the mean place of what it joins; one that joins nothing stays where it is."""
    place = {node: number for number, node in enumerate(beside)}
    middle = {
        node: sum(place[each] for each in links[node]) / len(links[node]) if links.get(node) else float(own)
        for own, node in enumerate(row)
    }
    row.sort(key=middle.__getitem__)


def _crossings(rows: Rows, down: Links) -> int:
    return sum(_between(upper, lower, down) for upper, lower in pairwise(rows))


def _between(upper: list[Node], lower: list[Node], down: Links) -> int:
    place = {node: number for number, node in enumerate(lower)}
    passed: list[int] = []
    crossings = 0
    for node in upper:
        ends = sorted(place[each] for each in down.get(node, ()))
        crossings += sum(len(passed) - bisect_right(passed, end) for end in ends)
        for end in ends:
            insort(passed, end)
    return crossings


def _placed(rows: Rows, down: Links, up: Links, width: Width) -> dict[Node, float]:
    """A place for each node: as near as may be to what it joins, none upon another."""
    x: dict[Node, float] = {}
    for row in rows:
        for node, place in zip(row, _settled([0.0] * len(row), _gaps(row, width)), strict=True):
            x[node] = place
    for shift in range(SHIFTS):
        for row in rows if shift % 2 == 0 else rows[::-1]:
            wanted = [_wanted(node, x, up if shift % 2 == 0 else down, down, up) for node in row]
            x.update(zip(row, _settled(wanted, _gaps(row, width)), strict=True))
    return x


def _wanted(node: Node, x: dict[Node, float], first: Links, down: Links, up: Links) -> float:
    """The mean of what it joins on one side; where it joins nothing there, on the other."""
    joined = first.get(node) or down.get(node) or up.get(node)
    return sum(x[each] for each in joined) / len(joined) if joined else x[node]


def _gaps(row: list[Node], width: Width) -> list[float]:
    """How far the middle of each node stands from the one before it, at least."""
    return [0.0, *((width(one) + width(other)) / 2 for one, other in pairwise(row))]


def _settled(wanted: list[float], gaps: list[float]) -> list[float]:
    """The places nearest to those wanted that keep order and gaps: least squares by pooling neighbours."""
    offset, offsets = 0.0, []
    blocks: list[tuple[float, int]] = []
    for place, gap in zip(wanted, gaps, strict=True):
        offset += gap
        offsets.append(offset)
        blocks.append((place - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, number = blocks.pop()
            blocks[-1] = (blocks[-1][0] + total, blocks[-1][1] + number)
    bases = [total / number for total, number in blocks for _ in range(number)]
    return [base + offset for base, offset in zip(bases, offsets, strict=True)]

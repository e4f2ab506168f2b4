"""Two texts beside each other, line by line: what is the same, what differs."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

MOST_COMPARED = 4_000_000  # lines of one text times lines of the other: some tenths of a second


@dataclass(frozen=True)
class Pair:
    """One line of the comparison; ``kind`` is same, changed, added (only right) or removed (only left)."""

    kind: str
    left: str
    right: str


_FOLD = Pair("same", "…", "…")


def beside(left: str, right: str) -> list[Pair]:
    """The lines of two texts in pairs, in order; every line of each stands in exactly one pair. Texts of
    thousands of lines each, which nobody wrote, are compared line by line."""
    old, new = left.splitlines(), right.splitlines()
    pairs: list[Pair] = []
    if len(old) * len(new) > MOST_COMPARED:
        together = zip_longest(old, new)
        return [_pair("equal" if one == other else "replace", one, other) for one, other in together]
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for one, other in zip_longest(old[i:j], new[k:m]):
            pairs.append(_pair(kind, one, other))
    return pairs


def folded(pairs: list[Pair], around: int = 3) -> list[Pair]:
    """The pairs that differ with a few equal ones around each; "…" stands for every longer equal stretch."""
    near = {
        at + step
        for at, pair in enumerate(pairs)
        if pair.kind != "same"
        for step in range(-around, around + 1)
    }
    kept: list[Pair] = []
    for at, pair in enumerate(pairs):
        if at in near:
            kept.append(pair)
        elif not kept or kept[-1] != _FOLD:
            kept.append(_FOLD)
    return kept


def _pair(kind: str, one: str | None, other: str | None) -> Pair:
    if kind == "equal":
        return Pair("same", one or "", other or "")
    if one is None:
        return Pair("added", "", other or "")
    if other is None:
        return Pair("removed", one, "")
    return Pair("changed", one, other)

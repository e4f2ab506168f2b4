"""What a checklist is, how each of its items may be done, and when that is enough."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_ITEMS = 24
"""As many as fit on one printed page beside the places to tick."""
SHARE = 80
"""Percent of the items that are no must, where a checklist says nothing else."""
MINUTES = 15
"""How long a task takes, where a checklist says nothing else."""


class Mark(enum.StrEnum):
    """How an item was done."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True)
class Item:
    """One thing to look at."""

    text: str
    must: bool = False
    """Whether all else counts for nothing without it."""
    advice: str = ""
    """How it is done rightly: shown to who did not."""
    line: int = 0
    """Where it stands in its text; 0 where it was not read from one."""


@dataclass(frozen=True)
class Sheet:
    """A checklist in one language."""

    title: str = ""
    competency: str = ""
    """The code of what passing it shows."""
    level: int = 1
    share: int = SHARE
    """How many percent of the items that are no must have to be right."""
    minutes: int = MINUTES
    basis: tuple[str, ...] = ()
    """The clauses it rests on, each written ``number#article``."""
    task: str = ""
    """What is done, and what the observer prepares."""
    items: tuple[Item, ...] = ()


class Verdict(NamedTuple):
    """What the marks of an observation come to."""

    passed: bool
    missing: tuple[int, ...]
    """The musts that were not right, by their ordinals."""
    right: int
    """How many of the others were right."""
    others: int
    needed: int
    """How many of the others have to be right."""


def judge(sheet: Sheet, marks: Sequence[Mark]) -> Verdict:
    """Whether the task was done well enough: every must, and at least ``share`` percent of the others.

    Raises ValueError where there are more or fewer marks than items.
    """
    pairs = list(zip(sheet.items, marks, strict=True))
    missing = tuple(
        ordinal for ordinal, (item, mark) in enumerate(pairs) if item.must and mark is not Mark.RIGHT
    )
    others = [mark for item, mark in pairs if not item.must]
    right = sum(mark is Mark.RIGHT for mark in others)
    needed = -(-len(others) * sheet.share // 100)
    return Verdict(not missing and right >= needed, missing, right, len(others), needed)

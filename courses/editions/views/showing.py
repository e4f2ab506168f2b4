"""Two editions beside each other, ready for a page."""

from dataclasses import dataclass

from flask import current_app

from courses.editions.formats.heads import Head, heads_of
from courses.editions.rules.comparing import Comparison, Line, compare
from courses.editions.rules.shaping import Shape, StepShape, shape_of
from courses.models import Edition
from courses.rules.step_kinds import Kinds, kind_named
from lms.base.messages import Message
from lms.web.differences import Pair, beside, folded

NOTHING = Shape((), frozenset())


@dataclass(frozen=True)
class Beside:
    """A step whose words differ, with them."""

    line: Line
    pairs: list[Pair]
    """Empty where only another language, or nothing that is read, differs."""


@dataclass(frozen=True)
class Sides:
    """Two editions beside each other in a language."""

    comparison: Comparison
    steps: list[Beside]
    heads: list[tuple[Message, list[Pair]]]
    """What the course says otherwise about itself."""

    @property
    def number_of_heads(self) -> int:
        """How many things those are."""
        return len(self.heads)


def sides(left: Edition | None, right: Edition, language: str) -> Sides:
    """What differs from one edition to another; from nothing to it for the first one."""
    comparison = compared(left, right, language)
    steps = [
        Beside(line, folded(beside(_words(line.left, language), _words(line.right, language))))
        for line in comparison.differing
        if line.kind != "moved"
    ]
    heads = [
        (new.label, folded(beside(old.text, new.text)))
        for old, new in _heads(left, right, language)
        if old.text != new.text
    ]
    return Sides(comparison, steps, heads)


def compared(left: Edition | None, right: Edition, language: str) -> Comparison:
    """The same without the words."""
    return compare(shape_of(left, language) if left else NOTHING, shape_of(right, language))


def heads_changed(left: Edition, right: Edition, language: str) -> int:
    """How many things the course says otherwise about itself."""
    return sum(old.text != new.text for old, new in _heads(left, right, language))


def step_kinds() -> Kinds:
    """The kinds of step that the features registered."""
    kinds: Kinds = current_app.extensions["step_kinds"]
    return kinds


def _heads(left: Edition | None, right: Edition, language: str) -> list[tuple[Head, Head]]:
    new = heads_of(right, right.language_for(language))
    old = heads_of(left, left.language_for(language)) if left else [Head(each.label, "") for each in new]
    return list(zip(old, new, strict=True))


def _words(step: StepShape | None, language: str) -> str:
    if step is None:
        return ""
    return step.words or kind_named(step.kind, step_kinds()).text(step.pin, language)

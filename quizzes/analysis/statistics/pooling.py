"""Answers to several versions of an exercise read as answers to one, wherever the words were the same.

Somebody who was asked the same question in another version was asked the same question. What had other
words is left out: its answers say nothing about what stands there now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quizzes.analysis.statistics.judging import Steps
from quizzes.exercise.graph import Exercise, Scene


class Way(NamedTuple):
    """What several people answered alike, in the ordinals of the exercise that is looked at."""

    path: Steps
    """Without the steps in scenes that had other words."""
    people: int
    """How many attempts went so."""
    known: frozenset[int]
    """The scenes that they could meet in the words of today."""
    whole: bool = True
    """Whether no step was left out, and the story went between the same scenes as today."""
    who: frozenset[int] = frozenset()
    """Whose they are, where somebody may have gone several ways; empty where each is another one's."""

    def of(self, people: int) -> "Way":
        """The same way of so many people."""
        return self if people == self.people else self._replace(people=people)


@dataclass(frozen=True)
class Pool:
    """How a version is read as the newest one."""

    into: Mapping[int, int]
    """For each of its scenes the one that says the same."""
    known: frozenset[int]
    """The scenes of the newest version that it has."""
    whole: bool
    """Whether its ways are ways through the newest one."""
    same: bool
    """Whether every scene stands where it stood."""

    @classmethod
    def of(cls, theirs: Exercise, ours: Exercise) -> "Pool":
        """For a version beside the newest one."""
        into = counterparts(theirs, ours)
        same = into == {number: number for number in range(len(theirs.scenes))}
        return cls(into, frozenset(into.values()), leads_alike(theirs, ours, into), same)

    def way(self, path: Steps) -> Way:
        """A path through it, for one person; what was asked in other words is left out."""
        if not self.same:
            path = tuple((self.into[scene], given) for scene, given in path if scene in self.into)
        return Way(path, 1, self.known, self.whole)


def counterparts(theirs: Exercise, ours: Exercise) -> dict[int, int]:
    """For each scene of a version the one of ``ours`` that says the same: text and choices, word for word.

    Where several say the same, they are taken in their order.
    """
    free: dict[object, list[int]] = {}
    for number, scene in enumerate(ours.scenes):
        free.setdefault(_said(scene), []).append(number)
    found = {}
    for number, scene in enumerate(theirs.scenes):
        alike = free.get(_said(scene))
        if alike:
            found[number] = alike.pop(0)
    return found


def leads_alike(theirs: Exercise, ours: Exercise, into: Mapping[int, int]) -> bool:
    """Whether a way through one is a way through the other: every scene has a counterpart, and its choices
    lead to the counterparts of where they led."""
    return len(into) == len(theirs.scenes) == len(ours.scenes) and all(
        [None if choice.target is None else into[choice.target] for choice in scene.choices]
        == [choice.target for choice in ours.scenes[into[number]].choices]
        for number, scene in enumerate(theirs.scenes)
    )


def _said(scene: Scene) -> object:
    """What a scene says and what may be answered; not what the answers are worth."""
    choices = tuple((choice.text, choice.match) for choice in scene.choices)
    return scene.type, scene.text, scene.ending_text, choices

"""What a map tells of each scene and each way: what is best, worst, critical, dead or never reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Endless, values

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Way:
    """A choice that leads to a scene."""

    scene: int
    choice: int
    target: int
    back: bool
    """Leads back: a way to try again, or one that closes a circle."""
    critical: bool
    best: bool = False
    """Lies on the best path."""
    worst: bool = False
    """Lies on the worst path."""


@dataclass(frozen=True)
class Ways:
    """All ways of an exercise, and the scenes that ask for a look."""

    all: tuple[Way, ...]
    reached: frozenset[int]
    """Scenes that somebody can come to."""
    dead: frozenset[int]
    """Scenes of a story in which it breaks off: without choices or ending, or with a choice that leads
    nowhere."""


def ways_of(exercise: Exercise) -> Ways:
    """The ways of an exercise; a list of questions has none."""
    if not exercise.is_scenario:
        return Ways((), frozenset(range(len(exercise.scenes))), frozenset())
    closing = _closing(exercise)
    best, worst = _extremes(exercise)
    found = [
        Way(
            ordinal,
            number,
            choice.target,
            back=choice.retry or (ordinal, choice.target) in closing,
            critical=choice.critical,
            best=(ordinal, number) in best,
            worst=(ordinal, number) in worst,
        )
        for ordinal, scene in enumerate(exercise.scenes)
        for number, choice in enumerate(scene.choices)
        if choice.target is not None
    ]
    return Ways(tuple(found), frozenset(_reached(found)), frozenset(_dead(exercise)))


def letter(choice: int) -> str:
    """What a choice is called on a map, as on paper: A, B, C …"""
    return LETTERS[choice % len(LETTERS)]


def _reached(ways: Iterable[Way]) -> set[int]:
    after: dict[int, list[int]] = {}
    for way in ways:
        after.setdefault(way.scene, []).append(way.target)
    reached, open_scenes = {0}, [0]
    while open_scenes:
        for target in after.get(open_scenes.pop(), ()):
            if target not in reached:
                reached.add(target)
                open_scenes.append(target)
    return reached


def _dead(exercise: Exercise) -> Iterable[int]:
    for ordinal, scene in enumerate(exercise.scenes):
        is_cut = any(choice.target is None for choice in scene.choices)
        if is_cut or (not scene.choices and scene.ending is None):
            yield ordinal


def _closing(exercise: Exercise) -> set[tuple[int, int]]:
    """The ways from scene to scene that close a circle, found depth first in the order of the text."""
    closing: set[tuple[int, int]] = set()
    done: set[int] = set()
    for root in range(len(exercise.scenes)):
        stack, here = [(root, iter(_targets(exercise, root)))], {root}
        while stack and root not in done:
            scene, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                stack.pop()
                here.discard(scene)
                done.add(scene)
            elif target in here:
                closing.add((scene, target))
            elif target not in done:
                here.add(target)
                stack.append((target, iter(_targets(exercise, target))))
    return closing


def _targets(exercise: Exercise, scene: int) -> list[int]:
    """Where the scored choices of a scene lead."""
    choices = exercise.scenes[scene].choices
    return [choice.target for choice in choices if choice.target is not None and not choice.retry]


def _extremes(exercise: Exercise) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The steps of the best path and of the worst; none where scored choices lead in a circle."""
    try:
        found = values(Play(exercise))
    except Endless:
        return set(), set()
    return _follow(exercise, found.best), _follow(exercise, found.worst)


def _follow(exercise: Exercise, worth: dict[int, int]) -> set[tuple[int, int]]:
    """The steps from the first scene on that keep what it is worth, the first of several."""
    steps: set[tuple[int, int]] = set()
    here: int | None = 0
    while here is not None:
        scene, after = here, None
        for number, choice in enumerate(exercise.scenes[scene].choices):
            onward = 0 if choice.target is None else worth.get(choice.target)
            if not choice.retry and onward is not None and choice.points + onward == worth.get(scene):
                steps.add((scene, number))
                after = choice.target
                break
        here = after
    return steps

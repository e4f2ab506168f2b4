"""What each decision of an exercise did to those who reached it, and which ways people went.

In a branching story nobody meets every scene. So a decision is judged among those who came to it, by the
first answer that they gave there: its conditional facility is the mean of 1 - regret / greatest regret. What
it costs everybody is the share who reached it times the mean regret. Questions asked one after the other
are looked at in the same way: each among those who had it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from quizzes.analysis.statistics.judging import Given, Judge, Steps, Trail
from quizzes.analysis.statistics.linear import ENOUGH
from quizzes.analysis.statistics.moments import Range, correlation, wilson
from quizzes.analysis.statistics.pooling import Way
from quizzes.exercise.graph import QuestionType, Scene

RARE = 0.05
"""A choice that fewer take is dead, once enough people had it."""
OTHERS = 3
"""A rest score is made of at least so many other decisions."""


@dataclass(frozen=True)
class Decision:
    """What happened in one scene, by the first answers given in it."""

    scene: int
    could: int
    """How many attempts might have led here: those at versions that have the scene in these words."""
    reached: int
    """In how many attempts an answer was given here."""
    answers: Mapping[Given, int]
    """How many gave each answer that was given."""
    again: int
    """How many came back and answered once more."""
    stopped: int
    """How many are known to have stopped here."""
    who: Mapping[Given, Set[int]]
    """Where people may have been here several times: whose each answer was; empty where each is another
    one's."""
    rest: float | None
    """In a story, the correlation of what it cost with what other decisions cost the same people on average;
    None below :data:`ENOUGH` people who met :data:`OTHERS` others."""
    facility: float = 1.0
    """The mean of 1 - regret / greatest regret."""
    mean_regret: float = 0.0
    """What it cost those who were here, in points."""
    dead: tuple[int, ...] = ()
    """The choices that fewer than :data:`RARE` of enough people took."""

    @property
    def people(self) -> int:
        """How many people gave an answer here."""
        return self.people_of(self.answers)

    def people_of(self, answers: Iterable[Given]) -> int:
        """How many people gave one of these answers."""
        if self.who:
            return len(set().union(*[self.who[given] for given in answers]))
        return sum([self.answers[given] for given in answers])

    @property
    def share_reached(self) -> float:
        """Of those who might have come here."""
        return self.reached / self.could if self.could else 0.0

    @property
    def contributed(self) -> float:
        """What it cost everybody on average, in points: share reached x mean regret."""
        return self.share_reached * self.mean_regret

    @property
    def likely(self) -> Range | None:
        """Where the facility lies in 95 of 100 cases; whoever was here twice tells no more than once."""
        return wilson(self.facility, self.people)

    @property
    def is_sure(self) -> bool:
        """Whether enough people were here to say more than a range."""
        return self.people >= ENOUGH


@dataclass(frozen=True)
class Figures:
    """What is known of an exercise by the ways that people went."""

    people: int
    """How many attempts, of which one may be at another version."""
    decisions: Mapping[int, Decision]
    """By scene; scenes in which nobody decided anything are left out."""
    ended: int
    """How many went a way that is known as a whole."""
    endings: Mapping[int | None, int]
    """Of those, how many ended in each scene; None behind the last question."""
    critical: int
    """How many made a grave error."""
    passed: int
    """How many of ``ended`` would pass by the key of today."""
    scores: Sequence[float]
    """The share of the points of each of ``ended``."""
    paths: Sequence[tuple[Steps, int]]
    """The whole ways that people went through a story, the most frequent first, each with how many."""


def figures_of(judge: Judge, ways: Sequence[Way], stopped: Mapping[int, int] | None = None) -> Figures:
    """What the ways of people tell; ``stopped`` is how many are known to have stopped in which scene."""
    trails = [(way, judge.follow(way.path)) for way in ways]
    answers, again = _first_answers(trails), _again(trails)
    who = _whose(trails)
    rests = _rests(judge, trails) if judge.is_scenario else {}
    could: Counter[int] = Counter()
    for known, people in _by_known(ways).items():
        could.update(dict.fromkeys(known, people))
    whole = [(way, trail, judge.end_of(way.path)) for way, trail in trails if way.whole]
    endings: Counter[int | None] = Counter()
    for way, _, end in whole:
        endings[end] += way.people
    return Figures(
        people=sum([way.people for way in ways]),
        decisions={
            scene: _judged(
                judge,
                Decision(
                    scene=scene,
                    could=could[scene],
                    reached=found.total(),
                    answers=found,
                    who=who.get(scene, {}),
                    again=again[scene],
                    stopped=(stopped or {}).get(scene, 0),
                    rest=rests.get(scene),
                ),
            )
            for scene, found in sorted(answers.items())
        },
        ended=endings.total(),
        endings=endings,
        critical=sum([way.people for way, trail in trails if trail.critical]),
        passed=sum([way.people for way, trail, end in whole if judge.passes(trail, end)]),
        scores=[trail.score for way, trail, _ in whole for _ in range(way.people)],
        paths=_most_frequent(ways) if judge.is_scenario else (),
    )


def _most_frequent(ways: Sequence[Way]) -> list[tuple[Steps, int]]:
    found: Counter[Steps] = Counter()
    for way in ways:
        if way.whole:
            found[way.path] += way.people
    return found.most_common()


def _by_known(ways: Sequence[Way]) -> Counter[frozenset[int]]:
    """How many people played versions with the same scenes in today's words."""
    found: Counter[frozenset[int]] = Counter()
    for way in ways:
        found[way.known] += way.people
    return found


def _first_answers(trails: Iterable[tuple[Way, Trail]]) -> dict[int, Counter[Given]]:
    """By scene, how many gave which answer first."""
    by_people: dict[int, list[Steps]] = {}  # ways of equally many people are counted at once
    for way, trail in trails:
        by_people.setdefault(way.people, []).append(trail.first)
    found: dict[int, Counter[Given]] = {}
    for people, steps in by_people.items():
        for (scene, given), times in Counter(chain.from_iterable(steps)).items():
            found.setdefault(scene, Counter())[given] += times * people
    return found


def _whose(trails: Iterable[tuple[Way, Trail]]) -> dict[int, dict[Given, set[int]]]:
    """By scene and answer, who gave it first in one of her attempts; empty where each has one attempt."""
    found: dict[int, dict[Given, set[int]]] = {}
    for way, trail in trails:
        if way.who:
            for scene, given in trail.first:
                found.setdefault(scene, {}).setdefault(given, set()).update(way.who)
    return found


def _again(trails: Iterable[tuple[Way, Trail]]) -> Counter[int]:
    """By scene, how many came back and answered once more."""
    found: Counter[int] = Counter()
    for way, trail in trails:
        for scene in trail.again:
            found[scene] += way.people
    return found


def _rests(judge: Judge, trails: Iterable[tuple[Way, Trail]]) -> dict[int, float | None]:
    """By scene of a story that :data:`ENOUGH` met with :data:`OTHERS` others: how what it cost goes together
    with what others cost the same people on average."""
    pairs: dict[int, Counter[tuple[float, float]]] = {}
    for way, trail in trails:
        regrets = [judge.regret(*step) for step in trail.first]
        others, whole = len(regrets) - 1, sum(regrets)
        if others >= OTHERS:
            for (scene, _), regret in zip(trail.first, regrets, strict=True):
                pairs.setdefault(scene, Counter())[regret, (whole - regret) / others] += way.people
    return {scene: correlation(found) for scene, found in pairs.items() if found.total() >= ENOUGH}


def _judged(judge: Judge, found: Decision) -> Decision:
    """With what the answers to it are worth, and the choices that hardly anybody took."""
    most, reached = judge.most[found.scene], found.reached
    lost = sum([people * judge.regret(found.scene, given) for given, people in found.answers.items()])
    facility = 1 - lost / reached / most if most else 1.0
    dead = _dead(judge.exercise.scenes[found.scene], found) if found.is_sure else ()
    return replace(found, facility=facility, mean_regret=lost / reached, dead=dead)


def _dead(scene: Scene, found: Decision) -> tuple[int, ...]:
    if scene.type is not QuestionType.SINGLE:
        return ()
    ways = [number for number, choice in enumerate(scene.choices) if not choice.retry]
    return tuple(number for number in ways if found.answers.get(number, 0) < RARE * found.reached)

"""What each decision of an exercise did to those who reached it, and which ways people went.

In a branching story nobody meets every scene. So a decision is judged among those who came to it, by the
first answer that they gave there: its conditional facility is the mean of 1 - regret / greatest regret. What
it costs everybody is the share who reached it times the mean regret. Questions asked one after the other
are looked at in the same way: each among those who had it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizzes.analysis.statistics.judging import Given, Judge, Steps, Trail
from quizzes.analysis.statistics.linear import ENOUGH
from quizzes.analysis.statistics.moments import Range, correlation, wilson
from quizzes.analysis.statistics.pooling import Way
from quizzes.exercise.graph import QuestionType

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
    """How many gave an answer here."""
    facility: float
    """The mean of 1 - regret / greatest regret."""
    mean_regret: float
    """What it cost those who were here, in points."""
    answers: Mapping[Given, int]
    """How many gave each answer that was given."""
    dead: tuple[int, ...]
    """The choices that fewer than :data:`RARE` of enough people took."""
    again: int
    """How many came back and answered once more."""
    stopped: int
    """How many are known to have stopped here."""
    rest: float | None
    """In a story, the correlation of what it cost with what other decisions cost the same people on average;
    None below :data:`ENOUGH` people who met :data:`OTHERS` others."""

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
        """Where the facility lies in 95 of 100 cases."""
        return wilson(self.facility, self.reached)

    @property
    def is_sure(self) -> bool:
        """Whether enough people were here to say more than a range."""
        return self.reached >= ENOUGH


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


@dataclass
class _Tally:
    """What is counted of one scene."""

    answers: Counter[Given] = field(default_factory=Counter)
    regret: float = 0.0
    again: int = 0
    own: list[float] = field(default_factory=list)
    """Of who met enough others: what it cost her here, once for each of them."""
    rests: list[float] = field(default_factory=list)
    """Of the same: what others cost her on average."""


def figures_of(judge: Judge, ways: Sequence[Way], stopped: Mapping[int, int] | None = None) -> Figures:
    """What the ways of people tell; ``stopped`` is how many are known to have stopped in which scene."""
    trails = [(way, judge.follow(way.path)) for way in ways]
    tallies: dict[int, _Tally] = {}
    for way, trail in trails:
        _count(tallies, way.people, trail, others=judge.is_scenario)
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
            scene: _decision(judge, scene, tallies[scene], could[scene], (stopped or {}).get(scene, 0))
            for scene in sorted(tallies)
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


def _count(tallies: dict[int, _Tally], people: int, trail: Trail, *, others: bool) -> None:
    """Add a way to what is counted of its scenes; with what the ``others`` on it cost."""
    rest = len(trail.regrets) - 1
    whole = sum(trail.regrets.values())
    for scene, regret in trail.regrets.items():
        tally = tallies.get(scene)
        if tally is None:
            tally = tallies[scene] = _Tally()
        tally.answers[trail.answers[scene]] += people
        tally.regret += people * regret
        if trail.again:
            tally.again += people * (scene in trail.again)
        if others and rest >= OTHERS:
            tally.own += [regret] * people
            tally.rests += [(whole - regret) / rest] * people


def _decision(judge: Judge, scene: int, tally: _Tally, could: int, stopped: int) -> Decision:
    reached, most = tally.answers.total(), judge.most[scene]
    mean_regret = tally.regret / reached
    return Decision(
        scene=scene,
        could=could,
        reached=reached,
        facility=1 - mean_regret / most if most else 1.0,
        mean_regret=mean_regret,
        answers=tally.answers,
        dead=_dead(judge, scene, tally.answers, reached),
        again=tally.again,
        stopped=stopped,
        rest=correlation(tally.own, tally.rests) if len(tally.own) >= ENOUGH else None,
    )


def _dead(judge: Judge, scene: int, answers: Counter[Given], reached: int) -> tuple[int, ...]:
    asked = judge.exercise.scenes[scene]
    if asked.type is not QuestionType.SINGLE or reached < ENOUGH:
        return ()
    ways = [number for number, choice in enumerate(asked.choices) if not choice.retry]
    return tuple(number for number in ways if answers[number] < RARE * reached)

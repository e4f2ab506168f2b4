"""Scores a path fairly: against the best and the worst that could be reached from where it began.

With V(n) and W(n) the best and worst sum of points reachable from scene n, the regret of a choice worth p
that leads to m is V(n) - p - V(m): what it cost, whatever came before. Regrets along a path add up to
V(start) - earned, and the score is 1 - regret / (V(start) - W(start)). Every best path has 100 %, every
worst path 0 %, and scenes that cannot be reached change nothing.

A question that is not answered by one choice earns what ``judging`` says; all its answers lead to the same
place, so that its best and worst answers stand for all.

Ways back (``~>``) lie outside that graph. The first answer given in a scene stays; going back costs what
the way back says (``-n``), nothing by default; the score does not fall below 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.exercise.answers import Answer
from quizzes.exercise.graph import Exercise, QuestionType, Scene
from quizzes.exercise.judging import Points, judge, worth
from quizzes.exercise.playing import Path, Play


class Endless(Exception):
    """Scenes lead to each other in a circle of scored choices, so that no best path exists."""

    def __init__(self, scene: int) -> None:
        super().__init__(scene)
        self.scene = scene


@dataclass(frozen=True)
class Values:
    """The best and the worst sum of points reachable from each scene that can be reached."""

    best: dict[int, int]
    worst: dict[int, int]


@dataclass(frozen=True)
class Decision:
    """One step of a path, judged."""

    scene: int
    answer: Answer
    regret: Points
    """Points that it cost; 0 for the best answer, and for what was answered before."""
    critical: bool
    missed: bool
    """A must-pass scene answered wrongly."""


@dataclass(frozen=True)
class Result:
    """What a finished path is worth."""

    score: Fraction
    """From 0 to 1."""
    regret: Points
    """Points lost."""
    critical: bool
    """Whether a critical error was made."""
    missed: bool
    """Whether a must-pass scene was answered wrongly."""
    finished: bool
    """Whether the path leads to an end."""
    passed: bool
    decisions: tuple[Decision, ...]


def values(play: Play) -> Values:
    """V and W of every scene that can be reached; :class:`Endless` where scored choices lead in a circle."""
    found = Values({}, {})
    roots = [] if play.start is None else [play.start]
    while roots:  # a way back may lead to a scene that no scored choice leads to
        reached = _close_below(play, roots.pop(), found)
        roots += [
            choice.target
            for scene in reached
            for choice in play.exercise.scenes[scene].choices
            if choice.retry and choice.target is not None and choice.target not in found.best
        ]
    return found


def _close_below(play: Play, root: int, found: Values) -> list[int]:
    """Find the values of ``root`` and all below it; depth first without recursion. Returns what is new."""
    closed: list[int] = []
    stack = [root]
    while stack:
        scene = stack[-1]
        missing = [after for after, _ in _ways(play, scene) if after is not None and after not in found.best]
        if circle := set(missing) & set(stack):
            raise Endless(min(circle))
        if missing:
            stack.append(missing[0])
            continue
        stack.pop()
        if scene not in found.best:
            _close(play, scene, found)
            closed.append(scene)
    return closed


def _ways(play: Play, scene: int) -> list[tuple[int | None, int]]:
    """Each scored choice of a scene, or the best and the worst answer: where it leads, and its points."""
    if play.order is not None and play.exercise.scenes[scene].type is not QuestionType.SINGLE:
        return [(play.after(scene, 0), points) for points in worth(play.exercise.scenes[scene])]
    return [
        (play.after(scene, ordinal), choice.points)
        for ordinal, choice in enumerate(play.exercise.scenes[scene].choices)
        if not choice.retry
    ]


def _close(play: Play, scene: int, found: Values) -> None:
    ways = _ways(play, scene)
    found.best[scene] = max((p + (0 if after is None else found.best[after]) for after, p in ways), default=0)
    found.worst[scene] = min(
        (p + (0 if after is None else found.worst[after]) for after, p in ways), default=0
    )


def regret_of(play: Play, found: Values, scene: int, answer: Answer) -> Points:
    """What an answer costs: points that can no longer be earned after it."""
    earned: Points
    if isinstance(answer, int):
        chosen = play.exercise.scenes[scene].choices[answer]
        if chosen.retry:
            return max(0, -chosen.points)
        earned = chosen.points
    else:
        earned = judge(play.exercise.scenes[scene], answer).points
    after = play.after(scene, answer)
    return found.best[scene] - earned - (0 if after is None else found.best[after])


def decisions_of(play: Play, found: Values, path: Path) -> tuple[Decision, ...]:
    """Each step of a legal path, judged; a scene answered again costs nothing more."""
    scenes = play.exercise.scenes
    answered: set[int] = set()
    judged = []
    for scene, answer in path:
        asked = scenes[scene]
        chosen = asked.choices[answer] if isinstance(answer, int) else None
        is_back = chosen is not None and chosen.retry
        first = scene not in answered
        regret = regret_of(play, found, scene, answer) if first or is_back else 0
        if not is_back:
            answered.add(scene)
        missed = first and not is_back and regret > 0 and asked.must_pass
        critical = chosen.critical if chosen else _is_critical(asked, answer)
        judged.append(Decision(scene, answer, regret, critical, missed))
    return tuple(judged)


def _is_critical(scene: Scene, answer: Answer) -> bool:
    return any(scene.choices[number].critical for number in judge(scene, answer).taken)


def score(
    exercise: Exercise, path: Path, order: Sequence[int] | None = None, worth: Values | None = None
) -> Result:
    """What a legal path is worth. Only a finished one passes; a critical error fails it, and so does a
    must-pass scene answered wrongly or an ending that is not a good one. ``worth`` are the values of the
    play, where they are known."""
    play = Play(exercise, order)
    place = play.walk(path)
    found = worth or values(play)
    decisions = decisions_of(play, found, path)
    regret: Points = sum(decision.regret for decision in decisions)
    share = _share(play, found, regret)
    critical = any(decision.critical for decision in decisions)
    missed = any(decision.missed for decision in decisions)
    good_end = place.scene is None or exercise.scenes[place.scene].ending is not False
    enough = share * 100 >= exercise.pass_mark
    return Result(
        score=share,
        regret=regret,
        critical=critical,
        missed=missed,
        finished=place.finished,
        passed=place.finished and enough and good_end and not critical and not missed,
        decisions=decisions,
    )


def _share(play: Play, found: Values, regret: Points) -> Fraction:
    if play.start is None:
        return Fraction(1)
    span = found.best[play.start] - found.worst[play.start]
    return Fraction(max(0, span - regret), span) if span else Fraction(1)

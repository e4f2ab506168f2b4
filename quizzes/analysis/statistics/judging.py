"""What answers are worth by the key of one exercise: ``quizzes.exercise`` judges, each answer once."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from quizzes.exercise.answers import Answer
from quizzes.exercise.graph import Exercise
from quizzes.exercise.judging import worth
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import decisions_of, regret_of, values

Given: TypeAlias = int | str | tuple[int, ...] | tuple[str, ...]
"""An answer as it is counted: what an attempt holds as a list is a tuple here."""
Steps: TypeAlias = tuple[tuple[int, Given], ...]
"""A path, as it is counted."""


class Trail(NamedTuple):
    """A path by the key of today."""

    first: Steps
    """The steps that decided something: the first answer in each scene, in the order of the path."""
    marks: tuple[tuple[int, float], ...]
    """Of each of them its scene, and the points that it got above those of the worst answer there."""
    again: frozenset[int]
    """The scenes that were answered once more after a way back."""
    lost: float
    """All points lost, ways back included."""
    critical: bool
    """Whether a grave error was made."""
    missed: bool
    """Whether a must-pass question was answered wrongly."""
    score: float
    """The share of the points that it got, where nothing was left out of it."""


class _Decided(NamedTuple):
    """What an answer is worth as the first in its scene."""

    mark: tuple[int, float]
    regret: float
    most: float
    """What the worst answer costs there."""
    critical: bool
    missed: bool
    is_back: bool
    """Whether it leads back and decides nothing."""


class Judge:
    """Judges answers to one exercise; where questions are drawn, in whatever order they were asked."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.is_scenario = exercise.is_scenario
        self.play = Play(exercise)
        self.worth = values(self.play)
        self.most = [self._most(number) for number in range(len(exercise.scenes))]
        """By scene, what its worst answer costs."""
        self._decided: dict[tuple[int, Given], _Decided] = {}
        self._followed: dict[Steps, Trail] = {}

    def follow(self, path: Steps) -> Trail:
        """What was decided on a path; steps may have been left out of it."""
        known = self._followed.get(path)
        if known is None:
            known = self._followed[path] = self._follow(path)
        return known

    def _follow(self, path: Steps) -> Trail:
        again: frozenset[int] = frozenset()
        first, known, lost, grave = path, self._decided, 0.0, False
        if self.is_scenario:  # questions of a list are asked once each
            first, again, lost, grave = self._first_answers(path)
        decided = [known.get(step) or self._decide(*step) for step in first]
        if not decided:
            return Trail((), (), again, lost, grave, missed=False, score=self._score(lost, 0.0))
        marks, regrets, most, critical, missed, _ = zip(*decided, strict=True)
        lost += sum(regrets)
        score = self._score(lost, sum(most))
        return Trail(first, marks, again, lost, grave or any(critical), any(missed), score)

    def _first_answers(self, path: Steps) -> tuple[Steps, frozenset[int], float, bool]:
        """Of a way through a story the steps that decided something, the scenes that were answered again,
        what its ways back cost, and whether a grave error was made anywhere."""
        first: dict[int, Given] = {}
        again, lost, grave = set(), 0.0, False
        for scene, given in path:
            decided = self._decide(scene, given)
            grave = grave or decided.critical
            if decided.is_back:
                lost += decided.regret
            elif scene in first:
                again.add(scene)
            else:
                first[scene] = given
        return tuple(first.items()), frozenset(again), lost, grave

    def regret(self, scene: int, given: Given) -> float:
        """What an answer costs where it is the first."""
        return self._decide(scene, given).regret

    def credit(self, scene: int, given: Given) -> float:
        """The same as a share of what can be got there: 1 for the best answer, 0 for the worst."""
        return 1 - self.regret(scene, given) / self.most[scene] if self.most[scene] else 1.0

    def passes(self, trail: Trail, end: int | None) -> bool:
        """Whether a whole path that ended in a scene passes, as an attempt would."""
        good_end = end is None or self.exercise.scenes[end].ending is not False
        enough = trail.score * 100 >= self.exercise.pass_mark - 1e-9
        return enough and good_end and not trail.critical and not trail.missed

    def end_of(self, path: Steps) -> int | None:
        """The scene in which a whole path ends; None behind the last question."""
        if not self.is_scenario or not path:
            return None
        scene, given = path[-1]
        return self.play.after(scene, thawed(given))

    def _score(self, lost: float, span: float) -> float:
        """The share that is left; of a list the points of the questions that were asked are the whole."""
        if self.is_scenario:
            start = self.play.start or 0
            span = float(self.worth.best[start] - self.worth.worst[start])
        return max(0.0, 1 - lost / span) if span else 1.0

    def _decide(self, scene: int, given: Given) -> _Decided:
        """An answer as the first in its scene, judged once."""
        known = self._decided.get((scene, given))
        if known is None:
            answer, most = thawed(given), self.most[scene]
            found = decisions_of(self.play, self.worth, [(scene, answer)])[0]
            choice, regret = self.play.choice((scene, answer)), float(found.regret)
            is_back = choice is not None and choice.retry
            known = _Decided((scene, most - regret), regret, most, found.critical, found.missed, is_back)
            self._decided[scene, given] = known
        return known

    def _most(self, scene: int) -> float:
        asked = self.exercise.scenes[scene]
        if not self.is_scenario:
            best, least = worth(asked)
            return float(best - least)
        if scene not in self.worth.best:
            return 0.0
        choices = [number for number, choice in enumerate(asked.choices) if not choice.retry]
        regrets = [regret_of(self.play, self.worth, scene, number) for number in choices]
        return float(max(regrets, default=0))


def frozen(path: Sequence[Sequence[object]]) -> Steps:
    """A path as an attempt holds it, as it is counted."""
    steps = tuple(map(tuple, path))
    try:
        hash(steps)
    except TypeError:  # some answers are lists
        steps = tuple((scene, tuple(given) if isinstance(given, list) else given) for scene, given in steps)
    return steps  # type: ignore[return-value]


def thawed(given: Given) -> Answer:
    """An answer as ``quizzes.exercise`` knows it."""
    return list(given) if isinstance(given, tuple) else given  # type: ignore[return-value]

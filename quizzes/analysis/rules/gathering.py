"""Gathering the answers to an exercise: whose count, in the words and by the key of its newest version."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from lms.base import clock
from lms.people.queries import merged_people
from quizzes.analysis.models import FEW, By, Question, Row, Stopped, Which
from quizzes.analysis.queries import attempts_at, forms_not_answered, stopped_at
from quizzes.analysis.statistics.branching import Figures, figures_of
from quizzes.analysis.statistics.judging import Judge, frozen
from quizzes.analysis.statistics.moments import mean, median
from quizzes.analysis.statistics.pooling import Pool, Way
from quizzes.models import ExerciseVersion

A_DAY = timedelta(days=1)
LONGEST = timedelta(hours=3)
"""An attempt that seems to have taken longer was left open, or its clock was set meanwhile."""


class Reader:
    """Reads attempts at all versions of an exercise as attempts at the newest one."""

    def __init__(self, versions: Sequence[ExerciseVersion], language: str) -> None:
        """``versions`` are all of an exercise, the newest first; it is shown in ``language``."""
        self.newest = versions[0]
        self.judge = Judge(self.newest.exercise_in(language))
        ours = self.newest.exercise_in("vi")
        self._pools = {version.id: Pool.of(version.exercise_in("vi"), ours) for version in versions}
        self._read: dict[tuple[int, str], Way] = {}
        self._scores: dict[tuple[int, str], float | None] = {}

    def way(self, version_id: int, path: str) -> Way:
        """A path, as its attempt holds it, read once; for one person."""
        known = self._read.get((version_id, path))
        if known is None:
            known = self._pools[version_id].way(frozen(json.loads(path)))
            self._read[version_id, path] = known
        return known

    def ways(self, rows: Iterable[Row]) -> list[Way]:
        """The ways of some attempts, equal ones together."""
        rows = list(rows)
        counted = Counter([(row.version_id, row.path) for row in rows])
        ways = {key: self.way(*key).of(people) for key, people in counted.items()}
        if people_in(rows) < len(rows):
            who: dict[tuple[int, str], set[int]] = {}
            for row in rows:
                who.setdefault((row.version_id, row.path), set()).add(row.person_id)
            ways = {key: way._replace(who=frozenset(who[key])) for key, way in ways.items()}
        return list(ways.values())

    def score(self, row: Row) -> float | None:
        """What an attempt is worth by the key of today; None where a part of it had other words."""
        key = row.version_id, row.path
        if key not in self._scores:
            way = self.way(*key)
            self._scores[key] = self.judge.follow(way.path).score if way.whole else None
        return self._scores[key]

    def stops(self, drafts: Iterable[Stopped]) -> dict[int, int]:
        """By scene of today, how many have stopped there."""
        found: Counter[int] = Counter()
        for draft in drafts:
            way = self._pools[draft.version_id].way(frozen(draft.path))
            here = self.judge.end_of(way.path) if way.path else self.judge.play.start
            if way.whole and here is not None:
                found[here] += 1
        return found


@dataclass(frozen=True)
class Averages:
    """The average score of each choice among people's attempts; None where there are none."""

    first: float | None
    last: float | None
    best: float | None
    all: float | None


@dataclass(frozen=True)
class Gathered:
    """The answers to an exercise that were asked for."""

    reader: Reader
    question: Question
    rows: Sequence[Row]
    """The attempts that count."""
    ways: Sequence[Way]
    """The same by how they went."""
    figures: Figures | None
    """None for fewer than :data:`FEW` people."""
    by: Mapping[By, Sequence[Row]]
    """Attempts of the same choice and days by who answered and how, this one among them."""
    averages: Averages
    minutes: float | None
    """The time in the middle, by the clocks of the devices; None where none can be believed."""
    unfinished: int
    """How many are known to have begun and not finished, of all; not asked where only some people, days or
    courses count."""

    @property
    def in_other_words(self) -> int:
        """How many of the attempts met a scene in other words than today's."""
        return sum(not self.reader.way(row.version_id, row.path).whole for row in self.rows)


def gather(versions: Sequence[ExerciseVersion], question: Question, now: datetime, language: str) -> Gathered:
    """The answers to an exercise; its versions are given with the newest first."""
    reader = Reader(versions, language)
    newest = reader.newest
    rows = as_kept(attempts_at(newest.exercise_id, question, clock.day_of(now)))
    chosen = chosen_of(rows, question)
    by: dict[By, list[Row]] = {each: [row for row in chosen if row.by is each] for each in By}
    by[By.EVERYBODY] = chosen
    counted = by[question.by]
    drafts = stopped_at(newest.exercise.code, now - A_DAY) if question.is_of_all else []
    forms = forms_not_answered(newest.exercise_id, now - A_DAY) if question.is_of_all else 0
    stops, ways = reader.stops(drafts), reader.ways(counted)
    return Gathered(
        reader=reader,
        question=question,
        rows=counted,
        ways=ways,
        figures=figures_of(reader.judge, ways, stops) if people_in(counted) >= FEW else None,
        by=by,
        averages=_averages(reader, rows, question),
        minutes=median(list(_minutes(counted))),
        unfinished=len(drafts) + forms,
    )


def people_in(rows: Iterable[Row]) -> int:
    """How many people made these attempts."""
    return len({row.person_id for row in rows})


def as_kept(rows: Sequence[Row]) -> list[Row]:
    """The attempts of people who were merged, as those of who is kept."""
    merged = merged_people()
    return [row._replace(person_id=merged[row.person_id]) if row.person_id in merged else row for row in rows]


def chosen_of(rows: Sequence[Row], question: Question) -> list[Row]:
    """Of each person's attempts, given in the order in which they arrived, the one that counts, or all;
    then only those since a day. So a second attempt is nobody's first, whichever days are looked at."""
    if question.which is Which.ALL:
        chosen = list(rows)
    else:
        in_turn = reversed(rows) if question.which is Which.FIRST else rows
        chosen = sorted({row.person_id: row for row in in_turn}.values(), key=lambda row: row.received_at)
    if question.since is None:
        return chosen
    begin = datetime.combine(question.since, time(), clock.VIETNAM)
    return [row for row in chosen if row.received_at >= begin]


def _averages(reader: Reader, rows: Sequence[Row], question: Question) -> Averages:
    """By the key of today; of the attempts that were asked for, but for which one of somebody's counts."""
    scores = {which: _scores(reader, rows, replace(question, which=which)) for which in Which}
    best: dict[int, float] = {}
    for person_id, score in scores[Which.ALL]:
        best[person_id] = max(score, best.get(person_id, 0.0))
    return Averages(
        first=mean([score for _, score in scores[Which.FIRST]]),
        last=mean([score for _, score in scores[Which.LAST]]),
        best=mean(list(best.values())),
        all=mean([score for _, score in scores[Which.ALL]]),
    )


def _scores(reader: Reader, rows: Sequence[Row], question: Question) -> list[tuple[int, float]]:
    """The scores of the attempts that count, each with whose it is."""
    counted = [row for row in chosen_of(rows, question) if question.by in (By.EVERYBODY, row.by)]
    return [(row.person_id, score) for row in counted if (score := reader.score(row)) is not None]


def _minutes(rows: Iterable[Row]) -> Iterable[float]:
    for row in rows:
        taken = row.finished_at - row.started_at
        if row.by is not By.PAPER and timedelta() < taken < LONGEST:
            yield taken.total_seconds() / 60

"""What a corrected key would make of the attempts at earlier versions. Writes nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import IllegalPath, Path, Play
from quizzes.exercise.scoring import Values, score, values
from quizzes.models import ExerciseVersion, Scored
from quizzes.rescoring.models import Change, Stood
from quizzes.rescoring.queries import attempts_at_versions, versions_of
from quizzes.rescoring.rules.translating import translation
from quizzes.rules.receiving import HUNDREDTHS

Places = frozenset[tuple[int, int]]
"""Persons, each with a step."""

LANGUAGE = "vi"  # an attempt is worth the same in every language


@dataclass(frozen=True)
class Preview:
    """What the newest version of an exercise would change."""

    version: ExerciseVersion
    earlier: tuple[ExerciseVersion, ...]
    """The earlier versions that ask the same."""
    others: tuple[ExerciseVersion, ...]
    """Those that ask something else: their attempts stay as they are."""
    attempts: tuple[Stood, ...]
    """The attempts at the earlier versions that ask the same."""
    changes: tuple[Change, ...]
    passing: Places
    """Person and step: who has passed by no attempt there before, and passes by one now."""
    failing: Places
    """Who passed there before, and passes by no attempt now."""

    @property
    def people(self) -> int:
        """How many people did an earlier version that asks the same."""
        return len({each.person_id for each in self.attempts})

    @property
    def changed_people(self) -> int:
        """How many of them are judged otherwise."""
        return len({each.attempt.person_id for each in self.changes})

    @property
    def newly_passed(self) -> int:
        """How many people pass who did not."""
        return len({person for person, _ in self.passing})

    @property
    def no_longer_passed(self) -> int:
        """How many people passed who do not by this key."""
        return len({person for person, _ in self.failing})

    @property
    def state(self) -> str:
        """Tells what somebody was shown from what stands now."""
        told = [self.version.id, *sorted((each.attempt.id, *each.after) for each in self.changes)]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def preview(code: str) -> Preview | None:
    """What the newest version of an exercise would change; None where there is none."""
    versions = versions_of(code)
    if not versions:
        return None
    newest, *older = versions
    judge = _Judge(newest, older)
    same = tuple(each for each in older if each.id in judge.translations)
    attempts = attempts_at_versions(judge.translations) if same else []
    judged = [(each, judge.judged(each)) for each in attempts]
    changes = tuple(
        Change(each, after) for each, after in judged if after is not None and after != each.judged
    )
    before, after = _passed(attempts, changes) if newest.kind.must_be_passed else (frozenset(), frozenset())
    others = tuple(each for each in older if each.id not in judge.translations)
    return Preview(newest, same, others, tuple(attempts), changes, after - before, before - after)


def _passed(attempts: Sequence[Stood], changes: Sequence[Change]) -> tuple[Places, Places]:
    """Who has passed at which step, before and after."""
    now = {each.attempt.id: each.after for each in changes}
    before = {(each.person_id, each.step_id) for each in attempts if each.scored.passed}
    after = {(each.person_id, each.step_id) for each in attempts if now.get(each.id, each.scored).passed}
    return frozenset(before), frozenset(after)


def asks_the_same(newest: ExerciseVersion, earlier: ExerciseVersion) -> bool:
    """Whether an earlier version differs in its key only."""
    return translation(earlier.exercise_in(LANGUAGE), newest.exercise_in(LANGUAGE)) is not None


class _Judge:
    """Judges by the key of one version; equal answers are judged once."""

    def __init__(self, newest: ExerciseVersion, older: Sequence[ExerciseVersion]) -> None:
        self.exercise: Exercise = newest.exercise_in(LANGUAGE)
        found = {each.id: translation(each.exercise_in(LANGUAGE), self.exercise) for each in older}
        self.translations = {key: each for key, each in found.items() if each is not None}
        self._worth: Values = values(Play(self.exercise))
        self._known: dict[Any, Scored | None] = {}

    def judged(self, attempt: Stood) -> Scored | None:
        """What an attempt is worth; None where its answers do not reach an end in the corrected version."""
        key = attempt.version_id, repr(attempt.path), repr(attempt.order)
        if key not in self._known:
            self._known[key] = self._judge(attempt)
        return self._known[key]

    def _judge(self, attempt: Stood) -> Scored | None:
        path: Path = self.translations[attempt.version_id]([(scene, given) for scene, given in attempt.path])
        try:
            if not Play(self.exercise, attempt.order).walk(path).finished:
                return None
        except IllegalPath:
            return None
        result = score(self.exercise, path, attempt.order, None if attempt.order else self._worth)
        return Scored(
            round(result.score * HUNDREDTHS),
            round(result.regret),
            result.passed,
            result.critical or result.missed,
        )

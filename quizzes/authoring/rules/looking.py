"""Looking at a text that is being written: what is wrong with it, and how it plays so far."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.base.messages import message
from lms.standards.queries import competency_by_code
from quizzes.exercise.asking import Asked, asked, is_single
from quizzes.exercise.checking import differences, read_and_check
from quizzes.exercise.findings import Finding
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Choice, Exercise, Scene
from quizzes.exercise.illustrating import Placed, of_media, with_places
from quizzes.exercise.playing import IllegalPath, Path, Play
from quizzes.exercise.scoring import Endless, Result, score
from quizzes.rules.reviewing import Note, review


@dataclass(frozen=True)
class Stage:
    """Where a trial play stands."""

    path: Path
    at: int | None
    """The ordinal of the scene."""
    scene: Scene | None
    """None behind the last question, and where an arrow leads nowhere."""
    last: Choice | None
    """What was chosen last; None where the last question was not answered by one choice."""
    finished: bool
    result: Result | None
    """What the path is worth, once it has come to an end."""
    asked: Asked | None = None
    """The question, where it is not answered by one choice."""
    notes: tuple[Note, ...] = ()
    """Where to act differently, once it has come to an end."""


@dataclass(frozen=True)
class Look:
    """A text as the checker and a player see it."""

    exercise: Exercise
    findings: list[Finding]
    stage: Stage | None
    """None while there is no scene."""

    def scene_at(self, line: int) -> int | None:
        """The ordinal of the scene in which a line stands; None in the head."""
        place = bisect_right([scene.line for scene in self.exercise.scenes], line) - 1
        return place if place >= 0 else None


def look_over(
    text: str,
    code: str,
    path: Path = (),
    *,
    vietnamese: str | None = None,
    places: Mapping[str, Placed] | None = None,
) -> Look:
    """What the checker finds in a text, and where a trial play along ``path`` stands.

    A path that the text no longer allows begins afresh. With the ``vietnamese`` text beside it, both must
    describe one graph. ``places`` are the pictures and sounds that are there; None leaves open which are.
    """
    exercise, found = read_and_check(text)
    found += _of_the_head(exercise, code)
    if places is not None:
        found += of_media(exercise, places)
        exercise = with_places(exercise, places)
    if vietnamese is not None:
        found += differences(read_exercise(vietnamese)[0], exercise)
    return Look(
        exercise, sorted(found, key=lambda each: (not each.error, each.line)), stage_of(exercise, path)
    )


def stage_of(exercise: Exercise, path: Path) -> Stage | None:
    """Where a path through an exercise leads; from its beginning where it cannot be walked."""
    if not exercise.scenes:
        return None
    play = Play(exercise)
    try:
        place = play.walk(path)
    except IllegalPath:
        path, place = (), play.walk(())
    result, notes = _outcome(exercise, path) if place.finished else (None, ())
    return Stage(
        path=list(path),
        at=place.scene,
        scene=None if place.scene is None else exercise.scenes[place.scene],
        last=play.choice(path[-1]) if path else None,
        finished=place.finished,
        result=result,
        asked=_asked(exercise, place.scene),
        notes=tuple(notes),
    )


def _asked(exercise: Exercise, at: int | None) -> Asked | None:
    return None if at is None or is_single(exercise.scenes[at]) else asked(exercise, at)


def _outcome(exercise: Exercise, path: Path) -> tuple[Result | None, Sequence[Note]]:
    try:
        return score(exercise, path), review(exercise, path)
    except Endless:
        return None, ()


def _of_the_head(exercise: Exercise, code: str) -> list[Finding]:
    found = [
        Finding(1, "", message("No competency has the code %(code)s.", code=each))
        for each in exercise.competencies
        if competency_by_code(each) is None
    ]
    if exercise.code and exercise.code != code:
        found.append(
            Finding(
                1,
                "",
                message(
                    "The head has the code “%(there)s”, but this exercise is called “%(code)s”.",
                    there=exercise.code,
                    code=code,
                ),
            )
        )
    return found

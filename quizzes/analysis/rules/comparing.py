"""Before and after: two spans of days or two versions of an exercise, and orientation beside the test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from courses.queries import newest_editions, steps_of
from lms.base import clock
from quizzes.analysis.models import FEW, By, LessonGain, Question, Row
from quizzes.analysis.queries import attempts_at, versions_of
from quizzes.analysis.rules.gathering import Gathered, Reader, as_kept, chosen_of, people_in
from quizzes.analysis.statistics.branching import Decision, Figures, figures_of
from quizzes.analysis.statistics.mastery import Gain, gain_of_groups, gain_of_people
from quizzes.analysis.statistics.moments import mean
from quizzes.exercise.graph import Scene
from quizzes.models import ExerciseVersion


@dataclass(frozen=True)
class Beside:
    """A scene before and after."""

    scene: Scene
    """As it stands in the later of the two."""
    before: Decision | None
    after: Decision | None
    gain: Gain | None
    """None where too few people were there on one side."""
    reworded: bool
    """Whether it says something else than before."""


@dataclass(frozen=True)
class Comparison:
    """Two groups of answers beside each other."""

    before: int
    """People."""
    after: int
    scenes: Sequence[Beside]
    """Only where both have enough people."""


def compare_days(
    versions: Sequence[ExerciseVersion], question: Question, day: date, now: datetime, language: str
) -> Comparison:
    """The attempts that arrived before a day, and from it on; both by the key of today, in today's words."""
    reader = Reader(versions, language)
    chosen = _chosen(versions[0].exercise_id, question, now)
    before = [row for row in chosen if clock.day_of(row.received_at) < day]
    after = [row for row in chosen if clock.day_of(row.received_at) >= day]
    return _beside(reader, before, reader, after)


def compare_versions(
    earlier: ExerciseVersion, later: ExerciseVersion, question: Question, now: datetime, language: str
) -> Comparison:
    """Two versions, each with its own answers by its own key; scenes are the same by their name."""
    chosen = _chosen(later.exercise_id, question, now)
    return _beside(
        Reader([earlier], language),
        [row for row in chosen if row.version_id == earlier.id],
        Reader([later], language),
        [row for row in chosen if row.version_id == later.id],
    )


def _chosen(exercise_id: int, question: Question, now: datetime) -> list[Row]:
    """The attempts that count: of each person the one that was asked for, if she made it so."""
    rows = chosen_of(as_kept(attempts_at(exercise_id, question, clock.day_of(now))), question)
    return [row for row in rows if question.by in (By.EVERYBODY, row.by)]


def _beside(earlier: Reader, before: Sequence[Row], later: Reader, after: Sequence[Row]) -> Comparison:
    counts = people_in(before), people_in(after)
    if min(counts) < FEW:
        return Comparison(*counts, ())
    first = figures_of(earlier.judge, earlier.ways(before))
    second = figures_of(later.judge, later.ways(after))
    theirs = {scene.name: number for number, scene in enumerate(earlier.judge.exercise.scenes)}
    scenes = []
    for number, scene in enumerate(later.judge.exercise.scenes):
        old = theirs.get(scene.name)
        one = _of_enough(first, old)
        other = _of_enough(second, number)
        if one or other:
            reworded = old is None or _said(earlier.judge.exercise.scenes[old]) != _said(scene)
            scenes.append(Beside(scene, one, other, _gain(one, other), reworded))
    return Comparison(*counts, scenes)


def _of_enough(figures: Figures, scene: int | None) -> Decision | None:
    found = None if scene is None else figures.decisions.get(scene)
    return found if found and found.people >= FEW else None


def _gain(before: Decision | None, after: Decision | None) -> Gain | None:
    if before is None or after is None:
        return None
    return gain_of_groups(before.facility, before.people, after.facility, after.people)


def _said(scene: Scene) -> object:
    return scene.text, [(choice.text, choice.match, choice.feedback) for choice in scene.choices]


def gains_of_lessons(gathered: Gathered, now: datetime) -> list[LessonGain]:
    """By lesson, how people did in the orientation test and in the test of the course that asks the gathered
    exercise, by the attempts that were asked for, of whoever took both; none for what is neither test."""
    newest = gathered.reader.newest
    pair = _orientation_and_test(newest.exercise.code)
    if pair is None:
        return []
    is_first = pair[0] == newest.exercise.code
    versions, question = versions_of(pair[is_first]), gathered.question
    rows = _chosen(versions[0].exercise_id, replace(question, by=By.EVERYBODY), now)
    theirs = _by_lesson(Reader(versions, "vi"), rows)
    if not theirs:
        return []
    ours = _by_lesson(gathered.reader, gathered.by[By.EVERYBODY])
    before, after = (ours, theirs) if is_first else (theirs, ours)
    found = []
    for lesson in sorted(before.keys() & after.keys()):
        gain = gain_of_people(before[lesson], after[lesson])
        if gain and gain.people >= FEW:
            found.append(LessonGain(lesson, gain))
    return found


def _orientation_and_test(code: str) -> tuple[str, str] | None:
    for edition in newest_editions():
        asked = {
            step.reference.get("role"): step.reference["exercise"]
            for step in steps_of(edition.id)
            if step.kind == "exercise"
        }
        pair = asked.get("orientation"), asked.get("assessment")
        if pair[0] and pair[1] and code in pair:
            return pair[0], pair[1]
    return None


def _by_lesson(reader: Reader, rows: Sequence[Row]) -> Mapping[int, Mapping[int, float]]:
    """By lesson and person, the share that she got of the questions about it."""
    scenes = reader.judge.exercise.scenes
    found: dict[int, dict[int, float]] = {}
    for row in rows:
        trail = reader.judge.follow(reader.way(row.version_id, row.path).path)
        shares: dict[int, list[float]] = {}
        for scene, given in trail.first:
            lesson = scenes[scene].lesson
            if lesson is not None:
                shares.setdefault(lesson, []).append(reader.judge.credit(scene, given))
        for lesson, each in shares.items():
            found.setdefault(lesson, {})[row.person_id] = mean(each) or 0.0
    return found

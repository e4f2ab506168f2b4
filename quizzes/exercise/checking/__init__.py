"""Looks for what would stop, mislead or bore a learner in an exercise that can be read."""

from quizzes.exercise.checking.languages import differences
from quizzes.exercise.checking.names import names
from quizzes.exercise.checking.purposes import head, purpose
from quizzes.exercise.checking.questions import questions
from quizzes.exercise.checking.scenes import choices_of, scene_by_itself
from quizzes.exercise.checking.ways import ways
from quizzes.exercise.findings import Finding
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise

__all__ = ["check_exercise", "differences", "read_and_check"]


def check_exercise(exercise: Exercise) -> list[Finding]:
    """Everything found, errors and warnings, in the order of the text."""
    found = [*head(exercise), *names(exercise)]
    for scene in exercise.scenes:
        found += scene_by_itself(exercise, scene)
        found += choices_of(exercise, scene)
    found += ways(exercise) if exercise.is_scenario else questions(exercise)
    found += purpose(exercise)
    return sorted(found, key=lambda finding: (finding.line, not finding.error))


def read_and_check(source: str) -> tuple[Exercise, list[Finding]]:
    """The exercise that a text describes and everything that is wrong with it, in the order of the text."""
    exercise, found = read_exercise(source)
    told = {finding.line for finding in found if finding.error}
    found += [
        finding for finding in check_exercise(exercise) if finding.line not in told or finding.line == 1
    ]
    return exercise, sorted(found, key=lambda finding: (finding.line, not finding.error))

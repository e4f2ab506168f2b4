"""The shipped exercises: one text file per exercise and language, ``library/<code>.<language>.txt``."""

from dataclasses import dataclass
from pathlib import Path

from lms.base.messages import Message, Refusal, message
from quizzes.exercise.checking import differences, read_and_check
from quizzes.exercise.findings import Finding, errors
from quizzes.exercise.graph import Exercise

LIBRARY = Path(__file__).resolve().parent / "library"
LANGUAGES = ("vi", "en")  # the first one is the one that authors write


class BadExercise(Refusal):
    """An exercise's text cannot be taken up."""


@dataclass(frozen=True)
class ExerciseSource:
    """An exercise in every language, over one graph."""

    code: str
    languages: dict[str, Exercise]


def codes(library: Path = LIBRARY) -> list[str]:
    """The codes of the shipped exercises."""
    return sorted(path.name.removesuffix(".vi.txt") for path in library.glob("*.vi.txt"))


def read_exercise_files(code: str, library: Path = LIBRARY) -> ExerciseSource:
    """The exercise of a code; :class:`BadExercise` names the file and the line of the first error."""
    languages: dict[str, Exercise] = {}
    for language in LANGUAGES:
        file = library / f"{code}.{language}.txt"
        exercise, found = read_and_check(read_text(file))
        if languages:
            found += differences(languages[LANGUAGES[0]], exercise)
        for finding in errors(found):
            raise BadExercise(finding_in(file.name, finding))
        if exercise.code != code:
            raise BadExercise(
                message("%(file)s: the code in the head is “%(code)s”.", file=file.name, code=exercise.code)
            )
        languages[language] = exercise
    return ExerciseSource(code, languages)


def read_text(file: Path) -> str:
    """The text of a file; :class:`BadExercise` where it is no UTF-8 text."""
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadExercise(message("%(file)s: it cannot be read as UTF-8 text.", file=file.name)) from error


def finding_in(file: str, finding: Finding) -> Message:
    """A finding as a line of a report: file, line, scene, sentence."""
    if not finding.scene:
        return message(
            "%(file)s:%(line)d: %(sentence)s", file=file, line=finding.line, sentence=finding.sentence
        )
    return message(
        "%(file)s:%(line)d: scene “%(scene)s”: %(sentence)s",
        file=file,
        line=finding.line,
        scene=finding.scene,
        sentence=finding.sentence,
    )

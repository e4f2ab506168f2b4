"""The shipped exercises: one text file per exercise and language, ``library/<code>.<language>.txt``.

Vietnamese is always there; another language where the courses have it that name the exercise.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from lms.base.messages import Refusal, message
from quizzes.exercise.checking import differences, read_and_check
from quizzes.exercise.findings import errors, finding_in
from quizzes.exercise.graph import Exercise, graph_of, words_of
from quizzes.exercise.keywords import LANGUAGES

LIBRARY = Path(__file__).resolve().parent / "library"


class BadExercise(Refusal):
    """An exercise's text cannot be taken up."""


@dataclass(frozen=True)
class ExerciseSource:
    """An exercise in each of its languages, over one graph."""

    code: str
    languages: dict[str, Exercise]
    texts: dict[str, str] = field(default_factory=dict)
    """What its author wrote, by language."""

    def content_hash(self) -> str:
        """SHA-256 over graph and words: what has the same is the same exercise, however it is laid out."""
        words = {language: words_of(exercise) for language, exercise in self.languages.items()}
        content = (graph_of(self.languages[LANGUAGES[0]]), words)
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def codes(library: Path = LIBRARY) -> list[str]:
    """The codes of the shipped exercises."""
    return sorted(path.name.removesuffix(".vi.txt") for path in library.glob("*.vi.txt"))


def read_exercise_files(code: str, library: Path = LIBRARY) -> ExerciseSource:
    """The exercise of a code; :class:`BadExercise` names the file and the line of the first error."""
    languages: dict[str, Exercise] = {}
    texts: dict[str, str] = {}
    for file in _files_of(code, library):
        language = file.name.split(".")[-2]
        texts[language] = read_text(file)
        exercise, found = read_and_check(texts[language])
        if languages:
            found += differences(languages[LANGUAGES[0]], exercise)
        for finding in errors(found):
            raise BadExercise(finding_in(file.name, finding))
        if exercise.code != code:
            raise BadExercise(
                message("%(file)s: the code in the head is “%(code)s”.", file=file.name, code=exercise.code)
            )
        languages[language] = exercise
    return ExerciseSource(code, languages, texts)


def shipped(code: str) -> ExerciseSource | None:
    """The exercise as it came with the product; None where none with this code did."""
    return read_exercise_files(code) if code in codes() else None


def _files_of(code: str, library: Path) -> list[Path]:
    """Its file in each language that there is, Vietnamese first."""
    files = [library / f"{code}.{language}.txt" for language in LANGUAGES]
    return [file for file in files if file == files[0] or file.exists()]


def read_text(file: Path) -> str:
    """The text of a file; :class:`BadExercise` where it is no UTF-8 text."""
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadExercise(message("%(file)s: it cannot be read as UTF-8 text.", file=file.name)) from error

"""The shipped exercises: one text file per exercise and language, ``library/<code>.<language>.txt``; their
pictures and sounds in ``library/media``.

Vietnamese is always there; another language where the courses have it that name the exercise.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from courses.kinds.page import weight_of
from courses.source.media import read_media
from courses.source.pictures import Picture
from lms.base.messages import Refusal, message
from quizzes.exercise.checking import differences, read_and_check
from quizzes.exercise.findings import errors, finding_in
from quizzes.exercise.graph import Exercise, graph_of, words_of
from quizzes.exercise.illustrating import Placed, media_in, of_media, with_places, without_sizes
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
    media: dict[str, Picture] = field(default_factory=dict)
    """The pictures and sounds that are not kept yet, by name; the exercise says where they will be."""

    def content_hash(self) -> str:
        """SHA-256 over graph and words, with the content of what is shown: what has the same is the same
        exercise, however it is laid out, and whatever it costs to load."""
        words = {language: words_of(without_sizes(exercise)) for language, exercise in self.languages.items()}
        content = (graph_of(self.languages[LANGUAGES[0]]), words)
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def codes(library: Path = LIBRARY) -> list[str]:
    """The codes of the shipped exercises."""
    return sorted(path.name.removesuffix(".vi.txt") for path in library.glob("*.vi.txt"))


def read_exercise_files(code: str, library: Path = LIBRARY) -> ExerciseSource:
    """The exercise of a code; :class:`BadExercise` names the file and the line of the first error."""
    languages: dict[str, Exercise] = {}
    media: dict[str, Picture] = {}
    texts: dict[str, str] = {}
    for file in _files_of(code, library):
        language = file.name.split(".")[-2]
        texts[language] = read_text(file)
        exercise, found = read_and_check(texts[language])
        media |= media_of(exercise, library / "media")
        found += of_media(exercise, media)
        if languages:
            found += differences(languages[LANGUAGES[0]], exercise)
        for finding in errors(found):
            raise BadExercise(finding_in(file.name, finding))
        if exercise.code != code:
            raise BadExercise(
                message("%(file)s: the code in the head is “%(code)s”.", file=file.name, code=exercise.code)
            )
        languages[language] = with_places(exercise, {name: place_of(each) for name, each in media.items()})
    return ExerciseSource(code, languages, texts, media)


def media_of(exercise: Exercise, folder: Path) -> dict[str, Picture]:
    """The files that its scenes name and that are there; :class:`BadExercise` for one that is harmful, too
    heavy or not what its name says."""
    names = {media.file for media in media_in(exercise)}
    found = read_media({file.name: file.read_bytes() for file in folder.glob("*") if file.name in names})
    for name, each in found.items():
        if each.problem:
            raise BadExercise(message("%(file)s: %(problem)s", file=name, problem=each.problem))
    return found


def place_of(picture: Picture) -> Placed:
    """Where a picture or sound will be served."""
    return Placed(picture.address, weight_of(picture.body, picture.kind))


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

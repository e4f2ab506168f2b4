"""What an exercise asks and says, as the checker of courses reads it."""

from collections.abc import Iterator

from courses.step_kind import Contents, Wording
from lms.base.messages import Message
from quizzes.exercise.checking import differences, read_and_check
from quizzes.exercise.findings import finding_in
from quizzes.exercise.graph import Exercise, QuestionType, Scene
from quizzes.exercise.keywords import LANGUAGES
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Values, regret_of, values
from quizzes.models import ExerciseVersion, Origin


def contents_of(version: ExerciseVersion) -> Contents:
    """What a version asks, to which lessons it refers, and every word of it with its file and line."""
    read = {language: _read(version, language) for language in LANGUAGES if version.source_in(language)}
    exercise = read[LANGUAGES[0]][0]
    bank = 0 if exercise.is_scenario else len(exercise.scenes)
    return Contents(
        code=version.exercise.code,
        competencies=frozenset(exercise.competencies),
        lessons=frozenset(scene.lesson for scene in exercise.scenes if scene.lesson),
        warnings=tuple(warning for _, warnings in read.values() for warning in warnings),
        role=exercise.kind.value,
        scenario=exercise.is_scenario,
        bank=bank,
        drawn=exercise.draw or bank,
        wordings=tuple(
            wording
            for language, (each, _) in read.items()
            for wording in _wordings(each, _place(version, language), language)
        ),
    )


def _read(version: ExerciseVersion, language: str) -> tuple[Exercise, list[Message]]:
    exercise, found = read_and_check(version.source_in(language) or "")
    if language != LANGUAGES[0]:
        found += differences(version.exercise_in(LANGUAGES[0]), exercise)
    return exercise, [finding_in(_place(version, language), finding) for finding in found]


def _place(version: ExerciseVersion, language: str) -> str:
    """The file it was read from; of what was written here, how it would be called."""
    file = f"{version.exercise.code}.{language}.txt"
    return f"quizzes/library/{file}" if version.origin is Origin.SHIPPED else file


def _wordings(exercise: Exercise, place: str, language: str) -> Iterator[Wording]:
    play = Play(exercise)
    found = values(play)
    yield Wording(place, 1, language, exercise.title)
    for ordinal, scene in enumerate(exercise.scenes):
        yield Wording(place, scene.line, language, _said(scene, with_name=exercise.is_scenario))
        for number, choice in enumerate(scene.choices):
            yield Wording(
                place,
                choice.line,
                language,
                " ".join(words for words in (choice.text, choice.match) if words),
                choice.feedback,
                _is_worse(play, found, ordinal, number),
            )


def _said(scene: Scene, *, with_name: bool) -> str:
    name = scene.name if with_name else ""
    return "\n".join(text for text in (name, scene.text, scene.hint, scene.ending_text) if text)


def _is_worse(play: Play, found: Values, scene: int, choice: int) -> bool:
    chosen = play.exercise.scenes[scene].choices[choice]
    if play.exercise.scenes[scene].type is not QuestionType.SINGLE:
        return not chosen.right
    if chosen.retry:
        return False
    return chosen.critical or (scene in found.best and regret_of(play, found, scene, choice) > 0)

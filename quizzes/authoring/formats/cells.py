"""An exercise as cells of text: what both forms show of it, before they are drawn."""

from dataclasses import dataclass, field

from quizzes.exercise.graph import Choice, Exercise, Media, QuestionType, Scene
from quizzes.exercise.keywords import HEADERS, KINDS, LANGUAGES, MEDIA, QUESTION_TYPES, VERDICTS
from quizzes.exercise.lines import WITH_POINTS, ends_in_points

YES = "x"


@dataclass(frozen=True)
class SceneCells:
    """A scene: its own cells, and a row of cells for each of its choices."""

    fields: dict[str, str] = field(default_factory=dict)
    choices: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class ExerciseCells:
    """The settings and the scenes; what is empty is left out."""

    settings: dict[str, str]
    scenes: tuple[SceneCells, ...]


def cells_of(exercise: Exercise, language: str) -> ExerciseCells:
    """What stands in the cells, with the words of a language for kinds and verdicts."""
    index = LANGUAGES.index(language)
    return ExerciseCells(
        settings=_settings(exercise, index),
        scenes=tuple(
            SceneCells(_fields(scene, index), tuple(_choice(each, scene, exercise) for each in scene.choices))
            for scene in exercise.scenes
        ),
    )


def _settings(exercise: Exercise, index: int) -> dict[str, str]:
    said = {
        "code": exercise.code,
        "kind": KINDS[exercise.kind][index],
        "competencies": ", ".join(exercise.competencies),
        "pass_mark": str(exercise.pass_mark),
        "draw": "" if exercise.draw is None else str(exercise.draw),
        "quotas": ", ".join(f"{count} {tag}" for count, tag in exercise.quotas),
        "attempts": str(exercise.attempts),
        "wait_hours": str(exercise.wait_hours),
        "basis": "\n".join(exercise.basis),
    }
    return {"title": exercise.title, **{key: said[key] for key in HEADERS}}


def _fields(scene: Scene, index: int) -> dict[str, str]:
    type_said = "" if scene.type is QuestionType.SINGLE else QUESTION_TYPES[scene.type][index]
    return _filled(
        name=scene.name,
        text=scene.text,
        type=type_said,
        must_pass=YES if scene.must_pass else "",
        lesson="" if scene.lesson is None else str(scene.lesson),
        hint=scene.hint,
        basis="\n".join(scene.basis),
        tags=", ".join(scene.tags),
        media="\n".join(_media(each, index) for each in scene.media),
        ending="" if scene.ending is None else VERDICTS[scene.ending][index],
        ending_text=scene.ending_text,
    )


def _media(media: Media, index: int) -> str:
    return f"{MEDIA[media.kind][index]}: {media.file} | {media.words}".rstrip(" |")


def _choice(choice: Choice, scene: Scene, exercise: Exercise) -> dict[str, str]:
    leads = choice.target is not None
    asked = not leads and ends_in_points(choice.text, scene.type)
    said = scene.type in WITH_POINTS and (leads or asked or choice.points != int(choice.right))
    return _filled(
        right=YES if choice.right else "",
        choice=choice.text,
        match=choice.match,
        target="" if choice.target is None else exercise.scenes[choice.target].name,
        retry=YES if choice.retry else "",
        points=str(choice.points) if said and (choice.points or not leads) else "",
        feedback=choice.feedback,
        critical=YES if choice.critical else "",
        competencies=", ".join(choice.tags),
    )


def _filled(**cells: str) -> dict[str, str]:
    return {key: text for key, text in cells.items() if text}

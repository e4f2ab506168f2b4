"""Writes an exercise as text, in the one form that reads back as the same exercise."""

from quizzes.exercise.graph import (
    DEFAULT_ATTEMPTS,
    DEFAULT_PASS_MARK,
    DEFAULT_WAIT_HOURS,
    Choice,
    Exercise,
    Media,
    QuestionType,
    Scene,
)
from quizzes.exercise.keywords import (
    END,
    HEADERS,
    KINDS,
    LANGUAGES,
    MARKS,
    MEDIA,
    MUST_PASS,
    PAIR,
    QUESTION_TYPES,
    SEE_LESSON,
    VERDICTS,
)
from quizzes.exercise.lines import IN_PAIRS, WITH_POINTS, ends_in_points


def write_exercise(exercise: Exercise, language: str = "vi") -> str:
    """The text of an exercise, with the keywords of a language."""
    index = LANGUAGES.index(language)
    head = [f"# {exercise.title}", *_settings(exercise, index)]
    scenes = ["\n".join(_scene(scene, exercise, index)) for scene in exercise.scenes]
    return "\n\n".join(["\n".join(head), *scenes]) + "\n"


def media_line(media: Media, index: int) -> str:
    """The line by which a scene names a picture or sound, in the language of this index."""
    return f"[{MEDIA[media.kind][index]}: {media.file} | {media.words}]"


def _settings(exercise: Exercise, index: int) -> list[str]:
    values = [
        ("code", exercise.code),
        ("kind", KINDS[exercise.kind][index]),
        ("competencies", ", ".join(exercise.competencies)),
        ("pass_mark", "" if exercise.pass_mark == DEFAULT_PASS_MARK else str(exercise.pass_mark)),
        ("draw", "" if exercise.draw is None else str(exercise.draw)),
        ("quotas", ", ".join(f"{count} {tag}" for count, tag in exercise.quotas)),
        ("attempts", "" if exercise.attempts == DEFAULT_ATTEMPTS else str(exercise.attempts)),
        ("wait_hours", "" if exercise.wait_hours == DEFAULT_WAIT_HOURS else str(exercise.wait_hours)),
        *(("basis", basis) for basis in exercise.basis),
    ]
    return [f"{HEADERS[key][index]}: {value}" for key, value in values if value]


def _scene(scene: Scene, exercise: Exercise, index: int) -> list[str]:
    lines = [f"== {scene.name}"]
    if scene.must_pass:
        lines.append(MUST_PASS[index])
    if scene.lesson is not None:
        lines.append(f"{SEE_LESSON[index]} {scene.lesson}")
    lines += _marks(scene, index)
    if scene.text:
        lines.append(scene.text)
    lines += [media_line(media, index) for media in scene.media]
    if scene.ending is not None:
        lines.append(f"{END[index]}: {VERDICTS[scene.ending][index]}. {scene.ending_text}".rstrip())
    if scene.choices:
        lines.append("")
    for choice in scene.choices:
        lines += _choice(choice, scene, exercise)
    return lines


def _marks(scene: Scene, index: int) -> list[str]:
    values = [
        ("type", "" if scene.type is QuestionType.SINGLE else QUESTION_TYPES[scene.type][index]),
        *(("hint", hint) for hint in scene.hint.split("\n")),
        *(("basis", basis) for basis in scene.basis),
        ("tags", ", ".join(scene.tags)),
    ]
    return [f"{MARKS[key][index]}: {value}" for key, value in values if value]


def _choice(choice: Choice, scene: Scene, exercise: Exercise) -> list[str]:
    mark = ("=" if choice.right else "*") + ("!" if choice.critical else "")
    pair = [PAIR, choice.match] if choice.match and scene.type in IN_PAIRS else []
    line = " ".join(part for part in (mark, choice.text, *pair) if part)
    if choice.target is not None:
        line += f" {'~>' if choice.retry else '->'} {exercise.scenes[choice.target].name}"
    default = int(choice.right and choice.target is None)
    asked = choice.target is None and ends_in_points(choice.text, scene.type)
    if scene.type in WITH_POINTS and (choice.points != default or asked):
        line += f" {choice.points:+d}"
    feedback = choice.feedback.split("\n") if choice.feedback else []
    if choice.tags:
        tags = f"({', '.join(choice.tags)})"
        feedback = [*feedback[:-1], f"{feedback[-1]} {tags}"] if feedback else [tags]
    return [line, *(f"> {each}" for each in feedback)]

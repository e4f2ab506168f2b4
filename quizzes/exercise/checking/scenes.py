"""What is wrong with one scene, or one choice, wherever it stands."""

from collections.abc import Iterator

from lms.base.messages import Message, message
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise, Scene
from quizzes.exercise.measuring import syllables_of

MAX_SYLLABLES = 90  # of one scene: what fits a phone and one breath


def scene_by_itself(exercise: Exercise, scene: Scene) -> Iterator[Finding]:
    """What is wrong with a scene, but for its choices."""
    for sentence in _faults(scene):
        yield Finding(scene.line, scene.name, sentence)
    for sentence in _doubts(exercise, scene):
        yield Finding(scene.line, scene.name, sentence, error=False)


def _faults(scene: Scene) -> Iterator[Message]:
    if not scene.text and scene.ending is None:
        yield message("The scene has no words.")
    if scene.ending is None and not scene.choices:
        yield message("Dead end: the scene has neither choices nor an ending (KẾT THÚC: …).")
    if scene.ending is not None and any(not choice.retry for choice in scene.choices):
        yield message("After an ending only ways back (~>) may follow.")
    if scene.must_pass and len({(choice.points, choice.target) for choice in scene.choices}) < 2:
        yield message("A must-pass scene needs a wrong answer too.")


def _doubts(exercise: Exercise, scene: Scene) -> Iterator[Message]:
    length = syllables_of(scene)
    if length > MAX_SYLLABLES:
        yield message(
            "The scene has %(count)d syllables; more than %(limit)d are too long to read on a phone.",
            count=length,
            limit=MAX_SYLLABLES,
        )
    if any(not media.words for media in scene.media):
        yield message("A picture or sound needs words for those who cannot see or hear it.")
    if len(exercise.competencies) > 1 and _is_untagged(scene):
        yield message("No choice says which competency the scene shows.")


def _is_untagged(scene: Scene) -> bool:
    scored = [choice for choice in scene.choices if not choice.retry]
    return len(scored) > 1 and not any(choice.tags for choice in scored)


def choices_of(exercise: Exercise, scene: Scene) -> Iterator[Finding]:
    """What is wrong with the choices of a scene, before anything is known of where they lead."""
    scored = [choice for choice in scene.choices if not choice.retry]
    for choice in scene.choices:
        if choice.critical and not choice.feedback:
            yield Finding(choice.line, scene.name, message("A critical error must say why (a line with >)."))
        if choice.critical and choice.right:
            yield Finding(choice.line, scene.name, message("An answer cannot be right and a critical error."))
        if exercise.is_scenario and choice.target is None and not choice.right:
            yield Finding(
                choice.line, scene.name, message("The choice leads to no scene: it needs an arrow.")
            )
        if exercise.is_scenario and choice.right:
            yield Finding(choice.line, scene.name, message("A scenario has no answers marked with =."))
    if len({choice.text.casefold() for choice in scene.choices}) < len(scene.choices):
        yield Finding(scene.line, scene.name, message("Two choices have the same words."))
    alike = {(choice.target, choice.feedback, choice.points, choice.critical) for choice in scored}
    if exercise.is_scenario and len(scored) > 1 and len(alike) == 1:
        sentence = message("All choices lead to the same place with the same feedback.")
        yield Finding(scene.line, scene.name, sentence, error=False)

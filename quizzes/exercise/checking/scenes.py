"""What is wrong with one scene, or one choice, wherever it stands."""

from collections.abc import Iterator

from lms.base.messages import Message, message
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Choice, Exercise, QuestionType, Scene
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
        yield message("The scene has no words: write below its name what happens, or what is asked.")
    if scene.ending is None and not scene.choices:
        yield message(
            "Dead end: the scene has neither choices nor an ending."
            " Add a choice (* …) or an ending (KẾT THÚC: …)."
        )
    if scene.ending is not None and any(not choice.retry for choice in scene.choices):
        yield message(
            "After an ending only ways back (~>) may follow:"
            " make ways back of the other choices, or take the ending away."
        )
    has_one = scene.type is QuestionType.SINGLE
    if scene.must_pass and has_one and len({(choice.points, choice.target) for choice in scene.choices}) < 2:
        yield message("A must-pass scene needs a wrong answer too: add one, or take BẮT BUỘC away.")


def _doubts(exercise: Exercise, scene: Scene) -> Iterator[Message]:
    length = syllables_of(scene)
    if length > MAX_SYLLABLES:
        yield message(
            "The scene has %(count)d syllables; more than %(limit)d are too long to read on a phone."
            " Shorten it, or make two scenes of it.",
            count=length,
            limit=MAX_SYLLABLES,
        )
    if any(not media.words for media in scene.media):
        yield message(
            "A picture or sound needs words for those who cannot see or hear it: [ảnh: file | what it shows]."
        )
    if len(exercise.competencies) > 1 and _is_untagged(scene):
        yield message(
            "No choice says which competency the scene shows:"
            " write its code in brackets at the end of a feedback, such as (%(code)s).",
            code=exercise.competencies[0],
        )


def _is_untagged(scene: Scene) -> bool:
    scored = [choice for choice in scene.choices if not choice.retry]
    return len(scored) > 1 and not any(choice.tags for choice in scored)


def choices_of(exercise: Exercise, scene: Scene) -> Iterator[Finding]:
    """What is wrong with the choices of a scene, before anything is known of where they lead."""
    for choice in scene.choices:
        for sentence in [*_contradictions(choice), *(_arrows(choice) if exercise.is_scenario else ())]:
            yield Finding(choice.line, scene.name, sentence)
    if exercise.is_scenario and scene.type is not QuestionType.SINGLE:
        sentence = message("In a scenario every scene asks for one choice: take “DẠNG: …” away.")
        yield Finding(scene.line, scene.name, sentence)
    yield from _repeated(scene)
    scored = [choice for choice in scene.choices if not choice.retry]
    alike = {(choice.target, choice.feedback, choice.points, choice.critical) for choice in scored}
    if exercise.is_scenario and len(scored) > 1 and len(alike) == 1:
        sentence = message(
            "All choices lead to the same place with the same feedback:"
            " let them lead to different scenes, or say after > what comes of each."
        )
        yield Finding(scene.line, scene.name, sentence, error=False)


def _contradictions(choice: Choice) -> Iterator[Message]:
    if choice.critical and not choice.feedback:
        yield message("A critical error must say why: write it in the line below, after >.")
    if choice.critical and choice.right:
        yield message("An answer cannot be right and a critical error: take = or ! away.")


def _arrows(choice: Choice) -> Iterator[Message]:
    if choice.right:
        yield message("A scenario has no answers marked with =: write *, and an arrow (->) to a scene.")
    elif choice.target is None:
        yield message("The choice leads to no scene: write -> and the name of a scene behind it.")


def _repeated(scene: Scene) -> Iterator[Finding]:
    known: set[str] = set()
    for choice in scene.choices:
        words = (choice.text or choice.match).casefold()
        if words in known:
            sentence = message("A choice above has the same words: change one, or take one away.")
            yield Finding(choice.line, scene.name, sentence)
        known.add(words)

"""Where the ways of a scenario lead: dead ends, circles, scenes that nobody reaches."""

from collections.abc import Iterator

from lms.base.messages import message
from quizzes.exercise.checking.habits import judged
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Endless, values


def ways(exercise: Exercise) -> Iterator[Finding]:
    """What is wrong with the ways through a scenario."""
    reached = _reached(exercise)
    for ordinal, scene in enumerate(exercise.scenes):
        if ordinal not in reached:
            sentence = message(
                "No choice leads to this scene: write “-> %(name)s” behind a choice, or take the scene away.",
                name=scene.name,
            )
            yield Finding(scene.line, scene.name, sentence, error=False)
    yield from _ends(exercise, reached)
    yield from _values(exercise)


def _ends(exercise: Exercise, reached: set[int]) -> Iterator[Finding]:
    if not any(scene.ending for scene in exercise.scenes):
        sentence = message(
            "The scenario has no good ending: write “KẾT THÚC: đạt. …” in the scene where all goes well."
        )
        yield Finding(1, "", sentence)
    if exercise.draw is not None:
        sentence = message("Only questions are drawn; a scenario is played whole: take “Số câu” away.")
        yield Finding(1, "", sentence)
    for ordinal in sorted(reached - _escaping(exercise)):
        scene = exercise.scenes[ordinal]
        if scene.choices:
            sentence = message(
                "From this scene no ending can be reached:"
                " let a choice lead to a scene with an ending (KẾT THÚC: …)."
            )
            yield Finding(scene.line, scene.name, sentence)


def _values(exercise: Exercise) -> Iterator[Finding]:
    play = Play(exercise)
    try:
        found = values(play)
    except Endless as circle:
        scene = exercise.scenes[circle.scene]
        sentence = message(
            "Choices lead in a circle back to this scene: tick one of them as a way back (in the text: ~>)."
        )
        yield Finding(scene.line, scene.name, sentence)
        return
    yield from judged(exercise, play, found)


def _reached(exercise: Exercise) -> set[int]:
    reached, open_scenes = set(), [0]
    while open_scenes:
        ordinal = open_scenes.pop()
        if ordinal not in reached:
            reached.add(ordinal)
            targets = [choice.target for choice in exercise.scenes[ordinal].choices]
            open_scenes += [target for target in targets if target is not None]
    return reached


def _escaping(exercise: Exercise) -> set[int]:
    """Scenes from which an ending can be reached."""
    found = {ordinal for ordinal, scene in enumerate(exercise.scenes) if scene.ending is not None}
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {
            ordinal
            for ordinal, scene in enumerate(exercise.scenes)
            if any(choice.target in found for choice in scene.choices)
        }
    return found

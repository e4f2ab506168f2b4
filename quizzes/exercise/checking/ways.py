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
    play = Play(exercise)
    reached = _reached(exercise)
    for ordinal, scene in enumerate(exercise.scenes):
        if ordinal not in reached:
            yield Finding(
                scene.line,
                scene.name,
                message(
                    "No choice leads to this scene:"
                    " write “-> %(name)s” behind a choice, or take the scene away.",
                    name=scene.name,
                ),
                error=False,
            )
    if not any(scene.ending for scene in exercise.scenes):
        yield Finding(
            1,
            "",
            message(
                "The scenario has no good ending: write “KẾT THÚC: đạt. …” in the scene where all goes well."
            ),
        )
    if exercise.draw is not None:
        yield Finding(
            1, "", message("Only questions are drawn; a scenario is played whole: take “Số câu” away.")
        )
    for ordinal in sorted(reached - _escaping(exercise)):
        scene = exercise.scenes[ordinal]
        if scene.choices:
            yield Finding(
                scene.line,
                scene.name,
                message(
                    "From this scene no ending can be reached:"
                    " let a choice lead to a scene with an ending (KẾT THÚC: …)."
                ),
            )
    try:
        found = values(play)
    except Endless as circle:
        scene = exercise.scenes[circle.scene]
        yield Finding(
            scene.line,
            scene.name,
            message("Choices lead in a circle back to this scene: write ~> instead of -> for a way back."),
        )
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

"""What is wrong with a list of questions."""

from collections.abc import Iterator

from lms.base.messages import message
from quizzes.exercise.checking.habits import judged
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import values


def questions(exercise: Exercise) -> Iterator[Finding]:
    """What is wrong with its questions, and with how many are drawn."""
    for scene in exercise.scenes:
        right = [choice for choice in scene.choices if choice.right]
        if scene.choices and len(scene.choices) < 2:
            yield Finding(
                scene.line, scene.name, message("A question needs at least two answers: add another (* …).")
            )
        if scene.choices and not right:
            yield Finding(
                scene.line,
                scene.name,
                message("No answer is marked as right: write = instead of * before it."),
            )
        if len(right) > 1:
            yield Finding(
                scene.line,
                scene.name,
                message(
                    "More than one answer is marked as right:"
                    " keep one =, or write “DẠNG: chọn nhiều” above the answers."
                ),
            )
    must = sum(scene.must_pass for scene in exercise.scenes)
    if exercise.draw is not None and not max(1, must) <= exercise.draw <= len(exercise.scenes):
        yield Finding(
            1,
            "",
            message(
                "Ask at least the %(must)d questions that must be passed and at most the %(all)d there are:"
                " change “Số câu”.",
                must=max(1, must),
                all=len(exercise.scenes),
            ),
        )
    play = Play(exercise)
    yield from judged(exercise, play, values(play))

"""What is wrong with a list of questions."""

from collections.abc import Iterator

from lms.base.messages import message
from quizzes.exercise.checking.habits import judged
from quizzes.exercise.checking.kinds import of_its_kind
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import values


def questions(exercise: Exercise) -> Iterator[Finding]:
    """What is wrong with its questions, and with how many are drawn."""
    for scene in exercise.scenes:
        for line, sentence, is_error in of_its_kind(scene):
            yield Finding(line, scene.name, sentence, error=is_error)
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

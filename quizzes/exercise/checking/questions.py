"""What is wrong with a list of questions."""

from collections.abc import Iterator

from lms.base.messages import message
from quizzes.exercise.checking.habits import judged
from quizzes.exercise.checking.kinds import of_its_kind
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.quotas import fill_quotas, with_tag
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
    yield from _quotas(exercise)
    play = Play(exercise)
    yield from judged(exercise, play, values(play))


def _quotas(exercise: Exercise) -> Iterator[Finding]:
    """Whether the bank can give what is drawn by tags."""
    for count, tag in exercise.quotas:
        there = with_tag(exercise, tag)
        if there < count:
            sentence = message(
                "%(count)d questions with the tag “%(tag)s” are drawn, but the bank has %(there)d:"
                " add some, or draw fewer.",
                count=count,
                tag=tag,
                there=there,
            )
            yield Finding(1, "", sentence)
            return
    kept = sum(count for count, _ in exercise.quotas)
    filled = fill_quotas(exercise, range(len(exercise.scenes))) if kept <= len(exercise.scenes) else []
    if len(filled) < kept:
        yield Finding(
            1,
            "",
            message(
                "Too many questions have several of the tags that are drawn:"
                " each counts for one of them only."
            ),
        )
    must = sum(scene.must_pass for ordinal, scene in enumerate(exercise.scenes) if ordinal not in filled)
    if exercise.quotas and kept + must > (exercise.draw or len(exercise.scenes)):
        sentence = message(
            "By tags and by what must be passed %(count)d questions are drawn: raise “Số câu” to it.",
            count=kept + must,
        )
        yield Finding(1, "", sentence)

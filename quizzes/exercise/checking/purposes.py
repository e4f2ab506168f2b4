"""What the head must say, and what practice, an orientation test and an assessment each ask for."""

from collections.abc import Iterator

from lms.base.messages import message
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import (
    DEFAULT_ATTEMPTS,
    DEFAULT_PASS_MARK,
    DEFAULT_WAIT_HOURS,
    Exercise,
    Kind,
)
from quizzes.exercise.showing import MIXED

ORIENTATION_QUESTIONS = range(
    4, 21
)  # enough to tell lessons apart, few enough to be answered before learning
BANK_TIMES = 3  # a bank so many times what is drawn: who tries again meets other questions


def head(exercise: Exercise) -> Iterator[Finding]:
    """What is missing in the head, or cannot be meant."""
    if not exercise.code:
        yield Finding(1, "", message("The head has no code: write “Mã: …” above the first scene."))
    if not 1 <= exercise.pass_mark <= 100:
        yield Finding(1, "", message("The pass mark lies between 1 and 100 percent (Điểm đạt: 80)."))
    if exercise.attempts < 1:
        yield Finding(1, "", message("At least one attempt must be allowed (Số lần làm: 3)."))
    if not exercise.competencies:
        yield Finding(
            1,
            "",
            message(
                "The head names no competency: write “Năng lực: …” with its code, so that passing it counts."
            ),
            error=False,
        )


def purpose(exercise: Exercise) -> Iterator[Finding]:
    """What does not fit what the exercise is for."""
    if not exercise.scenes:
        return
    if exercise.kind is not Kind.PRACTICE and exercise.is_scenario:
        yield Finding(
            1,
            "",
            message("A scenario is practice; an assessment or an orientation test is a list of questions."),
        )
    elif exercise.kind is Kind.PRACTICE and not exercise.is_scenario:
        yield from _practised(exercise)
    elif exercise.kind is not Kind.PRACTICE:
        yield from _asked(exercise)
    if exercise.kind is Kind.ORIENTATION:
        yield from _orienting(exercise)


def _practised(exercise: Exercise) -> Iterator[Finding]:
    if exercise.draw is not None:
        yield Finding(
            1, "", message("Only an assessment draws questions; here all are asked: take “Số câu” away.")
        )
    for scene in exercise.scenes:
        for choice in scene.choices:
            if choice.right and not choice.feedback and scene.type not in MIXED:
                sentence = message(
                    "The right answer has no feedback: say in the line below, after >, why it is right."
                )
                yield Finding(choice.line, scene.name, sentence, error=False)


def _asked(exercise: Exercise) -> Iterator[Finding]:
    for scene in exercise.scenes:
        if scene.hint:
            sentence = message("A test shows no hints: take “GỢI Ý” away, or put it into the question.")
            yield Finding(scene.line, scene.name, sentence, error=False)
        if scene.lesson is None:
            sentence = message(
                "The question names no lesson to read again: write “XEM LẠI: bài …” below its name."
            )
            yield Finding(scene.line, scene.name, sentence, error=False)
    if exercise.draw is not None and len(exercise.scenes) < BANK_TIMES * exercise.draw:
        sentence = message(
            "The bank has %(count)d questions:"
            " add some, since with at least %(least)d a second attempt asks others.",
            count=len(exercise.scenes),
            least=BANK_TIMES * exercise.draw,
        )
        yield Finding(1, "", sentence, error=False)


def _orienting(exercise: Exercise) -> Iterator[Finding]:
    if len(exercise.scenes) not in ORIENTATION_QUESTIONS:
        yield Finding(
            1,
            "",
            message(
                "An orientation test has %(least)d to %(most)d questions: add some, or take some away.",
                least=ORIENTATION_QUESTIONS[0],
                most=ORIENTATION_QUESTIONS[-1],
            ),
        )
    settings = (exercise.draw, exercise.pass_mark, exercise.attempts, exercise.wait_hours)
    if settings != (None, DEFAULT_PASS_MARK, DEFAULT_ATTEMPTS, DEFAULT_WAIT_HOURS):
        sentence = message(
            "An orientation test has no pass mark, number of questions, attempts or wait:"
            " take these lines away."
        )
        yield Finding(1, "", sentence)

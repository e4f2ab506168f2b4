"""Questions of the demonstration: one waits, one is answered, one became the FAQ of its lesson, and of one
the words were erased."""

import uuid
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select

from courses.models import Edition, Step
from courses.queries import newest_editions, steps_of
from courses.questions.models import Question, RedactedFor
from courses.questions.rules.answering import answer, redact
from courses.questions.rules.asking import Asked, keep_question
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code

COURSE = "bao-ve-tre-em"
TRAINER = "DEMO-GV"
NAMESPACE = uuid.UUID("3f6b0c1e-9a52-4d0a-8c7e-520520520520")


class Example(NamedTuple):
    """One question, and what became of it."""

    asks: str
    lesson: int
    days_ago: int
    text: str
    answer: str | None = None
    wording: str | None = None
    redacted: RedactedFor | None = None


EXAMPLES = (
    Example(
        "TD-C001",
        3,
        4,
        "Nhà có bể nước thấp, chủ nhà bảo che bạt là được. Che bạt có đủ an toàn cho trẻ nhỏ không ạ?",
    ),
    Example(
        "TD-C001",
        2,
        9,
        "Khi đến thăm mà trẻ không muốn nói chuyện thì có nên hỏi tiếp không ạ?",
        "Không hỏi dồn. Chị nói với cháu rằng lúc nào cháu muốn kể thì chị sẵn lòng nghe, rồi "
        "chuyển sang việc khác. "
        "Lần sau đến, chị để ý xem cháu có gì khác trước không.",
    ),
    Example(
        "TD-C008",
        6,
        20,
        "Em nghe hàng xóm kể lại chứ chưa tận mắt thấy thì có báo 111 được không ạ?",
        "Báo được. Người báo tin không cần chắc chắn và không cần chứng cứ; nói rõ mình nghe từ đâu. "
        "Việc kiểm tra là của nơi nhận tin.",
        "Chỉ nghe kể lại, chưa tận mắt thấy, thì có báo 111 được không?",
    ),
    Example(
        "TD-C009",
        1,
        12,
        "Cháu An con nhà ông Bình cuối xóm nghỉ học thì làm thế nào?",
        redacted=RedactedFor.NAMES_SOMEBODY,
    ),
)


def load_demo() -> None:
    """Ask and answer them, unless somebody has asked already; the caller commits."""
    edition = next((each for each in newest_editions() if each.course.slug == COURSE), None)
    if edition is None or db.session.scalar(select(Question.id).limit(1)):
        return
    lessons = _lessons(edition)
    for number, example in enumerate(EXAMPLES):
        if example.lesson in lessons:
            _ask(number, example, lessons[example.lesson])


def _lessons(edition: Edition) -> dict[int, Step]:
    return {step.lesson: step for step in steps_of(edition.id) if step.lesson}


def _ask(number: int, example: Example, step: Step) -> None:
    asker, trainer = person_by_code(example.asks), person_by_code(TRAINER)
    if asker is None or trainer is None:
        return
    asked_at = clock.now() - timedelta(days=example.days_ago)
    key, after = str(uuid.uuid5(NAMESPACE, str(number))), asked_at + timedelta(days=2)
    keep_question(asker.id, Asked(key, step.id, None, example.text, asked_at), device=None, now=asked_at)
    if example.answer:
        answer(trainer, key, example.answer, example.wording, now=after)
    if example.redacted:
        redact(trainer, key, example.redacted, now=after)

"""What of questions people are reminded of: answers that they have not opened."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from courses.questions.queries import answered_unread
from lms.base import clock
from lms.base.matters import Matter
from lms.base.messages import message

PATIENCE = timedelta(days=2)  # as long as she may find the answer by herself
LATEST = timedelta(days=30)  # an older answer is no news any more


def unread_answers(day: date) -> Sequence[Matter]:
    """A matter for each question that was answered some days ago and whose answer was not opened."""
    morning = datetime.combine(day, time(), clock.VIETNAM)
    return [
        Matter(
            question.person_id,
            f"answer:{question.id}",
            clock.day_of(question.answered_at),
            message(
                "A trainer has answered your question about “%(place)s”.",
                place=question.step.text("vi").title,
            ),
        )
        for question in answered_unread(morning - LATEST, morning - PATIENCE)
        if question.answered_at
    ]

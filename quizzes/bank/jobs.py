"""What the bank does by itself."""

from datetime import timedelta

from lms.base import clock
from lms.base.messages import message
from lms.base.scheduling import Job
from quizzes.bank.rules.counting import count_answers


def count_again() -> None:
    """Count how questions were answered, each night."""
    count_answers(clock.now())


COUNTING = Job(
    "bank-counting",
    timedelta(days=1),
    count_again,
    message("Counts how the questions of the bank were answered."),
)

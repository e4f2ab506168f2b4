"""Who sees which question. She sees hers; trainers see all, without the name of who asked; who answers for
people sees only how many of theirs wait."""

from sqlalchemy import ColumnElement, false

from courses.questions.models import Question
from lms.people.models import Person
from lms.people.queries import merged_into
from lms.web.access import Permission


def may_answer(asker: Person) -> bool:
    """Whether the asker answers questions, and erases what may not stand in them."""
    return asker.may(Permission.EXERCISES_WRITE)


def answerable_by(asker: Person) -> ColumnElement[bool]:
    """The same question for SQL: which questions she may open to answer them."""
    return Question.id.is_not(None) if may_answer(asker) else false()


def own(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Question``: those that the asker asked herself, also on a record merged into hers."""
    return Question.person_id.in_([asker.id, *merged_into([asker.id])])

"""What attempts count for, inside a statement: by the latest correction of the answer key, where there is
one. Of an attempt that was read, :attr:`quizzes.models.Attempt.result` says the same."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from quizzes.models import Attempt, AttemptRescore


def passed_now() -> ColumnElement[bool]:
    """Whether an attempt counts as passed; condition on ``Attempt``."""
    latest = _latest(or_(AttemptRescore.passed, AttemptRescore.kept))
    return func.coalesce(latest, Attempt.passed)


def critical_now() -> ColumnElement[bool]:
    """Whether it failed by a critical error or a must-pass question."""
    latest = _latest(and_(AttemptRescore.critical, not_(AttemptRescore.kept)))
    return func.coalesce(latest, Attempt.critical)


def score_now() -> ColumnElement[int]:
    """Its score, in hundredths of a percent."""
    return func.coalesce(_latest(AttemptRescore.score), Attempt.score)


def _latest(column: Any) -> Any:
    return (
        select(column)
        .where(AttemptRescore.attempt_id == Attempt.id)
        .order_by(AttemptRescore.rescoring_id.desc())
        .limit(1)
        .correlate(Attempt)
        .scalar_subquery()
    )

"""Reading what was handed in for whoever looks it up or decides about it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from courses.models import SentApart, StepText
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt, AttemptConflict
from quizzes.policies import attempt_seen_by, conflict_seen_by, decided_by
from quizzes.queries.attempts import TOLD


def attempt_with_receipt(asker: Person, receipt: str) -> Attempt | None:
    """The attempt with this receipt, if the asker may see whose it is."""
    return db.session.scalar(
        select(Attempt).where(Attempt.receipt == receipt, attempt_seen_by(asker)).options(*TOLD)
    )


def conflicts_of(asker: Person, most: int) -> list[AttemptConflict]:
    """What arrived under the id of another attempt, the latest first, of people whom the asker may see."""
    told = (joinedload(AttemptConflict.attempt).options(*TOLD), joinedload(AttemptConflict.person))
    return list(
        db.session.scalars(
            select(AttemptConflict)
            .join(Attempt, Attempt.id == AttemptConflict.attempt_id)
            .where(conflict_seen_by(asker))
            .options(*told)
            .order_by(AttemptConflict.received_at.desc(), AttemptConflict.id.desc())
            .limit(most)
        )
    )


def conflicts_since(asker: Person, moment: datetime) -> int:
    """How many of them arrived since a moment."""
    found = select(func.count()).select_from(AttemptConflict)
    found = found.join(Attempt, Attempt.id == AttemptConflict.attempt_id).where(conflict_seen_by(asker))
    return db.session.scalar(found.where(AttemptConflict.received_at >= moment)) or 0


def kept_apart_of(asker: Person, most: int) -> list[SentApart]:
    """What was kept apart and waits for the asker to decide, the oldest first."""
    return list(
        db.session.scalars(
            select(SentApart)
            .where(SentApart.decided_at.is_(None), decided_by(asker))
            .options(joinedload(SentApart.person), joinedload(SentApart.sender))
            .order_by(SentApart.received_at, SentApart.id)
            .limit(most)
        )
    )


def waiting_apart(asker: Person) -> int:
    """How much waits for the asker to decide."""
    found = select(func.count()).select_from(SentApart)
    return db.session.scalar(found.where(SentApart.decided_at.is_(None), decided_by(asker))) or 0


def titles_of_steps(step_ids: Collection[int], language: str) -> dict[int, str]:
    """What some steps are called; in Vietnamese where they have no name in the language."""
    texts = db.session.execute(
        select(StepText.step_id, StepText.title)
        .where(StepText.step_id.in_(step_ids), StepText.language.in_((language, "vi")))
        .order_by(StepText.language == language)
    )
    return dict(iter(texts))

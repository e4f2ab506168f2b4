"""Who may see what was handed in, and decide about what was kept apart."""

from sqlalchemy import ColumnElement, Select, or_, select

from courses.models import SentApart
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.people.queries import merged_into
from lms.web.access import Permission
from quizzes.models import Attempt, AttemptConflict


def attempt_seen_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Attempt``: her own, also on a record merged into hers, and those of the people whose
    record she may see."""
    return Attempt.person_id.in_(_people_seen_by(asker))


def conflict_seen_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``AttemptConflict`` joined to its ``Attempt``: whichever of the two is such a person's."""
    people = _people_seen_by(asker)
    return or_(Attempt.person_id.in_(people), AttemptConflict.person_id.in_(people))


def _people_seen_by(asker: Person) -> Select[int]:
    return select(Person.id).where(or_(seen_by(asker), Person.id.in_(merged_into([asker.id]))))


def decided_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``SentApart``: what she did herself, and what those did whose posts she keeps today."""
    kept = seen_by(asker, clock.today(), Permission.STAFFING_IMPORT)
    return SentApart.person_id.in_(select(Person.id).where(kept))


def may_decide(asker: Person, row: SentApart) -> bool:
    """Whether the asker may take this over or leave it: the question of :func:`decided_by` for one."""
    found = select(SentApart.id).where(SentApart.id == row.id, decided_by(asker))
    return db.session.scalar(found) is not None

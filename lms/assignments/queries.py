"""Reading assignments, and since when what they ask is met."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased, joinedload

from lms.assignments.models import Assignment
from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, Holding, Requirement


def assignments_of(person_ids: Collection[int]) -> dict[int, list[Assignment]]:
    """By person, her assignments in the order in which they were given."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    for piece in in_pieces(sorted(set(person_ids))):
        _gather(found, Assignment.person_id.in_(piece))
    return found


def assignments_among(people: ColumnElement[bool]) -> dict[int, list[Assignment]]:
    """The same of the people of a condition on ``Person`` of whom something stands open, as far as nobody
    took it back."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    standing = select(Assignment.person_id).where(Assignment.ended_on.is_(None))
    among = standing.join(Person, Person.id == Assignment.person_id).where(people)
    _gather(found, Assignment.person_id.in_(among))
    return found


def done_days(assignments: Iterable[Assignment], day: date) -> dict[int, date]:
    """By assignment, the day on which she met what was asked, confirmed; those not met by ``day`` are not
    listed. A later version of the requirement counts as the one that was asked."""
    asked, held = aliased(Requirement), aliased(Requirement)
    done: dict[int, date] = {}
    for piece in in_pieces(sorted(each.id for each in assignments)):
        rows = (
            select(Assignment.id, Assignment.assigned_on, func.min(Holding.valid_from))
            .join(asked, asked.id == Assignment.requirement_id)
            .join(held, held.code == asked.code)
            .join(Holding, (Holding.requirement_id == held.id) & (Holding.person_id == Assignment.person_id))
            .where(Assignment.id.in_(piece), Holding.status == EvidenceStatus.CONFIRMED)
            .where(Holding.valid_from <= day)
            .where(Holding.valid_until.is_(None) | (Holding.valid_until > Assignment.assigned_on))
            .group_by(Assignment.id, Assignment.assigned_on)
        )
        done |= {key: max(since, met) for key, since, met in db.session.execute(rows)}
    return done


def last_learned(person_ids: Sequence[int]) -> dict[int, date]:
    """By person, the last day on which something that she learned was recorded."""
    rows = (
        select(Evidence.person_id, func.max(Evidence.occurred_on))
        .where(Evidence.person_id.in_(person_ids))
        .where(Evidence.kind.not_in([EvidenceKind.VOID, EvidenceKind.LAPSE]))
        .group_by(Evidence.person_id)
    )
    return dict(db.session.execute(rows).all())


def _gather(found: dict[int, list[Assignment]], which: ColumnElement[bool]) -> None:
    loaded = (
        joinedload(Assignment.person),
        joinedload(Assignment.requirement),
        joinedload(Assignment.assigned_by),
    )
    rows = select(Assignment).where(which).options(*loaded)
    for each in db.session.scalars(rows.order_by(Assignment.person_id, Assignment.id)):
        found[each.person_id].append(each)

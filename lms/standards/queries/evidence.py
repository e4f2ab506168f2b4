"""Reading evidence and holdings of one person."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.people.queries import merged_into
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, Holding


def holdings_of(person_id: int) -> Sequence[Holding]:
    """The intervals during which a person meets requirements, with both ends of the story."""
    found = select(Holding).where(Holding.person_id == person_id)
    return db.session.scalars(
        found.options(joinedload(Holding.requirement), joinedload(Holding.evidence)).order_by(
            Holding.requirement_id, Holding.valid_from
        )
    ).all()


def waiting_for_confirmation(person_id: int) -> Sequence[Evidence]:
    """What is declared of a person, or of whom she was merged with, neither confirmed nor voided, by day."""
    records = [person_id, *merged_into([person_id])]
    voided = select(Evidence.voids_id).where(Evidence.person_id.in_(records), Evidence.voids_id.is_not(None))
    found = (
        select(Evidence)
        .where(Evidence.person_id.in_(records), Evidence.status == EvidenceStatus.DECLARED)
        .where(Evidence.kind.not_in([EvidenceKind.VOID, EvidenceKind.LAPSE]), Evidence.id.not_in(voided))
    )
    return db.session.scalars(
        found.options(joinedload(Evidence.competency)).order_by(Evidence.occurred_on, Evidence.id)
    ).all()


def evidence_of(person_id: int) -> Sequence[Evidence]:
    """All evidence of a person, voids and lapses among it, by day."""
    found = select(Evidence).where(Evidence.person_id == person_id)
    return db.session.scalars(
        found.options(joinedload(Evidence.competency)).order_by(Evidence.occurred_on, Evidence.id)
    ).all()

"""Reading evidence and holdings of one person."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Said:
    """One row of evidence, and the row that voids it."""

    row: Evidence
    voiding: Evidence | None


@dataclass(frozen=True)
class Entry:
    """What one source says of one competency: the newest row, and those whose place it took."""

    newest: Said
    earlier: Sequence[Said]
    """The newest of them first."""

    @property
    def stands(self) -> bool:
        """Whether nobody has voided it."""
        return self.newest.voiding is None

    @property
    def is_lapse(self) -> bool:
        """Whether it says that an ability ended."""
        return self.newest.row.kind is EvidenceKind.LAPSE

    @property
    def was_declared(self) -> bool:
        """Whether it is confirmed now and was declared before."""
        declared = any(each.row.status is EvidenceStatus.DECLARED for each in self.earlier)
        return self.newest.row.status is EvidenceStatus.CONFIRMED and declared


def entries_of(person_id: int) -> list[Entry]:
    """Everything on record of a person, and of whoever was merged into her: the latest day first."""
    found = (
        select(Evidence)
        .where(Evidence.person_id.in_([person_id, *merged_into([person_id])]))
        .options(
            joinedload(Evidence.competency), joinedload(Evidence.recorded_by), joinedload(Evidence.person)
        )
        .order_by(Evidence.revision.desc(), Evidence.id.desc())
    )
    rows = db.session.scalars(found).all()
    voidings = {row.voids_id: row for row in rows if row.voids_id}
    sources: dict[tuple[str, int], list[Said]] = {}
    for row in rows:
        if row.kind is not EvidenceKind.VOID:
            key = row.source, row.competency_id
            sources.setdefault(key, []).append(Said(row, voidings.get(row.id)))
    entries = [Entry(newest, earlier) for newest, *earlier in sources.values()]
    return sorted(entries, key=lambda each: (each.newest.row.occurred_on, each.newest.row.id), reverse=True)

"""What a source has said before, and the revision that says something else now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import insert, select

from lms.base import clock
from lms.base.database import db
from lms.standards.models import Evidence, EvidenceClause, EvidenceKind, EvidenceStatus
from lms.standards.rules.checking import NewEvidence
from lms.standards.rules.gathering import BATCH


@dataclass(frozen=True)
class Revision:
    """One row of a source, with what it covers and whether somebody voided it."""

    evidence: Evidence
    clause_ids: tuple[int, ...]
    voided: bool = False

    def says(self, row: NewEvidence) -> bool:
        """Whether its content is that of ``row``."""
        old = self.evidence
        shown = (old.person_id, old.level, old.kind, old.status, old.mode, old.occurred_on)
        named = (old.document, old.note, self.clause_ids)
        return shown == (
            row.person_id,
            row.level,
            row.kind,
            row.status,
            row.mode,
            row.occurred_on,
        ) and named == (row.document, row.note, row.clause_ids)


@dataclass
class Ledger:
    """The sources that one act of recording touches: what they said before, and what is added to them."""

    revisions: dict[tuple[str, int], list[Revision]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    """The people whose evidence changed."""
    added: list[Revision] = field(default_factory=list)

    @classmethod
    def of(cls, sources: Iterable[str]) -> "Ledger":
        """The ledger of these sources, read in batches."""
        ledger = cls()
        ordered = sorted(set(sources))
        for start in range(0, len(ordered), BATCH):
            for revision in _revisions(ordered[start : start + BATCH]):
                key = revision.evidence.source, revision.evidence.competency_id
                ledger.revisions.setdefault(key, []).append(revision)
        return ledger

    def enter(self, row: NewEvidence) -> Evidence:
        """The evidence that stands for ``row``: the one that is there, or a new revision of its source."""
        before = self.revisions.setdefault((row.source, row.competency_id), [])
        return _answer(row, before) or self._revise(row, before)

    def close(self) -> None:
        """Write what was added, with the clauses it covers."""
        db.session.flush()
        pairs = [
            {"evidence_id": each.evidence.id, "clause_id": clause_id}
            for each in self.added
            for clause_id in each.clause_ids
        ]
        if pairs:
            db.session.execute(insert(EvidenceClause), pairs)

    def _revise(self, row: NewEvidence, before: list[Revision]) -> Evidence:
        if before and not before[-1].voided:
            db.session.flush()  # the row to be voided may be of this very act, and needs its id
            voided = before[-1].evidence
            self.touched.add(voided.person_id)
            db.session.add(voiding(voided, row.by))
        revision = Revision(_evidence(row, len(before) + 1), row.clause_ids)
        db.session.add(revision.evidence)
        before.append(revision)
        self.added.append(revision)
        self.touched.add(row.person_id)
        return revision.evidence


def voiding(evidence: Evidence, by: int | None, note: str | None = None) -> Evidence:
    """The row that voids ``evidence``, not yet added."""
    return Evidence(
        person_id=evidence.person_id,
        competency_id=evidence.competency_id,
        level=evidence.level,
        kind=EvidenceKind.VOID,
        status=evidence.status,
        mode=evidence.mode,
        occurred_on=evidence.occurred_on,
        recorded_at=clock.now(),
        recorded_by_id=by,
        source=f"void:{evidence.id}",
        voids_id=evidence.id,
        note=note,
    )


def clauses_of(evidence_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The clause versions that each of these rows covers."""
    pairs = select(EvidenceClause.evidence_id, EvidenceClause.clause_id).order_by(EvidenceClause.clause_id)
    covered: dict[int, tuple[int, ...]] = {}
    chosen = EvidenceClause.evidence_id.in_(evidence_ids)
    for evidence_id, clause_id in db.session.execute(pairs.where(chosen)):
        covered[evidence_id] = (*covered.get(evidence_id, ()), clause_id)
    return covered


def voided_among(evidence_ids: Sequence[int]) -> set[int]:
    """Which of these rows somebody has voided."""
    rows = db.session.scalars(select(Evidence.voids_id).where(Evidence.voids_id.in_(evidence_ids)))
    return {voids_id for voids_id in rows if voids_id is not None}


def _revisions(sources: Sequence[str]) -> Iterator[Revision]:
    rows = db.session.scalars(
        select(Evidence).where(Evidence.source.in_(sources)).order_by(Evidence.revision)
    ).all()
    ids = [row.id for row in rows]
    covered, voided = clauses_of(ids), voided_among(ids)
    for row in rows:
        yield Revision(row, covered.get(row.id, ()), row.id in voided)


def _answer(row: NewEvidence, before: Sequence[Revision]) -> Evidence | None:
    """The evidence that answers the row already, or None where the row is news."""
    if not before:
        return None
    latest = before[-1]
    if latest.voided:
        return next((each.evidence for each in before if each.says(row)), None)
    confirmed = latest.evidence.status is EvidenceStatus.CONFIRMED
    if latest.says(row) or (confirmed and row.status is EvidenceStatus.DECLARED):
        return latest.evidence
    return None


def _evidence(row: NewEvidence, revision: int) -> Evidence:
    return Evidence(
        person_id=row.person_id,
        competency_id=row.competency_id,
        level=row.level,
        kind=row.kind,
        status=row.status,
        mode=row.mode,
        occurred_on=row.occurred_on,
        recorded_at=clock.now(),
        recorded_by_id=row.by,
        source=row.source,
        revision=revision,
        document=row.document,
        note=row.note,
    )

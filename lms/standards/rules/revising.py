"""What a source has said before, and the revision that says something else now."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.base import clock
from lms.base.bulk import in_pieces, insert_rows, new_ids
from lms.base.database import db
from lms.standards.models import Evidence, EvidenceClause, EvidenceKind, EvidenceStatus
from lms.standards.rules.checking import NewEvidence


@dataclass(eq=False)
class Revision:
    """One row of a source: what it says, and whether somebody voided it."""

    said: NewEvidence
    number: int
    """The first one of its source is 1."""
    id: int = 0
    """The key of its row; 0 until the ledger is closed."""
    voided: bool = False

    def says(self, row: NewEvidence) -> bool:
        """Whether its content is that of ``row``, whoever recorded it."""
        return _content(self.said) == _content(row)


@dataclass(eq=False)
class Voiding:
    """A row that voids another one."""

    voided: Revision
    by: int | None
    note: str | None = None
    id: int = 0


@dataclass
class Ledger:
    """The sources that one act of recording touches: what they said before, and what is added to them."""

    revisions: dict[tuple[str, int], list[Revision]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    """The people whose evidence changed."""
    added: list[Revision | Voiding] = field(default_factory=list)

    @classmethod
    def of(cls, sources: Iterable[str]) -> "Ledger":
        """The ledger of these sources, read in pieces."""
        ledger = cls()
        for piece in in_pieces(sorted(set(sources))):
            for revision in _revisions(piece):
                key = revision.said.source, revision.said.competency_id
                ledger.revisions.setdefault(key, []).append(revision)
        return ledger

    def enter(self, row: NewEvidence) -> Revision:
        """The revision that stands for ``row``: one that is there, or a new one of its source."""
        before = self.revisions.setdefault((row.source, row.competency_id), [])
        return _answer(row, before) or self._revise(row, before)

    def restate(self, row: NewEvidence) -> Revision:
        """The revision that stands for ``row``, also where its source had taken it back."""
        before = self.revisions.setdefault((row.source, row.competency_id), [])
        if before and not before[-1].voided and before[-1].says(row):
            return before[-1]
        return self._revise(row, before)

    def keep_only(self, said: Set[tuple[str, int]], by: int | None, note: str | None) -> None:
        """Void what stands for a source and a competency that are not among those said."""
        for key, revisions in self.revisions.items():
            if key not in said and not revisions[-1].voided:
                revisions[-1].voided = True
                self.void(revisions[-1], by, note)

    def void(self, revision: Revision, by: int | None, note: str | None = None) -> Voiding:
        """Declare a revision a mistake."""
        voiding = Voiding(revision, by, note)
        self.added.append(voiding)
        self.touched.add(revision.said.person_id)
        return voiding

    def close(self) -> None:
        """Write what was added, with the clauses it covers."""
        now = clock.now()
        for each, key in zip(self.added, new_ids(Evidence, len(self.added)), strict=True):
            each.id = key
        insert_rows(Evidence, [_row(each, now) for each in self.added])
        pairs = [
            {"evidence_id": each.id, "clause_id": clause_id}
            for each in self.added
            if isinstance(each, Revision)
            for clause_id in each.said.clause_ids
        ]
        insert_rows(EvidenceClause, pairs)

    def _revise(self, row: NewEvidence, before: list[Revision]) -> Revision:
        if before and not before[-1].voided:
            self.void(before[-1], row.by)
        revision = Revision(row, len(before) + 1)
        before.append(revision)
        self.added.append(revision)
        self.touched.add(row.person_id)
        return revision


def revision_of(evidence: Evidence) -> Revision:
    """A row as the ledger sees it."""
    covered = _clauses_of([evidence.id]).get(evidence.id, ())
    return _revision(evidence, covered, bool(_voided_among([evidence.id])))


def _content(row: NewEvidence) -> tuple[object, ...]:
    shown = (row.person_id, row.level, row.kind, row.status, row.mode, row.occurred_on)
    return *shown, row.document, row.note, row.clause_ids


def _clauses_of(evidence_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    pairs = select(EvidenceClause.evidence_id, EvidenceClause.clause_id).order_by(EvidenceClause.clause_id)
    covered: dict[int, tuple[int, ...]] = {}
    chosen = EvidenceClause.evidence_id.in_(evidence_ids)
    for evidence_id, clause_id in db.session.execute(pairs.where(chosen)):
        covered[evidence_id] = (*covered.get(evidence_id, ()), clause_id)
    return covered


def _voided_among(evidence_ids: Sequence[int]) -> set[int]:
    rows = db.session.scalars(select(Evidence.voids_id).where(Evidence.voids_id.in_(evidence_ids)))
    return {voids_id for voids_id in rows if voids_id is not None}


def _revisions(sources: Sequence[str]) -> Iterator[Revision]:
    rows = db.session.execute(_SAID.where(Evidence.source.in_(sources)).order_by(Evidence.revision)).all()
    if not rows:
        return
    ids = [row.id for row in rows]
    covered, voided = _clauses_of(ids), _voided_among(ids)
    for row in rows:
        yield _revision(row, covered.get(row.id, ()), row.id in voided)


_SAID = select(
    Evidence.id,
    Evidence.person_id,
    Evidence.competency_id,
    Evidence.level,
    Evidence.kind,
    Evidence.status,
    Evidence.mode,
    Evidence.occurred_on,
    Evidence.recorded_by_id,
    Evidence.source,
    Evidence.revision,
    Evidence.document,
    Evidence.note,
)


def _revision(row: Any, clause_ids: tuple[int, ...], voided: bool) -> Revision:
    said = NewEvidence(
        person_id=row.person_id,
        competency_id=row.competency_id,
        occurred_on=row.occurred_on,
        kind=row.kind,
        status=row.status,
        source=row.source,
        mode=row.mode,
        level=row.level,
        by=row.recorded_by_id,
        clause_ids=clause_ids,
        document=row.document,
        note=row.note,
    )
    return Revision(said, row.revision, row.id, voided)


def _answer(row: NewEvidence, before: Sequence[Revision]) -> Revision | None:
    """The revision that answers the row already, or None where the row is news."""
    if not before:
        return None
    latest = before[-1]
    if latest.voided:
        return next((each for each in before if each.says(row)), None)
    confirmed = latest.said.status is EvidenceStatus.CONFIRMED
    if latest.says(row) or (confirmed and row.status is EvidenceStatus.DECLARED):
        return latest
    return None


def _row(added: Revision | Voiding, now: datetime) -> dict[str, Any]:
    """The columns of what was added; a voiding repeats what it voids."""
    said = added.voided.said if isinstance(added, Voiding) else added.said
    row = {
        "id": added.id,
        "person_id": said.person_id,
        "competency_id": said.competency_id,
        "level": said.level,
        "status": said.status,
        "mode": said.mode,
        "occurred_on": said.occurred_on,
        "recorded_at": now,
    }
    if isinstance(added, Voiding):
        return {
            **row,
            "kind": EvidenceKind.VOID,
            "recorded_by_id": added.by,
            "source": f"void:{added.voided.id}",
            "revision": 1,
            "voids_id": added.voided.id,
            "document": None,
            "note": added.note,
        }
    return {
        **row,
        "kind": said.kind,
        "recorded_by_id": said.by,
        "source": said.source,
        "revision": added.number,
        "voids_id": None,
        "document": said.document,
        "note": said.note,
    }

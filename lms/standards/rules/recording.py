"""The only writer of evidence. Rows are never changed: a mistake is voided, a judgement again is a revision.

Every function locks first and brings the holdings of the people concerned up to date in the same
transaction. One lock guards all evidence: a source is unique across people, and a roster writes for many.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from lms.base import audit
from lms.base.bulk import in_pieces
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, Mode
from lms.standards.rules.checking import NewEvidence, checked, fitting
from lms.standards.rules.holding import recompute
from lms.standards.rules.revising import Ledger, revision_of

__all__ = [
    "AlreadyVoided",
    "NewEvidence",
    "NothingToRestore",
    "lapse",
    "record",
    "record_many",
    "record_rows",
    "restore",
    "settle",
    "void",
]


class AlreadyVoided(Refusal):
    """A row is voided once."""


class NothingToRestore(Refusal):
    """Only what was voided, and nothing newer took the place of, can be recorded again."""


def record(
    *,
    person_id: int,
    competency_id: int,
    occurred_on: date,
    kind: EvidenceKind,
    status: EvidenceStatus,
    source: str,
    mode: Mode = Mode.SELF,
    level: int = 1,
    by: int | None = None,
    clause_ids: Collection[int] = (),
    document: str | None = None,
    note: str | None = None,
) -> Evidence:
    """Record that a person showed a competency: :func:`record_many` for one row."""
    row = NewEvidence(
        person_id=person_id,
        competency_id=competency_id,
        occurred_on=occurred_on,
        kind=kind,
        status=status,
        source=source,
        mode=mode,
        level=level,
        by=by,
        clause_ids=tuple(clause_ids),
        document=document,
        note=note,
    )
    return record_many([row])[0]


def record_many(rows: Iterable[NewEvidence]) -> list[Evidence]:
    """The same as :func:`record_rows` for those who go on with the evidence itself."""
    ids = record_rows(rows)
    found: dict[int, Evidence] = {}
    for piece in in_pieces(sorted(set(ids))):
        found.update(
            (each.id, each) for each in db.session.scalars(select(Evidence).where(Evidence.id.in_(piece)))
        )
    return [found[each] for each in ids]


def record_rows(rows: Iterable[NewEvidence]) -> list[int]:
    """Record many at once, all or nothing; returns the ids of the evidence that stands for each row, in
    their order.

    The same source and competency again: with equal content the row that is there is returned; with other
    content it is voided and the next revision added. Two exceptions: a declaration never displaces what was
    confirmed, and content that somebody has voided as a mistake does not come back.

    Raises the refusals of :mod:`lms.standards.rules.checking`: ``FutureEvidence``, ``UnknownLevel``,
    ``DocumentMissing`` (for confirmed evidence of another body) and ``TextTooLong``.
    """
    lock_for_writing("evidence")
    cleaned = checked(list(rows))
    ledger = Ledger.of(row.source for row in cleaned)
    standing = [ledger.enter(row) for row in cleaned]
    ledger.close()
    recompute(ledger.touched)
    return [revision.id for revision in standing]


def settle(
    sources: Iterable[str], rows: Iterable[NewEvidence], *, by: int | None, note: str | None = None
) -> None:
    """Bring the evidence of these sources in line with what they say now, all or nothing.

    For a source that corrects itself, as a class does whose sign-in sheet was read wrongly: what it no longer
    says is voided, what it says differently or says again is its next revision. ``rows`` name only sources
    among ``sources``. Raises what :func:`record_rows` raises.
    """
    lock_for_writing("evidence")
    cleaned = checked(list(rows))
    ledger = Ledger.of(sources)
    ledger.keep_only({(row.source, row.competency_id) for row in cleaned}, by, note)
    for row in cleaned:
        ledger.restate(row)
    ledger.close()
    recompute(ledger.touched)


def void(evidence: Evidence, *, by: int | None, note: str) -> Evidence:
    """Declare a row a mistake, for all dates; returns the row that voids it.

    Raises :class:`AlreadyVoided` where that was done before.
    """
    lock_for_writing("evidence")
    revision = revision_of(evidence)
    if evidence.kind is EvidenceKind.VOID or revision.voided:
        raise AlreadyVoided(message("This evidence has already been voided."))
    ledger = Ledger()
    voiding = ledger.void(revision, by, fitting(note, 300))
    ledger.close()
    audit.record("evidence:voided", evidence, by=by, facts={"void": voiding.id})
    recompute(ledger.touched)
    return db.session.get_one(Evidence, voiding.id)


def restore(evidence: Evidence, *, by: int) -> Evidence:
    """Take a voiding back: record once more what was voided, as the next revision of its source.

    Raises :class:`NothingToRestore` where it stands, or something newer has taken its place.
    """
    lock_for_writing("evidence")
    ledger = Ledger.of([evidence.source])
    revisions = ledger.revisions.get((evidence.source, evidence.competency_id), [])
    if not revisions or revisions[-1].id != evidence.id or not revisions[-1].voided:
        raise NothingToRestore(
            message("This evidence is not voided, or something newer has taken its place.")
        )
    again = ledger.restate(replace(revisions[-1].said, by=by))
    ledger.close()
    audit.record("evidence:restored", evidence, by=by, facts={"again": again.id})
    recompute(ledger.touched)
    return db.session.get_one(Evidence, again.id)


def lapse(*, person_id: int, competency_id: int, occurred_on: date, by: int | None, note: str) -> Evidence:
    """Withdraw an ability from a day on: what was shown up to and on that day no longer counts from then.

    What is shown on a later day counts again. A day still to come is refused (``FutureEvidence``). A lapse
    that was voided is recorded anew.
    """
    lock_for_writing("evidence")
    row = NewEvidence(
        person_id=person_id,
        competency_id=competency_id,
        occurred_on=occurred_on,
        kind=EvidenceKind.LAPSE,
        status=EvidenceStatus.CONFIRMED,
        source=f"lapse:{person_id}:{occurred_on.isoformat()}",
        by=by,
        note=note,
    )
    cleaned = checked([row])[0]
    ledger = Ledger.of([cleaned.source])
    lapsed = ledger.restate(cleaned)
    ledger.close()
    recompute(ledger.touched)
    evidence = db.session.get_one(Evidence, lapsed.id)
    facts = {"person": person_id, "day": occurred_on.isoformat()}
    audit.record("evidence:lapsed", evidence, by=by, facts=facts)
    return evidence

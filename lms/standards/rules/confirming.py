"""Answering for what was only declared, after seeing its document; and taking that back."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import select

from lms.base import audit
from lms.base.bulk import in_pieces
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus
from lms.standards.rules.checking import needed
from lms.standards.rules.holding import recompute
from lms.standards.rules.revising import Ledger, Revision


class NothingToConfirm(Refusal):
    """Only declared evidence that still stands can be confirmed."""


class NothingToTakeBack(Refusal):
    """Only what was declared before can be declared again."""


def confirm(evidence: Evidence, *, by: int, document: str) -> Evidence:
    """Answer for one row as :func:`confirm_all` does; raises :class:`NothingToConfirm` where it is confirmed
    or voided already."""
    lock_for_writing("evidence")
    confirmed = confirm_all([evidence.id], by=by, document=document)
    if not confirmed:
        raise NothingToConfirm(message("This evidence is not waiting for confirmation."))
    return db.session.get_one(Evidence, confirmed[0])


def confirm_all(evidence_ids: Iterable[int], *, by: int, document: str) -> list[int]:
    """Answer for declared evidence after seeing its document, in one write: each row is voided and its
    confirmed revision added, so that each can be taken back by itself.

    Returns the ids of the confirmed rows; what is confirmed or voided meanwhile is left alone. Raises
    ``DocumentMissing`` without a document, ``TextTooLong`` beyond 200 characters.
    """
    lock_for_writing("evidence")
    number, wanted = needed(document), set(evidence_ids)
    ledger = Ledger.of(_sources_of(wanted))
    pairs = [
        (declared, ledger.enter(replace(declared.said, status=_CONFIRMED, by=by, document=number)))
        for declared in _waiting(ledger, wanted)
    ]
    ledger.close()
    acts = [audit.Act(confirmed.id, {"declared": declared.id}) for declared, confirmed in pairs]
    audit.record_many("evidence:confirmed", Evidence, acts, by=by)
    recompute(ledger.touched)
    return [confirmed.id for _, confirmed in pairs]


def take_back(evidence: Evidence, *, by: int) -> Evidence:
    """Take a confirmation back: what was declared before it is declared again, as the next revision.

    Raises :class:`NothingToTakeBack` where the row does not stand, or was never declared.
    """
    lock_for_writing("evidence")
    ledger = Ledger.of([evidence.source])
    *before, latest = ledger.revisions[evidence.source, evidence.competency_id]
    declared = [each for each in before if each.said.status is EvidenceStatus.DECLARED]
    if latest.id != evidence.id or latest.voided or not declared or latest.said.status is not _CONFIRMED:
        raise NothingToTakeBack(
            message("Nobody declared this before it was confirmed. Void it if it is wrong.")
        )
    again = ledger.restate(replace(declared[-1].said, by=by))
    ledger.close()
    audit.record("evidence:unconfirmed", evidence, by=by, facts={"declared": again.id})
    recompute(ledger.touched)
    return db.session.get_one(Evidence, again.id)


_CONFIRMED = EvidenceStatus.CONFIRMED


def _sources_of(evidence_ids: Collection[int]) -> set[str]:
    found: set[str] = set()
    for piece in in_pieces(sorted(evidence_ids)):
        found.update(db.session.scalars(select(Evidence.source).where(Evidence.id.in_(piece))))
    return found


def _waiting(ledger: Ledger, wanted: Collection[int]) -> list[Revision]:
    """Those wanted that are declared and stand, in the order of their keys."""
    found = [each for revisions in ledger.revisions.values() for each in revisions if each.id in wanted]
    return sorted((each for each in found if _waits(each)), key=lambda one: one.id)


def _waits(revision: Revision) -> bool:
    shows_nothing = revision.said.kind in (EvidenceKind.VOID, EvidenceKind.LAPSE)
    return revision.said.status is EvidenceStatus.DECLARED and not (revision.voided or shows_nothing)

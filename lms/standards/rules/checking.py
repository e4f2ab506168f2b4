"""What evidence must be like before it is recorded, and the refusals that say why it is not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.standards.models import Competency, EvidenceKind, EvidenceStatus, Mode, ScaleLevel


class FutureEvidence(Refusal):
    """Something cannot have been shown on a day that is still to come."""


class UnknownLevel(Refusal):
    """The competency's scale has no such level."""


class DocumentMissing(Refusal):
    """Nothing outside the product is confirmed without the paper that proves it."""


class TextTooLong(Refusal):
    """A document's number or a note does not fit."""


@dataclass(frozen=True)
class NewEvidence:
    """Evidence to be recorded; the fields mean what the columns of :class:`Evidence` mean."""

    person_id: int
    competency_id: int
    occurred_on: date
    kind: EvidenceKind
    status: EvidenceStatus
    source: str
    mode: Mode = Mode.SELF
    level: int = 1
    by: int | None = None
    clause_ids: tuple[int, ...] = ()
    document: str | None = None
    note: str | None = None


def checked(rows: Sequence[NewEvidence]) -> list[NewEvidence]:
    """The rows with their texts in normal form; the first that cannot be recorded is refused."""
    tops, today = _top_levels(), clock.today()
    for row in rows:
        if row.kind is EvidenceKind.VOID:
            raise ValueError("a void is written by void()")
        if row.occurred_on > today:
            raise FutureEvidence(
                message(
                    "%(day)s is still to come: only what has happened is recorded.",
                    day=f"{row.occurred_on:%d/%m/%Y}",
                )
            )
        if not 1 <= row.level <= tops.get(row.competency_id, 1):
            raise UnknownLevel(message("This scale has no level %(level)s.", level=row.level))
        if row.kind is EvidenceKind.OUTSIDE and row.status is EvidenceStatus.CONFIRMED:
            needed(row.document)
    return [_cleaned(row) for row in rows]


def needed(document: str | None) -> str:
    """The document's number in normal form; :class:`DocumentMissing` where there is none."""
    fitted = fitting(document, 200)
    if not fitted:
        raise DocumentMissing(message("Confirming needs the number of the certificate or decision."))
    return fitted


def fitting(text: str | None, most: int) -> str | None:
    """A text in normal form, None when empty; :class:`TextTooLong` beyond ``most`` characters."""
    cleaned = clean(text or "")
    if len(cleaned) > most:
        raise TextTooLong(
            message("The text has %(count)s characters; at most %(most)s fit.", count=len(cleaned), most=most)
        )
    return cleaned or None


def _cleaned(row: NewEvidence) -> NewEvidence:
    source, clause_ids = clean(row.source), tuple(sorted(set(row.clause_ids)))
    document, note = fitting(row.document, 200), fitting(row.note, 300)
    if (source, document, note, clause_ids) == (row.source, row.document, row.note, row.clause_ids):
        return row
    return replace(row, source=source, document=document, note=note, clause_ids=clause_ids)


def _top_levels() -> dict[int, int]:
    """The highest level of each competency; 1 where its scale lists none."""
    tops: dict[int, int] = {}
    levels = select(Competency.id, ScaleLevel.ordinal).outerjoin(
        ScaleLevel, ScaleLevel.scale == Competency.scale
    )
    for competency_id, ordinal in db.session.execute(levels):
        tops[competency_id] = max(tops.get(competency_id, 1), ordinal or 1)
    return tops

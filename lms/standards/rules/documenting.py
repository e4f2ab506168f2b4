"""Keeping the office's own documents, and saying of any document how it ended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message
from lms.base.text import clean
from lms.standards.models import Clause, Document
from lms.standards.models.document import CERTAIN, UNCERTAIN
from lms.standards.policies import may_end, may_rewrite
from lms.standards.rules.numbering import number_key

OLDEST = date(1945, 9, 2)  # no document of this state is older
YEARS_AHEAD = 20  # a day further in the future than this was mistyped


class UnfitValue(Refusal):
    """A value of a form cannot be; ``field`` is its name there."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


class NotOurs(Refusal):
    """What the product ships is not rewritten here."""


@dataclass(frozen=True)
class DocumentFacts:
    """What the office says of one of its documents; the fields mean what the columns mean."""

    number: str
    name_vi: str
    name_en: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    unconfirmed: bool = False
    """Whether a specialist still has to say that these facts are right."""


def add_document(facts: DocumentFacts, *, by: int | None) -> Document:
    """Put a document of the office on the list. Raises :class:`UnfitValue`."""
    _lock()
    document = Document(added_by_id=by, added_at=clock.now())
    _write(document, facts)
    db.session.add(document)
    db.session.flush()
    audit.record("document:added", document, by=by, facts={"number": document.number})
    return document


def change_document(document_id: int, facts: DocumentFacts, *, by: int) -> Document:
    """Say something else of a document of the office. Raises :class:`UnfitValue`, :class:`NotOurs`."""
    _lock()
    document = db.session.get_one(Document, document_id)
    if not may_rewrite(document):
        raise _not_ours()
    _write(document, facts)
    for clause in _clauses(document.id):
        if clause.is_local:
            clause.confidence = document.confidence
    changed = sorted(name for name in _COLUMNS if db.inspect(document).attrs[name].history.has_changes())
    db.session.flush()
    audit.record("document:changed", document, by=by, facts={"number": document.number, "columns": changed})
    return document


def end_document(document_id: int, ended_on: date | None, replaced_by_id: int | None, *, by: int) -> Document:
    """Say when a document ended and what replaced it; without a day, that it has not ended.

    What was shipped as ended stays so. Raises :class:`UnfitValue`, :class:`NotOurs`.
    """
    _lock()
    document = db.session.get_one(Document, document_id)
    if not may_end(document):
        raise _not_ours()
    _check_end(document, ended_on, replaced_by_id)
    document.ended_on, document.replaced_by_id = ended_on, replaced_by_id
    document.end_noted_at = clock.now() if ended_on else None
    db.session.flush()
    facts = {"number": document.number, "ended_on": str(ended_on), "replaced_by_id": replaced_by_id}
    audit.record("document:ended" if ended_on else "document:reopened", document, by=by, facts=facts)
    return document


_COLUMNS = ("number", "name_vi", "name_en", "issued_on", "effective_on", "confidence")


def _lock() -> None:
    lock_for_writing("standard", "evidence")  # as loading does: both write the same rows


def _not_ours() -> NotOurs:
    return NotOurs(message("This comes with the product and is corrected by its next version only."))


def _write(document: Document, facts: DocumentFacts) -> None:
    number = clean(facts.number)
    _check_number(number, document.id)
    _check_days(document, facts)
    document.number = number
    document.name_vi, document.name_en = clean(facts.name_vi), clean(facts.name_en)
    document.issued_on, document.effective_on = facts.issued_on, facts.effective_on
    document.confidence = UNCERTAIN if facts.unconfirmed else CERTAIN


def _check_number(number: str, own_id: int | None) -> None:
    numbers = select(Document.id, Document.number)
    for row in db.session.execute(numbers):
        if row.id != own_id and number_key(row.number) == number_key(number):
            raise UnfitValue(
                "number",
                message(
                    "%(number)s is on the list already. If the number comes again every year, write the year"
                    " behind it in brackets.",
                    number=row.number,
                ),
            )


def _check_days(document: Document, facts: DocumentFacts) -> None:
    issued, effective = facts.issued_on, facts.effective_on
    check_plausible("issued_on", issued)
    check_plausible("effective_on", effective)
    if issued and issued > clock.today():
        raise UnfitValue(
            "issued_on",
            message("%(day)s is still to come; only what is issued is listed.", day=_said(issued)),
        )
    if issued and effective and effective < issued:
        raise UnfitValue(
            "effective_on",
            message("Issued on %(day)s, it cannot have been in force before that.", day=_said(issued)),
        )
    if effective and document.ended_on and effective >= document.ended_on:
        raise UnfitValue(
            "effective_on",
            message("No longer in force since %(day)s, it began before that.", day=_said(document.ended_on)),
        )
    first = _first_clause_day(document.id)
    if effective and first and first < effective:
        raise UnfitValue(
            "effective_on",
            message("A passage of it holds from %(day)s on: correct the passage first.", day=_said(first)),
        )


def _check_end(document: Document, ended_on: date | None, replaced_by_id: int | None) -> None:
    check_plausible("ended_on", ended_on)
    began = document.effective_on or document.issued_on
    if ended_on and began and ended_on <= began:
        raise UnfitValue(
            "ended_on",
            message("It began on %(day)s: the day without it comes later.", day=_said(began)),
        )
    if replaced_by_id and ended_on is None:
        raise UnfitValue("ended_on", message("Give the first day on which it is no longer in force."))
    if replaced_by_id and document.id in _chain(replaced_by_id):
        raise UnfitValue(
            "replaced_by_id",
            message(
                "%(number)s cannot replace it: it was itself replaced by this one, at once or in the end.",
                number=db.session.get_one(Document, replaced_by_id).number,
            ),
        )


def _chain(document_id: int | None) -> list[int]:
    """A document, the one that replaced it, and so on to the one that stands."""
    after = {row.id: row.replaced_by_id for row in db.session.execute(_REPLACED)}
    chain: list[int] = []
    while document_id is not None and document_id not in chain:
        chain.append(document_id)
        document_id = after[document_id]
    return chain


_REPLACED = select(Document.id, Document.replaced_by_id)


def check_plausible(field: str, day: date | None) -> None:
    """Refuse a day that only a slip of the finger can have meant."""
    if day and not (day >= OLDEST and day.year <= clock.today().year + YEARS_AHEAD):
        raise UnfitValue(field, message("The year %(year)s cannot be right.", year=day.year))


def _clauses(document_id: int) -> list[Clause]:
    return list(db.session.scalars(select(Clause).where(Clause.document_id == document_id)))


def _first_clause_day(document_id: int | None) -> date | None:
    return db.session.scalar(select(func.min(Clause.effective_on)).where(Clause.document_id == document_id))


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"

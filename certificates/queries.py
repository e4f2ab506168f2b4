"""Reading awards, issuers and what waits."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from certificates.models import Award, AwardEvent, AwardEventKind, AwardFile, FileKind, Issuer
from certificates.policies import approvable_by, readable_by
from courses.models import Edition, Enrolment, Section, Step, StepCompletion
from lms.base.clock import day_of
from lms.base.database import db
from lms.people.models import Person

_WHOLE = (
    joinedload(Award.person),
    joinedload(Award.issuer),
    joinedload(Award.enrolment).joinedload(Enrolment.edition),
    selectinload(Award.events),
    selectinload(Award.files),
)


def award(award_id: int) -> Award | None:
    """One award with all that is shown of it."""
    return db.session.scalar(select(Award).where(Award.id == award_id).options(*_WHOLE))


def award_by_code(code: str) -> Award | None:
    """The award with this verification code (twelve characters, no hyphens)."""
    return db.session.scalar(select(Award).where(Award.code == code).options(*_WHOLE))


def awards_of(person_id: int) -> list[Award]:
    """A person's awards that were approved, newest first; what a newer paper replaced comes after it."""
    found = select(Award).where(Award.person_id == person_id, Award.number.is_not(None)).options(*_WHOLE)
    return list(db.session.scalars(found.order_by(Award.issued_on.desc(), Award.id.desc())))


def award_for(enrolment_id: int) -> Award | None:
    """The newest award for an enrolment."""
    found = select(Award).where(Award.enrolment_id == enrolment_id).options(*_WHOLE)
    return db.session.scalar(found.order_by(Award.revision.desc()).limit(1))


def issued_for(person_ids: Collection[int], step_ids: Collection[int]) -> list[Award]:
    """The numbered awards of these people for the editions in which these steps stand, by name."""
    editions = (
        select(Section.edition_id).join(Step, Step.section_id == Section.id).where(Step.id.in_(step_ids))
    )
    found = (
        select(Award)
        .join(Award.person)
        .join(Award.enrolment)
        .where(Award.number.is_not(None), Award.person_id.in_(person_ids), Enrolment.edition_id.in_(editions))
    )
    return list(db.session.scalars(found.options(*_WHOLE).order_by(Person.sort_key, Award.id)))


def candidates(asker: Person) -> Select[Award]:
    """The awards that wait for an approval which the asker may give, by course and name."""
    return (
        select(Award)
        .join(Award.person)
        .join(Award.enrolment)
        .where(Award.number.is_(None), Person.standing(), approvable_by(asker))
        .options(*_WHOLE)
        .order_by(Enrolment.edition_id, Person.sort_key, Award.id)
    )


class Waiting(NamedTuple):
    """What waits for somebody who decides over certificates."""

    approval: int
    """Candidates."""
    signature: int
    """Approved papers that count only once they are signed."""


def waiting_for(asker: Person) -> Waiting:
    """How much waits for the asker, in one statement."""
    closed = select(AwardEvent.id).where(
        AwardEvent.award_id == Award.id,
        AwardEvent.kind.in_([AwardEventKind.SIGNED, AwardEventKind.REVOKED, AwardEventKind.SUPERSEDED]),
    )
    unsigned = and_(Award.number.is_not(None), Award.needs_signature, ~closed.exists())
    candidate = and_(Award.number.is_(None), Award.person.has(Person.standing()))
    found = select(func.count(Award.id).filter(candidate), func.count(Award.id).filter(unsigned))
    return Waiting(*db.session.execute(found.where(approvable_by(asker))).one())


def issued_since(asker: Person, day: date) -> int:
    """How many awards over which the asker decides were issued on ``day`` or later."""
    found = select(func.count(Award.id)).where(Award.issued_on >= day, approvable_by(asker))
    return db.session.scalar(found) or 0


def issued(asker: Person) -> Select[Award]:
    """The issued awards over which the asker decides, newest first."""
    return (
        select(Award)
        .where(Award.number.is_not(None), approvable_by(asker))
        .options(*_WHOLE)
        .order_by(Award.issued_on.desc(), Award.id.desc())
    )


def readable_award(asker: Person, award_id: int) -> Award | None:
    """The award, if the asker may read it."""
    return db.session.scalar(select(Award).where(Award.id == award_id, readable_by(asker)).options(*_WHOLE))


def approvable_award(asker: Person, award_id: int) -> Award | None:
    """The award, if the asker decides over it."""
    return db.session.scalar(select(Award).where(Award.id == award_id, approvable_by(asker)).options(*_WHOLE))


def file_of(award_id: int) -> AwardFile | None:
    """The file to hand out: the signed one where there is one, else the drawn one. With its bytes."""
    files = {
        file.kind: file
        for file in db.session.scalars(select(AwardFile).where(AwardFile.award_id == award_id))
    }
    return files.get(FileKind.SIGNED) or files.get(FileKind.DRAWN)


def issuers() -> Sequence[Issuer]:
    """All who issue certificates, by code."""
    return db.session.scalars(select(Issuer).order_by(Issuer.code)).all()


def issuer_for(terms: dict[str, Any]) -> Issuer | None:
    """Who issues for a course with these terms: the issuer they name, else the only one there is."""
    known = {issuer.code: issuer for issuer in issuers()}
    return known.get(terms.get("issuer", "")) or (next(iter(known.values())) if len(known) == 1 else None)


def first_day_of(enrolment: Enrolment) -> date:
    """The day on which she did the first step of an enrolment."""
    first = db.session.scalar(
        select(func.min(StepCompletion.occurred_on)).where(StepCompletion.enrolment_id == enrolment.id)
    )
    return first or day_of(enrolment.started_at)


def approve_themselves(award_ids: Sequence[int] | None = None) -> list[int]:
    """The candidates whose course approves by itself (of those given, or all), oldest first."""
    found = (
        select(Award.id)
        .join(Award.person)
        .join(Award.enrolment)
        .join(Enrolment.edition)
        .where(
            Award.number.is_(None), Person.standing(), Edition.certificate["approval"].as_string() == "self"
        )
    )
    return _ids(found, award_ids)


def undrawn(award_ids: Sequence[int] | None = None) -> list[int]:
    """The approved awards that have no file yet (of those given, or all), oldest first."""
    drawn = select(AwardFile.id).where(AwardFile.award_id == Award.id, AwardFile.kind == FileKind.DRAWN)
    return _ids(select(Award.id).where(Award.number.is_not(None), ~drawn.exists()), award_ids)


def without_award() -> list[int]:
    """The completed enrolments of editions with a certificate for which nobody was nominated."""
    found = (
        select(Enrolment.id, Edition.certificate)
        .join(Enrolment.edition)
        .outerjoin(Award, Award.enrolment_id == Enrolment.id)
        .where(Enrolment.completed_on.is_not(None), Award.id.is_(None))
        .order_by(Enrolment.id)
    )
    return [row.id for row in db.session.execute(found) if row.certificate]


def _ids(found: Select[int], award_ids: Sequence[int] | None) -> list[int]:
    if award_ids is not None:
        found = found.where(Award.id.in_(award_ids))
    return list(db.session.scalars(found.order_by(Award.id)))

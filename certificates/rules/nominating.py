"""From a completed course to a candidate for its certificate."""

from datetime import date, datetime

from sqlalchemy import select

from certificates.models import Award, AwardEvent, AwardEventKind
from certificates.queries import issuer_for
from certificates.rules.codes import new_code
from certificates.rules.numbering import lock_awards
from certificates.signals import award_nominated
from courses.models import Enrolment
from lms.base import audit, clock
from lms.base.database import db

DEFAULT_DESIGN = "giay-chung-nhan"


def nominate(enrolment: Enrolment) -> Award | None:
    """The award for a completed enrolment: the one that stands, else a new candidate.

    None for an edition without a certificate, and for an enrolment that is not completed.
    """
    lock_awards()
    terms = enrolment.edition.certificate
    if not terms or enrolment.completed_on is None:
        return None
    known = db.session.scalar(
        select(Award).where(Award.enrolment_id == enrolment.id).order_by(Award.revision.desc()).limit(1)
    )
    if known:
        return known
    issuer = issuer_for(terms)
    award = Award(
        person_id=enrolment.person_id,
        enrolment_id=enrolment.id,
        issuer_id=issuer.id if issuer else None,
        design=terms.get("design", DEFAULT_DESIGN),
        code=new_code(),
    )
    db.session.add(award)
    db.session.flush()
    note(award, AwardEventKind.NOMINATED, by=None, on=enrolment.completed_on)
    award_nominated.send(award)
    return award


def note(
    award: Award, kind: AwardEventKind, *, by: int | None, on: date, reason: str | None = None
) -> AwardEvent:
    """Add an event to an award, with its audit row. The caller holds the lock."""
    moment: datetime = clock.now()
    event = AwardEvent(award_id=award.id, kind=kind, effective_on=on, at=moment, by_id=by, reason=reason)
    db.session.add(event)
    db.session.flush()
    db.session.expire(award, ["events"])
    audit.record(f"award:{kind}", award, by=by, facts={"on": on.isoformat()})
    return event

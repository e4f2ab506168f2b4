"""Handing in a paper: an old certificate is declared evidence, with its photo, until an officer decides."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.photos import Photo
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, HandedInPaper
from lms.standards.rules.recording import record

MOST = 20  # papers of one person within the span: what a drawer holds, and no more
SPAN = timedelta(days=30)


class TooManyPapers(Refusal):
    """Somebody has handed in more than anybody looks at."""


@dataclass(frozen=True)
class PaperFacts:
    """What stands on a paper; the fields mean what the columns of :class:`HandedInPaper` mean."""

    competency_id: int
    number: str
    issuer: str
    issued_on: date


def hand_in(person_id: int, facts: PaperFacts, photo: Photo) -> HandedInPaper:
    """Keep a paper of hers and declare what it proves; the same photo for the same competency, while nobody
    has refused it, is the paper that is there already.

    Raises :class:`TooManyPapers`, and what recording evidence raises (``FutureEvidence``).
    """
    lock_for_writing("evidence")
    digest = hashlib.sha256(photo.body).hexdigest()
    known = _known(person_id, facts.competency_id, digest)
    if known:
        return known
    _refuse_too_many(person_id)
    paper = HandedInPaper(
        person_id=person_id,
        competency_id=facts.competency_id,
        number=facts.number,
        issuer=facts.issuer,
        issued_on=facts.issued_on,
        photo=photo.body,
        kind=photo.kind,
        size=len(photo.body),
        sha256=digest,
        handed_in_at=clock.now(),
    )
    db.session.add(paper)
    db.session.flush()
    evidence = record(
        person_id=person_id,
        competency_id=facts.competency_id,
        occurred_on=facts.issued_on,
        kind=EvidenceKind.OUTSIDE,
        status=EvidenceStatus.DECLARED,
        source=paper.source,
        by=person_id,
        document=f"{facts.number}, {facts.issuer}",
    )
    audit.record("paper:handed_in", paper, by=person_id, facts={"evidence": evidence.id})
    return paper


def _known(person_id: int, competency_id: int, digest: str) -> HandedInPaper | None:
    """The paper with this photo whose evidence stands."""
    alike = select(HandedInPaper).where(
        HandedInPaper.person_id == person_id,
        HandedInPaper.competency_id == competency_id,
        HandedInPaper.sha256 == digest,
    )
    papers = {paper.source: paper for paper in db.session.scalars(alike)}
    voided = select(Evidence.voids_id).where(Evidence.voids_id.is_not(None))
    standing = db.session.scalar(
        select(Evidence.source).where(
            Evidence.source.in_(papers), Evidence.kind != EvidenceKind.VOID, Evidence.id.not_in(voided)
        )
    )
    return papers[standing] if standing else None


def _refuse_too_many(person_id: int) -> None:
    since = clock.now() - SPAN
    number = select(func.count()).where(
        HandedInPaper.person_id == person_id, HandedInPaper.handed_in_at >= since
    )
    if (db.session.scalar(number) or 0) >= MOST:
        raise TooManyPapers(
            message(
                "%(count)s papers were handed in within thirty days. Bring any more to the commune officer.",
                count=MOST,
            )
        )

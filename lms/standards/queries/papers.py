"""Reading papers that were handed in, each with what became of it."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload, undefer

from lms.base.database import db
from lms.people.queries import merged_into
from lms.standards.models import Evidence, EvidenceStatus, HandedInPaper

PAPER = "paper:"  # how the source of their evidence begins


class PaperState(enum.StrEnum):
    """What became of a paper."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Paper:
    """A paper as it stands."""

    row: HandedInPaper
    state: PaperState
    reason: str | None
    """Why it was refused, as it is kept; None where it was not."""


def papers_of(person_id: int) -> list[Paper]:
    """What a person, or who was merged into her, has handed in: the newest first."""
    found = select(HandedInPaper).where(HandedInPaper.person_id.in_([person_id, *merged_into([person_id])]))
    papers = db.session.scalars(
        found.options(joinedload(HandedInPaper.competency)).order_by(HandedInPaper.id.desc())
    ).all()
    newest = _newest_of([paper.source for paper in papers])
    return [_as_it_stands(paper, newest[paper.source]) for paper in papers]


def paper_with_photo(paper_id: int) -> HandedInPaper | None:
    """A paper with its picture."""
    return db.session.scalar(
        select(HandedInPaper).where(HandedInPaper.id == paper_id).options(undefer(HandedInPaper.photo))
    )


def paper_of(source: str) -> int | None:
    """The key of the paper that is the source of evidence; None where it is something else."""
    key = source.removeprefix(PAPER)
    return int(key) if source.startswith(PAPER) and key.isdecimal() else None


def _newest_of(sources: Collection[str]) -> dict[str, Any]:
    """By source, the newest row of its evidence: ``status``; ``voided_by``, with the voiding's ``note``."""
    voiding = aliased(Evidence)
    rows = db.session.execute(
        select(Evidence.source, Evidence.status, voiding.id.label("voided_by"), voiding.note)
        .outerjoin(voiding, voiding.voids_id == Evidence.id)
        .where(Evidence.source.in_(sources))
        .order_by(Evidence.revision)
    )
    return {row.source: row for row in rows}


def _as_it_stands(paper: HandedInPaper, newest: Any) -> Paper:
    if newest.voided_by:
        return Paper(paper, PaperState.REFUSED, newest.note)
    confirmed = newest.status is EvidenceStatus.CONFIRMED
    return Paper(paper, PaperState.CONFIRMED if confirmed else PaperState.WAITING, None)

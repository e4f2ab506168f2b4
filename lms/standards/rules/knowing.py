"""Who holds a competency on a day, whether or not a requirement asks for it."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select

from lms.base.database import db
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, Holding, Requirement
from lms.standards.rules.folding import Showing, standing_rows
from lms.standards.rules.reading_as_one import Humans

Levels = dict[tuple[int, int], int]
"""By person and competency, the level at which she holds it."""


def levels_held(person_ids: Collection[int], competency_ids: Collection[int], day: date) -> Levels:
    """The level at which these people (at most as many as one query can name) hold these competencies on
    ``day`` by confirmed evidence; who does not is not listed. What is on record of somebody who was merged is
    read as of who is kept.

    What some requirement of that day asks for is held as long as it is met; anything else from the day on
    which it was shown, until the ability is withdrawn.
    """
    in_force = Requirement.competency_id.in_(competency_ids), Requirement.holding_on(day)
    asked = set(db.session.scalars(select(Requirement.competency_id).where(*in_force)))
    found = _met(person_ids, asked, day)
    others = set(competency_ids) - asked
    if others:
        for key, showings in Humans().showings(person_ids, others).items():
            level = _shown(showings, day)
            if level:
                found[key] = level
    return found


def _met(person_ids: Collection[int], competency_ids: Collection[int], day: date) -> Levels:
    held = (
        select(Holding.person_id, Requirement.competency_id, Evidence.level)
        .join(Requirement, Requirement.id == Holding.requirement_id)
        .join(Evidence, Evidence.id == Holding.evidence_id)
        .where(
            Holding.person_id.in_(person_ids),
            Requirement.competency_id.in_(competency_ids),
            Holding.status == EvidenceStatus.CONFIRMED,
            Holding.holding_on(day),
        )
    )
    found: Levels = {}
    for person_id, competency_id, level in db.session.execute(held):
        key = person_id, competency_id
        found[key] = max(level, found.get(key, 0))
    return found


def _shown(showings: Iterable[Showing], day: date) -> int:
    """The highest level that stands on ``day``; 0 for none."""
    counted = [each for each in standing_rows(showings) if each.occurred_on <= day]
    lapses = (each.occurred_on for each in counted if each.kind is EvidenceKind.LAPSE)
    since = max(lapses, default=date.min)
    return max(
        (
            each.level
            for each in counted
            if each.status is EvidenceStatus.CONFIRMED
            and each.kind is not EvidenceKind.LAPSE
            and each.occurred_on > since
        ),
        default=0,
    )

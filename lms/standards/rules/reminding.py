"""What of holdings people are reminded of: what is asked of them and ends soon."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from lms.base.database import db
from lms.base.matters import Matter
from lms.base.messages import message
from lms.people.models import Post, Posting
from lms.standards.models import EvidenceStatus, Holding, Requirement, RequirementRole, Validity

AHEAD = timedelta(days=30)
YEARLY = (Validity.CALENDAR_YEAR, Validity.FIXED)  # what ends for everybody on one day begins anew after it


def ending_soon(day: date) -> Sequence[Matter]:
    """A matter for each thing that somebody holds, that her posts of ``day`` ask, and that ends within
    :data:`AHEAD` without going on."""
    later, held_for = aliased(Holding), aliased(Requirement)
    goes_on = (
        select(later.id)
        .join(held_for, held_for.id == later.requirement_id)
        .where(later.person_id == Holding.person_id, held_for.code == Requirement.code)
        .where(later.valid_until.is_(None) | (later.valid_until > Holding.valid_until))
    )
    asked = (
        select(Posting.id)
        .join(Post, Post.id == Posting.post_id)
        .join(RequirementRole, RequirementRole.role_id == Post.role_id)
        .where(Posting.person_id == Holding.person_id, Posting.holding_on(day))
        .where(RequirementRole.requirement_id == Holding.requirement_id)
    )
    found = (
        select(Holding)
        .join(Holding.requirement)
        .where(Holding.status == EvidenceStatus.CONFIRMED)
        .where(Holding.valid_until > day, Holding.valid_until <= day + AHEAD)
        .where(Requirement.holding_on(day), Requirement.validity.not_in(YEARLY))
        .where(asked.exists(), ~goes_on.exists())
        .options(joinedload(Holding.requirement))
        .order_by(Holding.person_id, Holding.valid_until, Holding.id)
    )
    return [_matter(each, each.valid_until) for each in db.session.scalars(found) if each.valid_until]


def _matter(holding: Holding, until: date) -> Matter:
    requirement, last = holding.requirement, until - timedelta(days=1)
    return Matter(
        holding.person_id,
        f"holding:{requirement.code}",
        last,
        message(
            "“%(requirement)s” counts until %(day)s; please renew it before.",
            requirement=requirement.name_vi,
            day=f"{last:%d/%m/%Y}",
        ),
    )

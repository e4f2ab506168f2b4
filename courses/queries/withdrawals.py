"""Reading why an edition is not offered any more."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from courses.models import Edition, Section, Step, Withdrawal
from lms.base.database import db
from lms.base.prepared import Prepared

_WITHDRAWN = Prepared(
    select(Edition.id)
    .join(Section, Section.edition_id == Edition.id)
    .join(Step, Step.section_id == Section.id)
    .where(Step.id == bindparam("step"), Edition.withdrawn_at.is_not(None))
)


def withdrawal_in_force(edition: Edition) -> Withdrawal | None:
    """Why an edition is not offered: its own withdrawal, else that of its whole course."""
    found = select(Withdrawal).where(
        Withdrawal.course_id == edition.course_id,
        Withdrawal.undone_at.is_(None),
        (Withdrawal.edition_id == edition.id) | Withdrawal.edition_id.is_(None),
    )
    order = found.order_by(Withdrawal.edition_id.is_(None), Withdrawal.id)
    return db.session.scalar(order.options(joinedload(Withdrawal.withdrawn_by)).limit(1))


def withdrawal_of(step_id: int) -> Withdrawal | None:
    """Why the edition of a step is not offered any more; None where it is. Every attempt asks it."""
    found = _WITHDRAWN.first({"step": step_id})
    return withdrawal_in_force(db.session.get_one(Edition, found[0])) if found else None

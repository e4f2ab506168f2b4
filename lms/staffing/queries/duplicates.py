"""What tells whether two people on record may be one."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lms.base.database import db
from lms.standards.models import Evidence, EvidenceKind


def evidence_counts(person_ids: Collection[int]) -> dict[int, int]:
    """How much evidence stands of each of these people: what was not voided; who has none is not listed."""
    void = aliased(Evidence)
    voided = select(void.id).where(void.voids_id == Evidence.id)
    found = (
        select(Evidence.person_id, func.count())
        .where(Evidence.person_id.in_(person_ids), Evidence.kind != EvidenceKind.VOID, ~voided.exists())
        .group_by(Evidence.person_id)
    )
    return dict(db.session.execute(found).all())

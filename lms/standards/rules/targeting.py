"""Targets: a new one, another share or number from a day on, the end of one. What held stays for its days."""

from datetime import date

from sqlalchemy import select

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.text import clean
from lms.people.models import Role
from lms.standards.models import Requirement, Target
from lms.standards.rules.fitting import check_change, check_end, check_target
from lms.standards.rules.proposing import TargetFacts


def aim(facts: TargetFacts, *, by: int | None) -> Target:
    """Set a target. Raises :class:`lms.standards.rules.documenting.UnfitValue`."""
    lock_for_writing("standard")
    check_target(facts)
    return _keep(facts, "target:set", by)


def aim_otherwise(target_id: int, facts: TargetFacts, *, by: int | None) -> Target:
    """Set it otherwise from ``facts.valid_from`` on. Raises ``UnfitValue``."""
    lock_for_writing("standard")
    before = db.session.get_one(Target, target_id)
    check_change(before, facts)
    check_target(facts, before)
    before.valid_until = facts.valid_from
    return _keep(facts, "target:changed", by)


def stop_aiming(target_id: int, day: date, *, by: int | None) -> Target:
    """End a target: it holds no longer from ``day`` on. Raises ``UnfitValue``."""
    lock_for_writing("standard")
    target = db.session.get_one(Target, target_id)
    check_end(target, day)
    target.valid_until = day
    db.session.flush()
    audit.record("target:ended", target, by=by, facts=_told(target))
    return target


def _keep(facts: TargetFacts, act: str, by: int | None) -> Target:
    asked = db.session.get_one(Requirement, facts.requirement_id).roles
    target = Target(
        code=clean(facts.code),
        requirement_id=facts.requirement_id,
        unit_id=facts.unit_id,
        year=facts.year,
        threshold=facts.threshold,
        number=facts.number,
        window=facts.window,
        document_id=facts.document_id,
        note=clean(facts.note or "") or None,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
    )
    chosen = select(Role).where(Role.id.in_(facts.role_ids))
    target.roles = list(db.session.scalars(chosen)) if facts.role_ids else list(asked)
    db.session.add(target)
    db.session.flush()
    audit.record(act, target, by=by, facts=_told(target))
    return target


def _told(target: Target) -> dict[str, object]:
    return {
        "code": target.code,
        "requirement_id": target.requirement_id,
        "unit_id": target.unit_id,
        "from": target.valid_from.isoformat(),
        "until": target.valid_until.isoformat() if target.valid_until else None,
    }

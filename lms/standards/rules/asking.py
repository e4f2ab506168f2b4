"""What is asked of whom: a new requirement, another one from a day on, the end of one.

What was asked stays as it was for its days. A change ends the row and begins another with the same code; the
targets that rest on it go on with the new row.
"""

from datetime import date

from sqlalchemy import func, select

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import message
from lms.people.models import Role
from lms.standards.models import Requirement, Target
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.fitting import check_change, check_end, check_requirement
from lms.standards.rules.holding import refold
from lms.standards.rules.proposing import RequirementFacts, draft_of


def ask(facts: RequirementFacts, *, by: int | None) -> Requirement:
    """Ask something new of some roles. Raises :class:`UnfitValue`."""
    _lock()
    check_requirement(facts)
    requirement = draft_of(facts)
    requirement.position = (db.session.scalar(select(func.max(Requirement.position))) or 0) + 1
    _keep(requirement, facts)
    audit.record("requirement:added", requirement, by=by, facts=_told(requirement))
    refold([requirement.competency_id])
    return requirement


def ask_otherwise(requirement_id: int, facts: RequirementFacts, *, by: int | None) -> Requirement:
    """Ask something else under the same code from ``facts.valid_from`` on. Raises :class:`UnfitValue`."""
    _lock()
    before = db.session.get_one(Requirement, requirement_id)
    check_change(before, facts)
    requirement = draft_of(facts)
    requirement.position, day = before.position, facts.valid_from
    before.valid_until = day
    _keep(requirement, facts)
    _carry_targets(before, requirement, day)
    audit.record("requirement:changed", requirement, by=by, facts={**_told(requirement), "before": before.id})
    refold({before.competency_id, requirement.competency_id})
    return requirement


def stop_asking(requirement_id: int, day: date, *, by: int | None) -> Requirement:
    """Ask it no longer from ``day`` on; its targets end with it. Raises :class:`UnfitValue`."""
    _lock()
    requirement = db.session.get_one(Requirement, requirement_id)
    check_end(requirement, day)
    for target in _targets_after(requirement.id, day):
        if target.valid_from >= day:
            raise UnfitValue(
                "valid_until",
                message(
                    "The target %(code)s begins on %(day)s: end that first.",
                    code=target.code,
                    day=f"{target.valid_from:%d/%m/%Y}",
                ),
            )
        target.valid_until = day
    requirement.valid_until = day
    db.session.flush()
    audit.record("requirement:ended", requirement, by=by, facts=_told(requirement))
    refold([requirement.competency_id])
    return requirement


def _lock() -> None:
    lock_for_writing("standard", "evidence")  # as loading does: both write the same rows


def _keep(requirement: Requirement, facts: RequirementFacts) -> None:
    requirement.roles = list(db.session.scalars(select(Role).where(Role.id.in_(facts.role_ids))))
    db.session.add(requirement)
    db.session.flush()


def _targets_after(requirement_id: int, day: date) -> list[Target]:
    still = (Target.valid_until.is_(None)) | (Target.valid_until > day)
    return list(db.session.scalars(select(Target).where(Target.requirement_id == requirement_id, still)))


def _carry_targets(before: Requirement, after: Requirement, day: date) -> None:
    """Let the targets of the old row go on with the new one, for the roles that are still asked."""
    asked_before, asked_now = {each.id for each in before.roles}, {each.id for each in after.roles}
    for target in _targets_after(before.id, day):
        counted = {each.id for each in target.roles}
        kept = asked_now & counted if counted != asked_before else asked_now
        roles = [each for each in after.roles if each.id in (kept or asked_now)]
        if target.valid_from >= day:
            target.requirement_id, target.roles = after.id, roles
            continue
        further = Target(
            code=target.code,
            requirement_id=after.id,
            unit_id=target.unit_id,
            year=target.year,
            threshold=target.threshold,
            number=target.number,
            window=target.window,
            document_id=target.document_id,
            note=target.note,
            valid_from=day,
            valid_until=target.valid_until,
        )
        further.roles = roles
        target.valid_until = day
        db.session.add(further)
    db.session.flush()


def _told(requirement: Requirement) -> dict[str, object]:
    return {
        "code": requirement.code,
        "from": requirement.valid_from.isoformat(),
        "until": requirement.valid_until.isoformat() if requirement.valid_until else None,
    }

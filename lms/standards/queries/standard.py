"""Reading what is asked of whom, what is aimed at, and what can be shown."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.base import clock
from lms.base.database import db
from lms.people.models import Post, Posting
from lms.people.queries import merged_into
from lms.standards.models import (
    Clause,
    Competency,
    Requirement,
    RequirementRole,
    ScaleLevel,
    Target,
)


def requirement_by_code(code: str, day: date | None = None) -> Requirement | None:
    """The requirement in force on ``day`` (today when not said) under this code."""
    found = select(Requirement).where(Requirement.code == code, Requirement.holding_on(day or clock.today()))
    return db.session.scalar(found)


def requirements_on(day: date) -> Sequence[Requirement]:
    """The requirements in force on ``day``, with their roles, in the order of the coverage table."""
    found = select(Requirement).where(Requirement.holding_on(day))
    return db.session.scalars(
        found.options(selectinload(Requirement.roles)).order_by(Requirement.position, Requirement.id)
    ).all()


def requirements_asked_of(person_id: int, day: date) -> Sequence[Requirement]:
    """What the roles that a person holds on ``day``, on any record of hers, ask of her then, each once."""
    each = requirements_asked_of_each([person_id, *merged_into([person_id])], day).values()
    asked = {requirement.id: requirement for some in each for requirement in some}
    return sorted(asked.values(), key=lambda one: (one.position, one.id))


def requirements_asked_of_each(person_ids: Collection[int], day: date) -> dict[int, list[Requirement]]:
    """The same for many people (at most as many as one query can name); of whom nothing is asked is not
    listed."""
    found = (
        select(Posting.person_id, Requirement)
        .join(Post, Post.id == Posting.post_id)
        .join(RequirementRole, RequirementRole.role_id == Post.role_id)
        .join(Requirement, Requirement.id == RequirementRole.requirement_id)
        .where(Posting.person_id.in_(person_ids), Posting.holding_on(day), Requirement.holding_on(day))
        .options(joinedload(Requirement.document))
        .order_by(Requirement.position, Requirement.id)
    )
    asked: dict[int, dict[int, Requirement]] = {}
    for person_id, requirement in db.session.execute(found):
        asked.setdefault(person_id, {})[requirement.id] = requirement
    return {person_id: list(each.values()) for person_id, each in asked.items()}


def asked_among(person_ids: Collection[int], requirement_id: int, day: date) -> set[int]:
    """Which of these people hold a post on ``day`` whose role is asked for the requirement."""
    found = (
        select(Posting.person_id)
        .join(Post, Post.id == Posting.post_id)
        .join(RequirementRole, RequirementRole.role_id == Post.role_id)
        .where(Posting.person_id.in_(person_ids), Posting.holding_on(day))
        .where(RequirementRole.requirement_id == requirement_id)
    )
    return set(db.session.scalars(found))


def targets_on(day: date) -> Sequence[Target]:
    """The targets in force on ``day`` that coverage is held against, with requirements and roles; general
    ones before a unit's own. A number of people without a share is none of them."""
    found = aims_on(day).where(Target.threshold.is_not(None) | Target.number.is_(None))
    return db.session.scalars(
        found.options(joinedload(Target.requirement), selectinload(Target.roles)).order_by(
            Target.unit_id.is_not(None), Target.year.is_not(None), Target.code, Target.id
        )
    ).all()


def aims_on(day: date) -> Select[Target]:
    """All targets in force on ``day``, numbers of people among them."""
    return select(Target).where(Target.holding_on(day), (Target.year.is_(None)) | (Target.year == day.year))


def requirements_kept() -> Sequence[Requirement]:
    """All requirements of all days with their roles, in the order of the coverage table; of each code the
    newest first."""
    found = select(Requirement).options(
        selectinload(Requirement.roles), joinedload(Requirement.document), joinedload(Requirement.competency)
    )
    return db.session.scalars(
        found.order_by(Requirement.position, Requirement.code, Requirement.valid_from.desc())
    ).all()


def history_of(code: str) -> Sequence[Requirement]:
    """What was, is and will be asked under a code, the newest first."""
    found = select(Requirement).where(Requirement.code == code).options(joinedload(Requirement.document))
    return db.session.scalars(found.order_by(Requirement.valid_from.desc())).all()


def targets_of(code: str) -> Sequence[Target]:
    """The targets of all days for what is asked under a code: those of every unit first, the newest first."""
    found = (
        select(Target)
        .join(Requirement, Requirement.id == Target.requirement_id)
        .where(Requirement.code == code)
        .options(joinedload(Target.document), joinedload(Target.requirement))
    )
    return db.session.scalars(
        found.order_by(Target.unit_id.is_not(None), Target.valid_from.desc(), Target.code, Target.id)
    ).all()


def competencies_kept() -> Sequence[Competency]:
    """All competencies of all days in their order, with their clauses."""
    found = select(Competency).options(
        selectinload(Competency.clauses).joinedload(Clause.document), joinedload(Competency.document)
    )
    return db.session.scalars(found.order_by(Competency.position, Competency.id)).all()


def scale_levels() -> Sequence[ScaleLevel]:
    """The levels of all scales, the lowest of each first."""
    return db.session.scalars(select(ScaleLevel).order_by(ScaleLevel.scale, ScaleLevel.ordinal)).all()


def competency_by_code(code: str) -> Competency | None:
    """The competency with this code."""
    return db.session.scalar(select(Competency).where(Competency.code == code))


def competencies_on(day: date) -> Sequence[Competency]:
    """The competencies that are in use on ``day``, in their order."""
    found = select(Competency).where(Competency.holding_on(day))
    return db.session.scalars(found.order_by(Competency.position, Competency.id)).all()

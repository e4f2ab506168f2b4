"""Who serves in which row of a page on a day, and how far each is with what is asked of her.

Every number and every name stands on these two steps, so that they cannot differ. A person who was merged
into another is read as the one who was kept, with what either holds.
"""

from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from lms.coverage.models import Scene, State
from lms.coverage.queries.narrowing import narrowed
from lms.coverage.queries.placing import posts_there
from lms.people.models import Posting, Role
from lms.people.queries import kept_persons
from lms.standards.models import EvidenceStatus, Holding, Requirement, RequirementRole


def served(scene: Scene) -> CTE:
    """``place, unit_id, person_id, role_id``: everybody who serves in the unit on the day and is among those
    to be counted, by posting.

    ``unit_id`` is where she serves, or NULL where her post serves no unit.
    """
    kept = kept_persons()
    post = posts_there(scene).subquery("post_there")
    found = (
        select(
            post.c.place,
            post.c.unit_id,
            func.coalesce(kept.c.kept_id, Posting.person_id).label("person_id"),
            post.c.role_id,
        )
        .select_from(post)
        .join(Posting, and_(Posting.post_id == post.c.post_id, Posting.holding_on(scene.day)))
        .outerjoin(kept, kept.c.merged_id == Posting.person_id)
    )
    return narrowed(found, post, kept, scene).cte()


def judged(people: CTE, scene: Scene) -> Select[Any]:
    """``place, unit_id, person_id, role_id, staff_kind_id, requirement_id, state, valid_until``: for each
    posting in :func:`served` what is asked of its role, and how far she is.

    One row with ``requirement_id`` NULL where nothing is asked. Where several holdings count (of a merged
    person, or within a year) there is a row for each: the highest ``state`` is hers.
    """
    kept = kept_persons()
    asked = (
        select(RequirementRole.role_id, RequirementRole.requirement_id)
        .join(Requirement, Requirement.id == RequirementRole.requirement_id)
        .where(Requirement.holding_on(scene.day))
        .subquery("asked")
    )
    own, of_merged = aliased(Holding), aliased(Holding)
    return (
        select(
            people.c.place,
            people.c.unit_id,
            people.c.person_id,
            people.c.role_id,
            Role.staff_kind_id,
            asked.c.requirement_id,
            _state(own, of_merged).label("state"),
            func.coalesce(own.valid_until, of_merged.valid_until).label("valid_until"),
        )
        .select_from(people)
        .join(Role, Role.id == people.c.role_id)
        .outerjoin(asked, asked.c.role_id == people.c.role_id)
        .outerjoin(own, and_(own.person_id == people.c.person_id, _of(own, asked), counts(own, scene)))
        .outerjoin(kept, kept.c.kept_id == people.c.person_id)
        .outerjoin(
            of_merged,
            and_(of_merged.person_id == kept.c.merged_id, _of(of_merged, asked), counts(of_merged, scene)),
        )
    )


def counts(holding: type[Holding], scene: Scene) -> ColumnElement[bool]:
    """Whether a holding lasts on the day, or did in its year where that is enough."""
    lasted = or_(holding.valid_until.is_(None), holding.valid_until > scene.day)
    if scene.in_year:
        in_year = holding.requirement_id.in_(sorted(scene.in_year))
        lasted = or_(lasted, and_(in_year, holding.valid_until > date(scene.day.year, 1, 1)))
    return and_(holding.valid_from <= scene.day, lasted)


def _of(holding: type[Holding], asked: Subquery) -> ColumnElement[bool]:
    return holding.requirement_id == asked.c.requirement_id


def _state(*holdings: type[Holding]) -> ColumnElement[int]:
    confirmed, declared = (
        or_(*(holding.status == status for holding in holdings))
        for status in (EvidenceStatus.CONFIRMED, EvidenceStatus.DECLARED)
    )
    return case((confirmed, int(State.CONFIRMED)), (declared, int(State.DECLARED)), else_=int(State.LACKING))

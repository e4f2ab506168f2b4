"""Who serves in which row of a page on a day, and how far each is with what is asked of her.

Every number and every name stands on these two steps, so that they cannot differ. A person who was merged
into another is read as the one who was kept, with what either holds.
"""

import enum
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from lms.people.models import PersonAlias, Post, Posting, PostPlace, Role
from lms.places.models import Organisation, Succession, Unit, UnitKind
from lms.standards.models import EvidenceStatus, Holding, Requirement, RequirementRole

OWN = 0
"""The place of those who serve the unit of the page itself; a unit below is a place by its id."""
NOWHERE = -1
"""The place of those whose post serves no unit on that day."""


class State(enum.IntEnum):
    """How far somebody is with what is asked of her."""

    LACKING = 0
    DECLARED = 1
    CONFIRMED = 2


class Scene(NamedTuple):
    """What is looked at: a unit on a day."""

    unit: Unit
    day: date
    in_year: frozenset[int] = frozenset()
    """Ids of the requirements met by holding them at any time since 1 January of the day's year; the
    others are met by holding them on the day."""


def served(scene: Scene) -> CTE:
    """``place, unit_id, person_id, role_id``: everybody who serves in the unit on the day, by posting.

    ``unit_id`` is where she serves, or NULL in :data:`NOWHERE`.
    """
    kept = _kept()
    placed = placed_posts(scene)
    is_commune = scene.unit.kind is UnitKind.COMMUNE
    posts = placed if is_commune else placed.union_all(_posts_without_place(scene))
    post = posts.subquery("posts_there")
    return (
        select(
            post.c.place,
            post.c.unit_id,
            func.coalesce(kept.c.kept_id, Posting.person_id).label("person_id"),
            post.c.role_id,
        )
        .select_from(post)
        .join(Posting, and_(Posting.post_id == post.c.post_id, Posting.holding_on(scene.day)))
        .outerjoin(kept, kept.c.merged_id == Posting.person_id)
        .cte("served")
    )


def judged(people: CTE, scene: Scene) -> Select[Any]:
    """``place, unit_id, person_id, role_id, staff_kind_id, requirement_id, state, valid_until``: for each
    posting in :func:`served` what is asked of its role, and how far she is.

    One row with ``requirement_id`` NULL where nothing is asked. Where several holdings count (of a merged
    person, or within a year) there is a row for each: the highest ``state`` is hers.
    """
    kept = _kept()
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
        .outerjoin(own, and_(own.person_id == people.c.person_id, _counts(own, asked, scene)))
        .outerjoin(kept, kept.c.kept_id == people.c.person_id)
        .outerjoin(of_merged, and_(of_merged.person_id == kept.c.merged_id, _counts(of_merged, asked, scene)))
    )


def _state(*holdings: type[Holding]) -> ColumnElement[int]:
    confirmed, declared = (
        or_(*(holding.status == status for holding in holdings))
        for status in (EvidenceStatus.CONFIRMED, EvidenceStatus.DECLARED)
    )
    return case((confirmed, int(State.CONFIRMED)), (declared, int(State.DECLARED)), else_=int(State.LACKING))


def placed_posts(scene: Scene) -> Select[Any]:
    """``place, unit_id, post_id, role_id``: the posts, vacant ones too, that serve in the unit on the day."""
    area = area_of(scene)
    return (
        select(area.c.place, area.c.unit_id, Post.id.label("post_id"), Post.role_id)
        .select_from(area)
        .join(PostPlace, and_(PostPlace.unit_id == area.c.unit_id, PostPlace.holding_on(scene.day)))
        .join(Post, Post.id == PostPlace.post_id)
    )


def area_of(scene: Scene) -> CTE:
    """``place, unit_id``: the unit itself, and every unit below it with the child that it lies in."""
    child, deeper = aliased(Unit), aliased(Unit)
    below = (
        select(child.id.label("place"), child.id.label("unit_id"))
        .where(child.parent_id == scene.unit.id, child.holding_on(scene.day))
        .cte(recursive=True)
    )
    below = below.union_all(
        select(below.c.place, deeper.id)
        .select_from(below)
        .join(deeper, and_(deeper.parent_id == below.c.unit_id, deeper.holding_on(scene.day)))
    )
    own = select(literal(OWN).label("place"), literal(scene.unit.id).label("unit_id"))
    return own.union_all(select(below.c.place, below.c.unit_id)).cte()


def _posts_without_place(scene: Scene) -> Select[Any]:
    """The posts that serve no unit on the day, in the row of the unit where they are at home.

    A post is at home where it served last, else at the unit of its organisation. From there the way leads
    up to the units of the day: to the successors of a unit that ended, else to the unit above. A post at
    home in a district or province below is counted in that row; else it stands in the row of the
    unplaced; what is at home nowhere stands there on the page of the country.
    """
    homeless = _homeless(scene.day)
    way = _way_up(homeless, scene.day)
    child = aliased(Unit)
    inside = select(way.c.home_id).where(way.c.unit_id == scene.unit.id)
    below = (
        select(way.c.home_id, child.id.label("place"))
        .join(child, child.id == way.c.unit_id)
        .where(child.parent_id == scene.unit.id, child.kind != UnitKind.COMMUNE, child.holding_on(scene.day))
        .distinct()
        .subquery("home_below")
    )
    here: ColumnElement[bool] = homeless.c.home_id.in_(inside)
    if scene.unit.kind is UnitKind.COUNTRY:
        here = or_(here, homeless.c.home_id.is_(None))
    return (
        select(
            func.coalesce(below.c.place, NOWHERE),
            cast(null(), Integer),
            homeless.c.post_id,
            homeless.c.role_id,
        )
        .select_from(homeless)
        .outerjoin(below, below.c.home_id == homeless.c.home_id)
        .where(here)
    )


def _homeless(day: date) -> CTE:
    """``post_id, role_id, home_id`` of the posts without a place on the day."""
    now, last = aliased(PostPlace), aliased(PostPlace)
    placed = select(now.id).where(now.post_id == Post.id, now.holding_on(day))
    served_last = (
        select(last.unit_id)
        .where(last.post_id == Post.id, last.valid_until <= day)
        .order_by(last.valid_until.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Post.id.label("post_id"),
            Post.role_id,
            func.coalesce(served_last, Organisation.unit_id).label("home_id"),
        )
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.holding_on(day), ~placed.exists())
        .cte("homeless")
    )


def _way_up(homeless: CTE, day: date) -> CTE:
    """``home_id, unit_id``: every unit that a home leads up to."""
    unit = aliased(Unit)
    way = (
        select(homeless.c.home_id, homeless.c.home_id.label("unit_id"))
        .where(homeless.c.home_id.is_not(None))
        .distinct()
        .cte("way_up", recursive=True)
    )
    followed = and_(Succession.from_id == unit.id, Succession.effective_on <= day, ~unit.holding_on(day))
    above = func.coalesce(Succession.to_id, unit.parent_id)
    return way.union(
        select(way.c.home_id, above)
        .select_from(way)
        .join(unit, unit.id == way.c.unit_id)
        .outerjoin(Succession, followed)
        .where(above.is_not(None))
    )


def _counts(holding: type[Holding], asked: Subquery, scene: Scene) -> ColumnElement[bool]:
    """Whether a holding is one of the requirement asked, at the time that counts."""
    lasted = or_(holding.valid_until.is_(None), holding.valid_until > scene.day)
    if scene.in_year:
        in_year = holding.requirement_id.in_(sorted(scene.in_year))
        lasted = or_(lasted, and_(in_year, holding.valid_until > date(scene.day.year, 1, 1)))
    return and_(holding.requirement_id == asked.c.requirement_id, holding.valid_from <= scene.day, lasted)


def _kept() -> CTE:
    """``merged_id, kept_id``: who is read as whom, through merging on merging."""
    chain = (
        select(PersonAlias.merged_id, PersonAlias.kept_id)
        .where(PersonAlias.undone_at.is_(None))
        .cte(recursive=True)
    )
    further = aliased(PersonAlias)
    chain = chain.union(
        select(chain.c.merged_id, further.kept_id).join(
            further, and_(further.merged_id == chain.c.kept_id, further.undone_at.is_(None))
        )
    )
    merged_again = select(PersonAlias.merged_id).where(PersonAlias.undone_at.is_(None))
    return select(chain.c.merged_id, chain.c.kept_id).where(chain.c.kept_id.not_in(merged_again)).cte()

"""Where posts stand in the rows of a page on a day."""

from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from lms.coverage.models import NOWHERE, OWN, Scene
from lms.coverage.queries.carrying import carried_area, decided_since, never_carried, row_of
from lms.people.models import Post, PostPlace, Role
from lms.places.models import Organisation, Succession, Unit, UnitKind
from lms.places.queries import lineage_ids


def posts_there(scene: Scene) -> Select[Any]:
    """``place, unit_id, post_id, role_id``: the posts that serve in the unit on the day, vacant ones too, and
    those that serve no unit then, with ``unit_id`` NULL, in the row where they are at home."""
    placed = placed_posts(scene)
    if scene.unit.kind is UnitKind.COMMUNE:
        return placed
    return select(placed.union_all(_posts_without_place(scene)).subquery("posts_there"))


def placed_posts(scene: Scene) -> Select[Any]:
    """The same of the posts that serve some unit there."""
    area = area_of(scene)
    post_of_place = and_(PostPlace.unit_id == area.c.unit_id, PostPlace.holding_on(scene.day))
    found = (
        select(row_of(scene, area, PostPlace), area.c.unit_id, Post.id.label("post_id"), Post.role_id)
        .select_from(area)
        .join(PostPlace, post_of_place)
        .join(Post, Post.id == PostPlace.post_id)
    )
    if scene.unit.kind is UnitKind.COMMUNE:
        found = found.join(Role, Role.id == Post.role_id)
    if scene.tree:
        return select(found.union_all(decided_since(scene, units_below(scene.unit, scene.tree))).subquery())
    return found


def area_of(scene: Scene) -> CTE:
    """``place, unit_id``: the units of the day that lie in the rows of the page."""
    area = units_below(scene.unit, scene.unit_day)
    return carried_area(area, scene) if scene.tree else area


def units_below(unit: Unit, day: date) -> CTE:
    """``place, unit_id``: the unit itself, and every unit below it with the child that it lies in."""
    own = select(literal(OWN).label("place"), literal(unit.id).label("unit_id"))
    if unit.kind is UnitKind.COMMUNE:
        return own.cte()
    child, deeper = aliased(Unit), aliased(Unit)
    below = (
        select(child.id.label("place"), child.id.label("unit_id"))
        .where(child.parent_id == unit.id, child.holding_on(day))
        .cte(recursive=True)
    )
    below = below.union_all(
        select(below.c.place, deeper.id)
        .select_from(below)
        .join(deeper, and_(deeper.parent_id == below.c.unit_id, deeper.holding_on(day)))
    )
    return own.union_all(select(below.c.place, below.c.unit_id)).cte()


def _posts_without_place(scene: Scene) -> Select[Any]:
    """The posts that serve no unit on the day, in the row of the unit where they are at home.

    A post is at home where it served last, else at the unit of its organisation. From there the way leads
    up to the units of the day: to the successors of a unit that ended, else to the unit above. A post at
    home in a district or province below is counted in that row; else it stands in the row of the
    unplaced; what is at home nowhere stands there on the page of the country.
    """
    homeless = _homeless(scene)
    way = _way_up(homeless, scene.unit_day)
    child = aliased(Unit)
    inside = select(way.c.home_id).where(way.c.unit_id == scene.unit.id)
    below = (
        select(way.c.home_id, child.id.label("place"))
        .join(child, child.id == way.c.unit_id)
        .where(child.parent_id == scene.unit.id, child.kind != UnitKind.COMMUNE)
        .where(child.holding_on(scene.unit_day))
        .distinct()
        .subquery("home_below")
    )
    here: ColumnElement[bool] = homeless.c.home_id.in_(inside)
    if scene.unit.kind is UnitKind.COUNTRY:
        here = or_(here, homeless.c.home_id.is_(None))
    return (
        select(
            func.coalesce(below.c.place, NOWHERE).label("place"),
            cast(null(), Integer).label("unit_id"),
            homeless.c.post_id,
            homeless.c.role_id,
        )
        .select_from(homeless)
        .outerjoin(below, below.c.home_id == homeless.c.home_id)
        .where(here)
    )


def _homeless(scene: Scene) -> CTE:
    """``post_id, role_id, home_id`` of the posts without a place on the day, and of those whose place nobody
    can bring to the units of another day."""
    now, last = aliased(PostPlace), aliased(PostPlace)
    placed = select(now.id).where(now.post_id == Post.id, now.holding_on(scene.day))
    served_last = (
        select(last.unit_id)
        .where(last.post_id == Post.id, last.valid_until <= scene.day)
        .order_by(last.valid_until.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = (
        select(
            Post.id.label("post_id"),
            Post.role_id,
            func.coalesce(served_last, Organisation.unit_id).label("home_id"),
        )
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.holding_on(scene.day), ~placed.exists(), *_at_home_in(scene))
    )
    if scene.tree:
        found = select(found.union_all(never_carried(scene)).subquery())
    return found.cte()


def _at_home_in(scene: Scene) -> list[ColumnElement[bool]]:
    """Condition on ``Post`` that holds for whatever is at home in the unit and has no place on the day, so
    that only these are looked at: a post of the country is looked up for the country alone."""
    if scene.unit.kind is UnitKind.COUNTRY:
        return []
    around = select(lineage_ids([scene.unit.id]).cte())
    once = select(PostPlace.post_id).where(PostPlace.unit_id.in_(around), ~PostPlace.holding_on(scene.day))
    employed = select(Post.id).join(Organisation, Organisation.id == Post.organisation_id)
    return [Post.id.in_(once.union(employed.where(Organisation.unit_id.in_(around))))]


def _way_up(homeless: CTE, day: date) -> CTE:
    """``home_id, unit_id``: every unit that a home leads up to."""
    unit = aliased(Unit)
    way = (
        select(homeless.c.home_id, homeless.c.home_id.label("unit_id"))
        .where(homeless.c.home_id.is_not(None))
        .distinct()
        .cte(recursive=True)
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

"""The people of a day under the units of a later day: places carried along the succession of units.

A whole unit is followed by the one that took it. What stood in a unit that was split is where somebody put
it since, else it stays to be decided; nothing is ever shared out.
"""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from lms.coverage.models import OWN, UNKNOWN_HAMLET, Scene
from lms.people.models import Level, Post, PostPlace, Role
from lms.places.models import Succession, SuccessionKind, Unit, UnitKind


def row_of(scene: Scene, area: CTE, place: type[PostPlace]) -> ColumnElement[int]:
    """The row in which a post of a joined ``Role`` stands by one of its places: its child of the unit. In a
    commune the hamlets are the rows, and whoever serves one that nobody has named has a row as well."""
    if scene.unit.kind is not UnitKind.COMMUNE:
        return area.c.place
    unnamed = case((Role.level == Level.HAMLET, UNKNOWN_HAMLET), else_=OWN)
    return func.coalesce(place.hamlet_id, unnamed).label("place")


def carried_area(area: CTE, scene: Scene) -> CTE:
    """``place, unit_id``: the units of the day that certainly became the units of ``area``."""
    back = select(area.c.place, area.c.unit_id).cte(recursive=True)
    back = back.union(
        select(back.c.place, Succession.from_id)
        .join(Succession, Succession.to_id == back.c.unit_id)
        .where(_is_certain(scene))
    )
    then = select(back.c.place, back.c.unit_id).join(Unit, Unit.id == back.c.unit_id)
    return then.where(Unit.holding_on(scene.day)).cte()


def decided_since(scene: Scene, area: CTE) -> Select[Any, Any, Any, Any]:
    """``place, unit_id, post_id, role_id``: posts of split units that serve a commune of ``area`` by now."""
    then, now, unit = aliased(PostPlace), aliased(PostPlace), aliased(Unit)
    decided = and_(now.post_id == then.post_id, now.holding_on(scene.unit_day))
    return (
        select(row_of(scene, area, now), then.unit_id, Post.id, Post.role_id)
        .select_from(area)
        .join(now, now.unit_id == area.c.unit_id)
        .join(unit, and_(unit.id == now.unit_id, unit.kind == UnitKind.COMMUNE))
        .join(then, and_(decided, then.holding_on(scene.day)))
        .join(Post, Post.id == then.post_id)
        .join(Role, Role.id == Post.role_id)
        .where(then.unit_id.not_in(_carried_anywhere(scene)))
    )


def never_carried(scene: Scene) -> Select[Any, Any, Any]:
    """``post_id, role_id, home_id``: posts of units that were split or ended, of which nobody has said yet
    where they are; at home in the unit of the day."""
    then, now, unit = aliased(PostPlace), aliased(PostPlace), aliased(Unit)
    decided = (
        select(now.id)
        .join(unit, and_(unit.id == now.unit_id, unit.kind == UnitKind.COMMUNE))
        .where(now.post_id == then.post_id, now.holding_on(scene.unit_day))
    )
    return (
        select(Post.id, Post.role_id, then.unit_id)
        .join(then, and_(then.post_id == Post.id, then.holding_on(scene.day)))
        .where(then.unit_id.not_in(_carried_anywhere(scene)), ~decided.exists())
    )


def _carried_anywhere(scene: Scene) -> Select[int]:
    """The ids of the units of any day that certainly became one unit of the later day."""
    back = select(Unit.id).where(Unit.holding_on(scene.unit_day)).cte(recursive=True)
    back = back.union(
        select(Succession.from_id).join(back, Succession.to_id == back.c.id).where(_is_certain(scene))
    )
    return select(back.c.id)


def _is_certain(scene: Scene) -> ColumnElement[bool]:
    """Whether a succession between the two days gives all of the old unit to the new one."""
    other = aliased(Succession)
    shared = select(other.id).where(
        other.from_id == Succession.from_id, other.effective_on == Succession.effective_on,
        other.id != Succession.id,
    )  # fmt: skip
    between = and_(Succession.effective_on > scene.day, Succession.effective_on <= scene.unit_day)
    return and_(between, Succession.kind != SuccessionKind.PART, ~shared.exists())

"""Bringing posts over a change of units: places move where it is certain, and the rest is listed.

Posts and postings stay as they are, so that a merger is no turnover. Only a post whose every unit ends
without any successor (a district on 1 July 2025) is closed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.people.models import UNIT_ENDED, Post, PostPlace
from lms.people.rules.moving_access import move_grants
from lms.people.rules.posting import close_post
from lms.places.models import Hamlet, Unit
from lms.places.queries import hamlets_followed
from lms.places.rules.following_hamlets import follow_hamlets
from lms.places.rules.lineage import Path
from lms.places.rules.succeeding import lineage_from, unit_above


@dataclass
class Moved:
    """What became of the places whose unit ended."""

    placed: list[PostPlace] = field(default_factory=list)
    """Places in the certain successor, or in the part of a split unit to which their hamlet belongs."""
    undecided: list[PostPlace] = field(default_factory=list)
    """Places in the unit above, for somebody to decide: their unit was split."""
    closed: list[Post] = field(default_factory=list)
    """Posts that ended with their unit."""


@dataclass(frozen=True)
class _Target:
    """Where what stood in a unit goes."""

    unit: Unit | None
    """None where nothing followed."""
    path: Path


def catch_up(day: date, *, by: int | None = None) -> list[Moved]:
    """Apply every change of units up to ``day`` that some post or grant of access has not followed yet,
    oldest first."""
    lock_for_writing("posts")
    moves: list[Moved] = []
    while change := _oldest_missed_change(day):
        moves.append(apply_succession(change, by=by))
    move_grants(day, by=by)
    return moves


def apply_succession(effective_on: date, *, by: int | None = None) -> Moved:
    """Move every place that outlives its unit, which ended on ``effective_on``, to where its territory is
    from that day.

    What stood in a split unit goes where its hamlet is known to belong; else to the nearest unit above all
    the parts (its province), where its people are still counted, and is listed as undecided. Doing it again
    changes nothing.
    """
    lock_for_writing("posts")
    places = _left_behind(effective_on)
    targets = _targets({place.unit_id for place in places}, effective_on)
    hamlets = _hamlets_after(places, targets)
    moved = Moved()
    leaving = [place for place in places if targets[place.unit_id].unit is None]
    for place in leaving:
        place.valid_until = effective_on
    for place in places:
        if place not in leaving:
            _move(_from_day(place, effective_on), targets[place.unit_id], hamlets, moved, by)
    db.session.flush()
    moved.closed = _close_placeless({place.post for place in leaving}, effective_on, by)
    return moved


def _oldest_missed_change(day: date) -> date | None:
    missed = select(func.min(Unit.valid_until)).join(PostPlace, PostPlace.unit_id == Unit.id)
    return db.session.scalar(missed.where(_outlives_unit(), Unit.valid_until <= day))


def _left_behind(day: date) -> list[PostPlace]:
    """The places whose unit ended on ``day``, and which did not end with it."""
    query = (
        select(PostPlace)
        .join(Unit, Unit.id == PostPlace.unit_id)
        .where(_outlives_unit(), Unit.valid_until == day)
        .options(joinedload(PostPlace.unit), joinedload(PostPlace.hamlet), joinedload(PostPlace.post))
        .order_by(PostPlace.id)
    )
    return list(db.session.scalars(query))


def _outlives_unit() -> ColumnElement[bool]:
    return or_(PostPlace.valid_until.is_(None), PostPlace.valid_until > Unit.valid_until)


def _targets(unit_ids: Collection[int], day: date) -> dict[int, _Target]:
    lineage = lineage_from(unit_ids)
    return {unit_id: _target(lineage.path(unit_id, day), day) for unit_id in sorted(unit_ids)}


def _target(path: Path, day: date) -> _Target:
    if not path.is_certain:
        return _Target(unit_above(path.split_into), path)
    unit = db.session.get_one(Unit, path.unit)
    return _Target(unit if unit.holds_on(day) else None, path)


def _hamlets_after(places: Iterable[PostPlace], targets: Mapping[int, _Target]) -> dict[int, Hamlet]:
    """By the id of a hamlet that ended, the one that it is now, where that is known."""
    moving: dict[Hamlet, Unit] = {}
    split: set[int] = set()
    for place in places:
        target = targets[place.unit_id]
        if place.hamlet and target.unit and target.path.is_certain:
            moving[place.hamlet] = target.unit
        elif place.hamlet:
            split.add(place.hamlet.id)
    return follow_hamlets(moving) | hamlets_followed(split)


def _from_day(place: PostPlace, day: date) -> PostPlace:
    """The part of a place that lies after its unit ended: all of one that was entered too late."""
    if place.valid_from >= day:
        return place
    later = PostPlace(
        post=place.post,
        unit_id=place.unit_id,
        hamlet_id=place.hamlet_id,
        valid_from=day,
        valid_until=place.valid_until,
    )
    place.valid_until = day
    db.session.add(later)
    return later


def _move(
    place: PostPlace, target: _Target, hamlets: Mapping[int, Hamlet], moved: Moved, by: int | None
) -> None:
    old_id = place.unit_id
    _settle(place, target, hamlets.get(place.hamlet_id or 0))
    (moved.placed if target.path.is_certain or place.part else moved.undecided).append(place)
    audit.record("post:moved", place.post, by=by, facts={"from": old_id, "to": place.unit.id})


def _settle(place: PostPlace, target: _Target, hamlet: Hamlet | None) -> None:
    """Put a place whose unit ended where its people are counted from now on."""
    if target.path.is_certain:
        place.unit, place.hamlet = target.unit, hamlet  # type: ignore[assignment]
        return
    place.split_unit_id, place.split_hamlet_id = place.unit_id, place.hamlet_id
    known = hamlet if hamlet and hamlet.unit_id in target.path.split_into else None
    place.part = known.unit if known else None
    place.unit = known.unit if known else target.unit  # type: ignore[assignment]
    place.hamlet = known


def _close_placeless(posts: Iterable[Post], day: date, by: int | None) -> list[Post]:
    """Close those of ``posts`` that serve no unit any more."""
    closed = [post for post in sorted(posts, key=lambda post: post.id) if not _has_place(post, day)]
    for post in closed:
        close_post(post, day, UNIT_ENDED, by=by)
    return closed


def _has_place(post: Post, day: date) -> bool:
    places: Sequence[PostPlace] = db.session.scalars(
        select(PostPlace).where(PostPlace.post_id == post.id, PostPlace.holding_on(day))
    ).all()
    return bool(places)

"""Bringing posts over a change of units: places move where it is certain, and the rest is listed.

Posts and postings stay as they are, so that a merger is no turnover. Only a post whose every unit ends
without any successor (a district on 1 July 2025) is closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.people.models import Post, PostPlace
from lms.people.rules.posting import close_post
from lms.places.models import Hamlet, Unit
from lms.places.queries import ancestors_of, country
from lms.places.rules.founding import hamlet_in
from lms.places.rules.lineage import Lineage
from lms.places.rules.naming import short_name
from lms.places.rules.succeeding import lineage_from

UNIT_ENDED = "Đơn vị kết thúc hoạt động"


@dataclass
class Moved:
    """What became of the places whose unit ended."""

    placed: list[PostPlace] = field(default_factory=list)
    """New places in the certain successor."""
    undecided: list[PostPlace] = field(default_factory=list)
    """New places in the unit above, for somebody to decide: their unit was split."""
    closed: list[Post] = field(default_factory=list)
    """Posts that ended with their unit."""


def catch_up(day: date, *, by: int | None = None) -> list[Moved]:
    """Apply every change of units up to ``day`` that some post has not followed yet, oldest first."""
    lock_for_writing("posts")
    moves: list[Moved] = []
    while change := _oldest_missed_change(day):
        moves.append(apply_succession(change, by=by))
    return moves


def apply_succession(effective_on: date, *, by: int | None = None) -> Moved:
    """Move every place whose unit ended on ``effective_on`` to where its territory is from that day.

    What stood in a split unit goes to the nearest unit above all its parts (its province), where its people
    are still counted, and is listed as undecided. Doing it again changes nothing.
    """
    lock_for_writing("posts")
    places = _left_behind(effective_on)
    lineage = lineage_from({place.unit_id for place in places})
    targets = {place.unit_id: _target(place.unit_id, lineage, effective_on) for place in places}
    names = _hamlet_names(places, targets)
    moved = Moved()
    for place in places:
        unit, is_certain = targets[place.unit_id]
        if unit is None:
            place.valid_until = effective_on
            continue
        name = names.get(place.hamlet_id) if is_certain else None
        bucket = moved.placed if is_certain else moved.undecided
        bucket.append(_move(place, unit, name, effective_on, by))
    db.session.flush()
    moved.closed = _close_placeless({place.post for place in places}, effective_on, by)
    return moved


def _oldest_missed_change(day: date) -> date | None:
    missed = select(func.min(Unit.valid_until)).join(PostPlace, PostPlace.unit_id == Unit.id)
    return db.session.scalar(missed.where(PostPlace.valid_until.is_(None), Unit.valid_until <= day))


def _left_behind(day: date) -> list[PostPlace]:
    """The open places whose unit ended on ``day``."""
    query = (
        select(PostPlace)
        .join(Unit, Unit.id == PostPlace.unit_id)
        .where(PostPlace.valid_until.is_(None), Unit.valid_until == day)
        .options(joinedload(PostPlace.unit), joinedload(PostPlace.hamlet), joinedload(PostPlace.post))
        .order_by(PostPlace.id)
    )
    return list(db.session.scalars(query))


def _target(unit_id: int, lineage: Lineage, day: date) -> tuple[Unit | None, bool]:
    """Where what stood in a unit goes, and whether that is certain; (None, False) where nothing followed."""
    path = lineage.path(unit_id, day)
    if path.is_certain:
        unit = db.session.get_one(Unit, path.unit)
        return (unit, True) if unit.holds_on(day) else (None, False)
    parts = [db.session.get_one(Unit, part) for part in sorted(path.split_into)]
    shared = set.intersection(*({above.id for above in ancestors_of(part)} for part in parts))
    return next((above for above in ancestors_of(parts[0]) if above.id in shared), country()), False


def _hamlet_names(
    places: Iterable[PostPlace], targets: dict[int, tuple[Unit | None, bool]]
) -> dict[int | None, str]:
    """What each moving hamlet is called in its new commune: two of one name take that of their old commune,
    "Thôn Chùa (Vân Hội)", so that they stay two."""
    moving: dict[tuple[int, str], dict[int, Hamlet]] = {}
    for place in places:
        unit, is_certain = targets[place.unit_id]
        if place.hamlet and unit and is_certain:
            moving.setdefault((unit.id, place.hamlet.folded), {})[place.hamlet.id] = place.hamlet
    names: dict[int | None, str] = {}
    for hamlets in moving.values():
        for hamlet in hamlets.values():
            alone = len(hamlets) == 1
            names[hamlet.id] = hamlet.name if alone else f"{hamlet.name} ({short_name(hamlet.unit)})"
    return names


def _move(place: PostPlace, unit: Unit, hamlet_name: str | None, day: date, by: int | None) -> PostPlace:
    hamlet = hamlet_in(unit, hamlet_name, day) if hamlet_name else None
    place.valid_until = day
    new = PostPlace(
        post_id=place.post_id, unit_id=unit.id, hamlet_id=hamlet.id if hamlet else None, valid_from=day
    )
    db.session.add(new)
    audit.record("post:moved", place.post, by=by, facts={"from": place.unit_id, "to": unit.id})
    return new


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

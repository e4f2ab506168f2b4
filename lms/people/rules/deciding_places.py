"""Deciding to which part of a split unit its posts belong: by hamlet where they serve one, else one by one.

Nobody is shared out as a fraction, and nothing is decided without a person. A decision moves the places from
the day of the split, as if it had been known then, and can be taken back or taken otherwise at any time.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import PostPlace
from lms.people.rules.moving import catch_up
from lms.places.models import Hamlet, HamletSuccession, Unit
from lms.places.queries import hamlets_followed, parts_of
from lms.places.rules.following_hamlets import follow_hamlets
from lms.places.rules.succeeding import unit_above

Part = int | None
"""The id of a part of a split unit; None for nobody's decision."""


class BadDecision(Refusal):
    """A place cannot be decided in this way."""


def decide(
    split_unit_id: int, hamlets: Mapping[int, Part], posts: Mapping[int, Part], *, by: int | None
) -> int:
    """Say to which part of a split unit its hamlets belong, and its posts without a hamlet.

    ``hamlets`` are keyed by the old hamlet, ``posts`` by the post; None takes a decision back. All posts of a
    hamlet go together. Returns how many places changed. Raises :class:`BadDecision` for a unit that was not
    split, a part that is none of its own, and a hamlet or post that did not come from it.
    """
    lock_for_writing("posts", "hamlets")
    parts = parts_of(split_unit_id)
    places = _places_from(split_unit_id)
    by_hamlet = {place.split_hamlet_id for place in places}
    by_post = {place.post_id for place in places if place.split_hamlet_id is None}
    chosen = {*hamlets.values(), *posts.values()} - {None}
    if not chosen <= parts.keys() or not hamlets.keys() <= by_hamlet or not posts.keys() <= by_post:
        raise BadDecision(message("Choose one of the units among which this one was split."))
    new_hamlets = _link(split_unit_id, hamlets, parts)
    changed = 0
    for place in places:
        wanted = hamlets if place.split_hamlet_id else posts
        key = place.split_hamlet_id or place.post_id
        if key in wanted and place.part_id != wanted[key]:
            part = parts.get(wanted[key] or 0)
            _put(place, part or unit_above(parts), part, new_hamlets.get(place.split_hamlet_id or 0), by)
            changed += 1
    db.session.flush()
    catch_up(date.max, by=by)
    return changed


def _places_from(split_unit_id: int) -> list[PostPlace]:
    query = (
        select(PostPlace)
        .where(PostPlace.split_unit_id == split_unit_id)
        .options(joinedload(PostPlace.unit), joinedload(PostPlace.post))
        .order_by(PostPlace.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def _link(split_unit_id: int, hamlets: Mapping[int, Part], parts: Mapping[int, Unit]) -> dict[int, Hamlet]:
    """Note which hamlet of a part each hamlet is from now on, so that whoever comes later follows."""
    old = {each.id: each for each in db.session.scalars(select(Hamlet).where(Hamlet.id.in_(hamlets)))}
    stale = [
        hamlet_id for hamlet_id, new in hamlets_followed(hamlets).items() if new.unit_id != hamlets[hamlet_id]
    ]
    db.session.execute(delete(HamletSuccession).where(HamletSuccession.from_id.in_(stale)))
    return follow_hamlets({old[each]: parts[part] for each, part in hamlets.items() if part})


def _put(place: PostPlace, unit: Unit, part: Unit | None, hamlet: Hamlet | None, by: int | None) -> None:
    """Put a place into another unit from its first day on; what followed from the former one goes."""
    before = place.unit_id
    place.valid_until = _take_back(place)
    place.unit, place.part, place.hamlet = unit, part, hamlet
    facts = {
        "split": place.split_unit_id,
        "from": before,
        "to": unit.id,
        "since": place.valid_from.isoformat(),
    }
    audit.record("post:decided" if part else "post:undecided", place.post, by=by, facts=facts)


def _take_back(place: PostPlace) -> date | None:
    """Remove the places that follow only because the units of those before them ended; returns the last day
    of the whole run."""
    until, unit = place.valid_until, place.unit
    for later in _later_places(place):
        if later.valid_from != until or unit.valid_until != until:
            break
        until, unit = later.valid_until, later.unit
        db.session.delete(later)
    return until


def _later_places(place: PostPlace) -> Iterable[PostPlace]:
    query = (
        select(PostPlace)
        .where(PostPlace.post_id == place.post_id, PostPlace.valid_from > place.valid_from)
        .options(joinedload(PostPlace.unit))
        .order_by(PostPlace.valid_from, PostPlace.id)
    )
    return db.session.scalars(query)

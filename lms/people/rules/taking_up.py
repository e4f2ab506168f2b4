"""Taking up a post: a vacant one where there is one, since a plan belongs to the post; else a new one."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import EndReason, Level, Person, Post, Posting, Role
from lms.people.queries import merged_people, postings_of, vacant_posts
from lms.people.rules.posting import BadTime, NoPlace, assign, end, open_post
from lms.places.models import Hamlet, Unit, UnitKind
from lms.places.queries import hamlet_named
from lms.places.rules.founding import hamlet_in

LEVELS = {
    UnitKind.COUNTRY: (Level.CENTRAL,),
    UnitKind.PROVINCE: (Level.PROVINCE,),
    UnitKind.DISTRICT: (Level.DISTRICT,),
    UnitKind.COMMUNE: (Level.COMMUNE, Level.HAMLET),
}
"""The levels at which people work who serve a unit of each kind."""


class AlreadyServes(Refusal):
    """She holds such a post in the same place already."""


class Wanted(NamedTuple):
    """A post as it is described by whoever chooses none of the vacant ones."""

    role_id: int
    unit_id: int
    hamlet: str = ""
    hamlet_is_new: bool = False
    """Whether the hamlet may be one that nobody has named yet: else its name is taken for a slip."""


def take_up(
    person: Person,
    wanted: Post | Wanted,
    since: date,
    until: date | None = None,
    *,
    second_job: bool = False,
    by: int | None,
) -> Posting:
    """Give a person a vacant post, or the one that is described, from ``since`` on; ``until`` is the first
    day without it.

    Where a post like the one described stands vacant she gets that one. Refuses what
    :func:`lms.people.rules.posting.assign` and :func:`~lms.people.rules.posting.open_post` refuse, a hamlet
    that the commune has not, and a second post of the same role in the same place at the same time.
    """
    lock_for_writing("posts", "hamlets")
    post = _described(wanted, since, by) if isinstance(wanted, Wanted) else wanted
    refuse_second_like(person, post, since, until)
    return assign(person, post, since, until, second_job, by=by)


def move(posting: Posting, wanted: Post | Wanted, day: date, *, by: int | None) -> Posting:
    """Leave a post for another one, which is served from ``day`` on; returns the new posting.

    Refuses a posting that has ended by then, the very post that she leaves, and what :func:`take_up` refuses.
    """
    lock_for_writing("posts", "hamlets")
    if posting.valid_until is not None and posting.valid_until <= day:
        raise BadTime(message("The posting has ended before that day."))
    person, second_job = posting.person, posting.second_job
    end(posting, day, EndReason.MOVED.value, by=by)
    begun = take_up(person, wanted, day, second_job=second_job, by=by)
    if begun.post_id == posting.post_id:
        raise _already(person, posting)
    return begun


def refuse_second_like(
    person: Person, post: Post, since: date, until: date | None, *, besides: Posting | None = None
) -> None:
    """Refuse a post to somebody who holds one of the same role in the same place meanwhile, ``besides`` a
    posting that is not asked about. Who was merged holds what is on any record of hers."""
    for held in postings_of(merged_people().get(person.id, person.id)):
        if held is besides or not _overlaps(held, since, until):
            continue
        if _is_alike(held.post, post, max(since, held.valid_from)):
            raise _already(person, held)


def _already(person: Person, held: Posting) -> AlreadyServes:
    return AlreadyServes(
        message(
            "%(name)s holds this post already, since %(day)s.",
            name=person.full_name,
            day=f"{held.valid_from:%d/%m/%Y}",
        )
    )


def _described(wanted: Wanted, since: date, by: int | None) -> Post:
    unit, role = db.session.get_one(Unit, wanted.unit_id), db.session.get_one(Role, wanted.role_id)
    if role.level not in LEVELS[unit.kind]:
        raise NoPlace(message("Nobody serves %(unit)s in this role.", unit=unit.name))
    hamlet = _hamlet(unit, wanted, since) if role.level is Level.HAMLET else None
    alike = _vacant_like(role, unit, hamlet, since)
    return alike or open_post(role, None, unit, hamlet, since, by=by)


def _hamlet(unit: Unit, wanted: Wanted, day: date) -> Hamlet:
    if not wanted.hamlet:
        raise NoPlace(message("Give the hamlet that the post serves."))
    if wanted.hamlet_is_new and unit.holds_on(day):
        return hamlet_in(unit, wanted.hamlet, day)
    found = hamlet_named(unit.id, wanted.hamlet, day)
    if found is None:
        raise NoPlace(message("%(hamlet)s does not lie in %(unit)s.", hamlet=wanted.hamlet, unit=unit.name))
    return found


def _vacant_like(role: Role, unit: Unit, hamlet: Hamlet | None, day: date) -> Post | None:
    posts: Iterable[Post] = db.session.scalars(vacant_posts(unit.id, day).where(Post.role_id == role.id))
    hamlet_id = hamlet.id if hamlet else None
    fitting = (post for post in posts if (unit.id, hamlet_id) in _places(post, day))
    return next(fitting, None)


def _overlaps(held: Posting, since: date, until: date | None) -> bool:
    begins_before_end = until is None or held.valid_from < until
    return begins_before_end and (held.valid_until is None or held.valid_until > since)


def _is_alike(one: Post, other: Post, day: date) -> bool:
    """Whether two posts are of one role, and serve one place on a day."""
    return one.role_id == other.role_id and bool(_places(one, day) & _places(other, day))


def _places(post: Post, day: date) -> set[tuple[int, int | None]]:
    return {(place.unit_id, place.hamlet_id) for place in post.places if place.holds_on(day)}

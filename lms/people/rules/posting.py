"""Opening posts and giving them to people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from lms.base import audit
from lms.base.bulk import in_pieces, insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import Person, Post, Posting, PostPlace, Role
from lms.places.models import Hamlet, Organisation, Unit

REASON_AT_MOST = 120
Span = tuple[date, date | None]


class NoPlace(Refusal):
    """A post must serve some unit, so that everybody is counted somewhere."""


class PostTaken(Refusal):
    """Somebody holds the post during that time."""


class BadTime(Refusal):
    """The days do not fit: an end before its beginning, a place outside the life of its unit."""


class NewPlace(NamedTuple):
    """Where a post that is to be opened serves during a time."""

    unit_id: int
    hamlet_id: int | None
    since: date
    until: date | None = None


class NewPost(NamedTuple):
    """A post to be opened, with the places that it serves one after the other."""

    role_id: int
    organisation_id: int | None
    since: date
    places: tuple[NewPlace, ...]
    until: date | None = None


class NewPosting(NamedTuple):
    """A post to be given to somebody; ``until`` is the first day without it."""

    person_id: int
    post_id: int
    since: date
    until: date | None = None
    second_job: bool = False
    end_reason: str | None = None


def open_post(
    role: Role,
    organisation: Organisation | None,
    unit: Unit | None,
    hamlet: Hamlet | None,
    since: date,
    *,
    by: int | None = None,
) -> Post:
    """Open a post that serves ``unit`` (the organisation's unit where none is given) from ``since`` on.

    Refuses a post without any unit, a unit that does not exist on that day, and a hamlet of another unit.
    """
    lock_for_writing("posts")
    unit = unit or (organisation.unit if organisation else None)
    if unit is None:
        raise NoPlace(message("A post needs the unit that it serves."))
    if not unit.holds_on(since):
        raise BadTime(
            message("%(unit)s does not exist on %(day)s.", unit=unit.name, day=since.strftime("%d/%m/%Y"))
        )
    if hamlet and hamlet.unit_id != unit.id:
        raise NoPlace(message("%(hamlet)s does not lie in %(unit)s.", hamlet=hamlet.name, unit=unit.name))
    place = NewPlace(unit.id, hamlet.id if hamlet else None, since)
    post = NewPost(role.id, organisation.id if organisation else None, since, (place,))
    (post_id,) = open_posts([post], by=by)
    return db.session.get_one(Post, post_id)


def open_posts(posts: Sequence[NewPost], *, by: int | None) -> list[int]:
    """Open posts; returns their ids.

    Whoever calls it has made sure that each unit holds while it is served, and that the hamlets lie in them.
    """
    lock_for_writing("posts")
    ids = new_ids(Post, len(posts))
    insert_rows(Post, [_post_row(post_id, post) for post_id, post in zip(ids, posts, strict=True)])
    insert_rows(
        PostPlace,
        [
            _place_row(post_id, place)
            for post_id, post in zip(ids, posts, strict=True)
            for place in post.places
        ],
    )
    acts = [
        audit.Act(post_id, {"role": post.role_id, "unit": post.places[0].unit_id})
        for post_id, post in zip(ids, posts, strict=True)
    ]
    audit.record_many("post:opened", Post, acts, by=by)
    return ids


def assign(
    person: Person,
    post: Post,
    since: date,
    until: date | None = None,
    second_job: bool = False,
    *,
    by: int | None = None,
) -> Posting:
    """Give ``post`` to ``person`` from ``since`` on, as :func:`assign_many` does for many."""
    (posting_id,) = assign_many([NewPosting(person.id, post.id, since, until, second_job)], by=by)
    return db.session.get_one(Posting, posting_id)


def assign_many(postings: Sequence[NewPosting], *, by: int | None) -> list[int]:
    """Give posts to people; returns the ids of the postings.

    Refuses days outside the life of the post, and a post that anybody holds on one of them.
    """
    lock_for_writing("posts")
    refuse_bad_times(postings)
    ids = new_ids(Posting, len(postings))
    rows = [_posting_row(posting_id, each) for posting_id, each in zip(ids, postings, strict=True)]
    insert_rows(Posting, rows)
    acts = [
        audit.Act(posting_id, {"since": each.since.isoformat(), "post": each.post_id})
        for posting_id, each in zip(ids, postings, strict=True)
    ]
    audit.record_many("posting:begun", Posting, acts, by=by)
    return ids


def end(posting: Posting, until: date, reason: str, *, by: int | None = None) -> Posting:
    """End a posting: ``until`` is the first day on which it no longer holds; ``reason`` is a word or two.

    Refuses a day not after its beginning, and to make an ended posting longer.
    """
    lock_for_writing("posts")
    if until <= posting.valid_from:
        raise BadTime(message("A posting must end after it begins."))
    if posting.valid_until is not None and posting.valid_until < until:
        raise BadTime(message("The posting has ended before that day."))
    posting.valid_until, posting.end_reason = until, reason[:REASON_AT_MOST]
    posting.expected_back_on = None  # of a leave that was planned, and that this end comes before
    db.session.flush()
    audit.record("posting:ended", posting, by=by, facts={"until": until.isoformat()})
    return posting


def close_post(post: Post, until: date, reason: str, *, by: int | None = None) -> None:
    """Close a post with its places, and end the posting of whoever holds it; ``until`` is the first day
    without it."""
    lock_for_writing("posts")
    for row in (*_lasting(Posting, post, until), *_lasting(PostPlace, post, until)):
        if isinstance(row, Posting):
            end(row, until, reason, by=by)
        else:
            row.valid_until = until
    post.valid_until = until
    db.session.flush()
    audit.record("post:closed", post, by=by, facts={"until": until.isoformat()})


def _lasting(kind: type[Posting] | type[PostPlace], post: Post, day: date) -> list[Posting | PostPlace]:
    lasts = or_(kind.valid_until.is_(None), kind.valid_until > day)
    return list(db.session.scalars(select(kind).where(kind.post_id == post.id, lasts)))


def refuse_bad_times(postings: Iterable[NewPosting]) -> None:
    """Refuse days outside the life of a post, and those on which anybody holds it."""
    by_post: dict[int, list[NewPosting]] = defaultdict(list)
    for each in postings:
        by_post[each.post_id].append(each)
    for post_ids in in_pieces(by_post):
        held: dict[int, list[Span]] = defaultdict(list)
        terms = select(Posting.post_id, Posting.valid_from, Posting.valid_until)
        for post_id, since, until in db.session.execute(terms.where(Posting.post_id.in_(post_ids))):
            held[post_id].append((since, until))
        lives = select(Post.id, Post.valid_from, Post.valid_until)
        for post_id, opened, closed in db.session.execute(lives.where(Post.id.in_(post_ids))):
            for each in by_post[post_id]:
                _refuse_bad_time(each, (opened, closed), held[post_id])
                held[post_id].append((each.since, each.until))


def _refuse_bad_time(posting: NewPosting, life: Span, held: Iterable[Span]) -> None:
    """Refuse days outside the life of the post, or on which somebody holds it."""
    (opened, closed), until = life, posting.until
    if until is not None and until <= posting.since:
        raise BadTime(message("A posting must end after it begins."))
    outlives = closed is not None and (until is None or until > closed)
    if posting.since < opened or outlives:
        raise BadTime(message("The post does not exist during all of that time."))
    for begins, ends in held:
        if (ends is None or ends > posting.since) and (until is None or begins < until):
            raise PostTaken(message("Somebody holds this post during that time."))


def _post_row(post_id: int, post: NewPost) -> dict[str, Any]:
    return {
        "id": post_id,
        "role_id": post.role_id,
        "organisation_id": post.organisation_id,
        "valid_from": post.since,
        "valid_until": post.until,
    }


def _place_row(post_id: int, place: NewPlace) -> dict[str, Any]:
    return {
        "post_id": post_id,
        "unit_id": place.unit_id,
        "hamlet_id": place.hamlet_id,
        "valid_from": place.since,
        "valid_until": place.until,
    }


def _posting_row(posting_id: int, posting: NewPosting) -> dict[str, Any]:
    return {
        "id": posting_id,
        "person_id": posting.person_id,
        "post_id": posting.post_id,
        "second_job": posting.second_job,
        "end_reason": posting.end_reason,
        "valid_from": posting.since,
        "valid_until": posting.until,
    }

"""Opening posts and giving them to people."""

from datetime import date

from sqlalchemy import or_, select

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import Person, Post, Posting, PostPlace, Role
from lms.places.models import Hamlet, Organisation, Unit

REASON_AT_MOST = 120


class NoPlace(Refusal):
    """A post must serve some unit, so that everybody is counted somewhere."""


class PostTaken(Refusal):
    """Somebody holds the post during that time."""


class BadTime(Refusal):
    """The days do not fit: an end before its beginning, a place outside the life of its unit."""


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
    post = Post(role_id=role.id, organisation_id=organisation.id if organisation else None, valid_from=since)
    db.session.add(post)
    db.session.flush()
    place = PostPlace(
        post_id=post.id, unit_id=unit.id, hamlet_id=hamlet.id if hamlet else None, valid_from=since
    )
    db.session.add(place)
    db.session.flush()
    audit.record("post:opened", post, by=by, facts={"role": role.id, "unit": unit.id})
    return post


def assign(
    person: Person,
    post: Post,
    since: date,
    until: date | None = None,
    second_job: bool = False,
    *,
    by: int | None = None,
) -> Posting:
    """Give ``post`` to ``person`` from ``since`` until (and without) ``until``.

    Refuses days outside the life of the post, and a post that anybody holds on one of them.
    """
    lock_for_writing("posts")
    if until is not None and until <= since:
        raise BadTime(message("A posting must end after it begins."))
    outlives = post.valid_until is not None and (until is None or until > post.valid_until)
    if since < post.valid_from or outlives:
        raise BadTime(message("The post does not exist during all of that time."))
    _refuse_overlap(post, since, until)
    posting = Posting(
        person_id=person.id, post_id=post.id, second_job=second_job, valid_from=since, valid_until=until
    )
    db.session.add(posting)
    db.session.flush()
    audit.record("posting:begun", posting, by=by, facts={"since": since.isoformat(), "post": post.id})
    return posting


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


def _refuse_overlap(post: Post, since: date, until: date | None) -> None:
    overlaps = select(Posting.id).where(
        Posting.post_id == post.id, or_(Posting.valid_until.is_(None), Posting.valid_until > since)
    )
    if until is not None:
        overlaps = overlaps.where(Posting.valid_from < until)
    if db.session.scalar(overlaps.limit(1)):
        raise PostTaken(message("Somebody holds this post during that time."))

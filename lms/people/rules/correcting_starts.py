"""Correcting the first day of a posting that came on record with a wrong one."""

from datetime import date

from sqlalchemy import or_, select

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import message
from lms.people.models import Post, Posting, PostPlace
from lms.people.rules.posting import BadTime, PostTaken
from lms.people.rules.taking_up import refuse_second_like


def correct_start(posting: Posting, since: date, *, by: int | None) -> Posting:
    """Have a posting begin on ``since``; where its post opened later, the post opens on that day too.

    Refuses a day that does not lie before its end, one on which somebody else holds the post, one on which
    she holds such a post in the same place, and one on which the place of the post did not exist yet.
    """
    lock_for_writing("posts")
    before = posting.valid_from
    if since == before:
        return posting
    if posting.valid_until is not None and since >= posting.valid_until:
        raise BadTime(message("A posting must end after it begins."))
    _refuse_held(posting, since)
    if since < posting.post.valid_from:
        _open_earlier(posting.post, since, by)
    refuse_second_like(posting.person, posting.post, since, posting.valid_until, besides=posting)
    posting.valid_from = since
    db.session.flush()
    facts = {"values": ["since"], "before": before.isoformat(), "since": since.isoformat()}
    audit.record("posting:corrected", posting, by=by, facts=facts)
    return posting


def _refuse_held(posting: Posting, since: date) -> None:
    """Refuse a day from which on, up to her end, somebody else holds the post at any time."""
    lasting = or_(Posting.valid_until.is_(None), Posting.valid_until > since)
    others = select(Posting.id).where(Posting.post_id == posting.post_id, Posting.id != posting.id, lasting)
    if posting.valid_until is not None:
        others = others.where(Posting.valid_from < posting.valid_until)
    if db.session.scalar(others.limit(1)):
        raise PostTaken(message("Somebody holds this post during that time."))


def _open_earlier(post: Post, since: date, by: int | None) -> None:
    """Open a post earlier than on record, in its first place."""
    first: PostPlace = post.places[0]
    for place in (first.unit, first.hamlet):
        if place and not place.holds_on(since):
            raise BadTime(
                message("%(unit)s does not exist on %(day)s.", unit=place.name, day=f"{since:%d/%m/%Y}")
            )
    post.valid_from = first.valid_from = since
    db.session.flush()
    audit.record("post:opened_earlier", post, by=by, facts={"since": since.isoformat()})

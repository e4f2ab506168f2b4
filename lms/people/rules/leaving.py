"""Leaving a post, for good or for a time, and coming back to it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import LEAVE_REASONS, EndReason, Posting
from lms.people.queries import merged_people
from lms.people.rules.posting import BadTime, NewPosting, assign_many, end, refuse_bad_times


class NotOnLeave(Refusal):
    """She has not left the post, or has come back to it already."""


def leave(posting: Posting, until: date, reason: EndReason, back_on: date, *, by: int | None) -> Posting:
    """Leave a post for a time: ``until`` is the first day without her, ``back_on`` the day on which she means
    to serve again.

    Refuses a day back that does not lie after her leaving, and a reason for which nobody comes back.
    """
    lock_for_writing("posts")
    if reason not in LEAVE_REASONS:
        raise ValueError(f"nobody comes back who {reason}")
    if back_on <= until:
        raise BadTime(message("No day of leave lies between the last day and the day of coming back."))
    end(posting, until, reason.value, by=by)
    posting.expected_back_on = back_on
    db.session.flush()
    audit.record("posting:left", posting, by=by, facts={"back": back_on.isoformat()})
    return posting


def come_back(posting: Posting, since: date, *, by: int | None) -> Posting:
    """Serve again in a post that was left, from ``since`` on; returns the posting that holds then.

    Coming back on the first day without her takes the leaving back: the posting goes on as if she had never
    left. Refuses a post that she has not left by then, or to which she has come back, one that is closed,
    and one that somebody else holds from that day on.
    """
    lock_for_writing("posts")
    if posting.valid_until is None or posting.valid_until > since:
        raise NotOnLeave(message("She has not left this post by that day."))
    if _came_back(posting):
        raise NotOnLeave(message("She has come back to this post already."))
    again = NewPosting(posting.person_id, posting.post_id, since, second_job=posting.second_job)
    if since > posting.valid_until:
        (posting_id,) = assign_many([again], by=by)
        return db.session.get_one(Posting, posting_id)
    refuse_bad_times([again])
    posting.valid_until = posting.end_reason = posting.expected_back_on = None
    db.session.flush()
    audit.record("posting:resumed", posting, by=by, facts={"since": since.isoformat()})
    return posting


def last_in_each_post(postings: Iterable[Posting]) -> set[int]:
    """The ids of the last posting in each post, of those of one person: the one she can come back to."""
    last = {posting.post_id: posting.id for posting in sorted(postings, key=lambda each: each.valid_from)}
    return set(last.values())


def _came_back(posting: Posting) -> bool:
    """Whether she, by whatever record of hers, has held the post since."""
    read_as = merged_people()
    later = select(Posting.person_id).where(
        Posting.post_id == posting.post_id, Posting.valid_from >= posting.valid_until
    )
    herself = read_as.get(posting.person_id, posting.person_id)
    return any(read_as.get(each, each) == herself for each in db.session.scalars(later))

"""Welcoming somebody into a post: a newcomer comes on record and gets her post in one go, also as the one who
follows whoever leaves it."""

from datetime import date

from lms.base.database import db, lock_for_writing
from lms.base.messages import message
from lms.people.models import EndReason, Person, Post, Posting
from lms.people.rules.joining import NewPerson, add_people
from lms.people.rules.posting import end
from lms.people.rules.taking_up import AlreadyServes, Wanted, take_up

Who = NewPerson | Person
"""A newcomer, who is to be added, or somebody on record."""
_GUARDED = "hamlets", "people", "posts"


def guard() -> None:
    """Let nobody else be added or posted until this transaction ends: for whoever looks first whether she is
    on record, so that of two forms sent at once the second finds whom the first has added."""
    lock_for_writing(*_GUARDED)


def welcome(who: Who, wanted: Post | Wanted, since: date, *, by: int | None) -> Posting:
    """Give a post to a newcomer, who is added, or to somebody on record, from ``since`` on.

    Refuses what :func:`lms.people.rules.joining.add_people` and :func:`lms.people.rules.taking_up.take_up`
    refuse; then nobody was added either.
    """
    guard()
    return take_up(_person(who, by), wanted, since, by=by)


def replace(posting: Posting, who: Who, since: date, reason: EndReason, *, by: int | None) -> Posting:
    """End a posting for a reason, and give its post to whoever follows, who serves from ``since`` on: the
    first day without the one who leaves. Returns the new posting.

    Refuses herself, and what :func:`lms.people.rules.posting.end` and :func:`welcome` refuse; then nobody has
    left.
    """
    guard()
    if isinstance(who, Person) and who.id == posting.person_id:
        raise AlreadyServes(message("She holds this post herself: somebody else must follow."))
    end(posting, since, reason.value, by=by)
    return take_up(_person(who, by), posting.post, since, by=by)


def _person(who: Who, by: int | None) -> Person:
    if isinstance(who, Person):
        return who
    (person_id,) = add_people([who], by=by)
    return db.session.get_one(Person, person_id)

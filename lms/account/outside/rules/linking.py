"""Linking somebody's account with one of another house, using the link, and taking it away.

Nobody is found by an e-mail address or a name: whoever signs in there first is nobody here until somebody who
is signed in here says that it is she.
"""

from datetime import datetime

from lms.account.outside.models import OutsideLink
from lms.account.outside.queries import link_of, link_to
from lms.account.outside.rules.asking import stale
from lms.account.outside.rules.trusting import Said
from lms.account.rules.telling import tell_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.queries import merged_people


class AlreadyLinked(Refusal):
    """The account, or the person, is linked otherwise."""


def link(person_id: int, said: Said, name: str) -> OutsideLink:
    """Let an account of another house, called ``name``, sign this person in, who is told of it in her inbox;
    the same again where it does already.

    Raises :class:`AlreadyLinked` where it signs somebody else in, or another one signs her in."""
    lock_for_writing("outside-link")
    there, hers = link_to(*said), link_of(person_id, said.issuer)
    if there is not None and there.person_id == person_id:
        return there
    if there is not None:
        raise AlreadyLinked(
            message("That account signs somebody else in already. Tell the administrator if it is yours.")
        )
    if hers is not None:
        raise AlreadyLinked(
            message("Another account is linked already. Remove that link first, then link the new one.")
        )
    row = OutsideLink(
        issuer=said.issuer,
        subject=said.subject,
        person_id=person_id,
        linked_at=clock.now(),
        last_used_at=None,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("outside_link:made", row, by=person_id)
    what = message("An account of %(name)s was linked: whoever signs in there comes in as you.", name=name)
    tell_of(what, person_id, person_id)
    return row


def use_link(said: Said, at: datetime) -> int | None:
    """Whom an account of another house signs in, by what that house said at a moment; None for nobody.

    Who was merged is who is kept. Raises ``Stale`` for what was said before the link was last used: it has
    opened a sign-in, or was left behind by one."""
    lock_for_writing("outside-link")
    row = link_to(*said)
    if row is None:
        return None
    if row.last_used_at is not None and at <= row.last_used_at:
        raise stale()
    row.last_used_at = clock.now()
    db.session.flush()
    return merged_people().get(row.person_id, row.person_id)


def unlink(person_id: int, issuer: str, name: str, by: int) -> bool:
    """Let the other house, called ``name``, sign this person in no longer; she is told of it. False where it
    did not."""
    lock_for_writing("outside-link")
    row = link_of(person_id, issuer)
    if row is None:
        return False
    audit.record("outside_link:removed", row, by=by)
    db.session.delete(row)
    db.session.flush()
    what = message("The link with an account of %(name)s was removed: it signs you in no longer.", name=name)
    tell_of(what, person_id, by)
    return True

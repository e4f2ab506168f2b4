"""Opening and ending sign-ins."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from lms.account.models import DeviceKind, DeviceUser, SignInSession
from lms.account.policies import is_sensitive, limits
from lms.account.queries import digest, sessions_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.people.models import Person

STAYS_OWN = timedelta(days=400)  # the longest that browsers keep a cookie; as long again when it is used
STAYS_BORROWED = timedelta(hours=12)
AT_MOST = 10  # devices of one person; the oldest is signed out by the next one


def open_session(
    person_id: int,
    device: str,
    user: DeviceUser | None = None,
    *,
    by_card: bool = False,
    second_done: bool = False,
) -> str:
    """Sign somebody in on a device; returns the token for its cookie, which is kept nowhere else.

    ``user`` says whose device it is and which card brought her there; ``by_card`` that no password was asked;
    ``second_done`` that she has proved twice who she is.
    """
    lock_for_writing(f"account:{person_id}")
    token, now = secrets.token_urlsafe(32), clock.now()
    limited = is_sensitive(db.session.get_one(Person, person_id), clock.today())
    for old in db.session.scalars(sessions_of(person_id, now).offset(AT_MOST - 1)):
        old.revoked_at = now
    borrowed = user is not None and user.kind is DeviceKind.BORROWED
    row = SignInSession(
        token_hash=digest(token),
        person_id=person_id,
        device=device[:80],
        device_id=user.device_id if user else None,
        card_id=user.card_id if user else None,
        by_card=by_card,
        second_at=now if second_done else None,
        is_limited=limited,
        created_at=now,
        expires_at=now + _stay(borrowed, limited),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("sign_in_session:opened", row, by=person_id)
    return token


def _stay(borrowed: bool, limited: bool) -> timedelta:
    if borrowed:
        return min(STAYS_BORROWED, limits().lasts)
    return min(STAYS_OWN, limits().lasts) if limited else STAYS_OWN


def end_session(person: Person, session_id: int, *, by: int | None = None) -> bool:
    """Sign a person out on one of her devices; False when it is not hers or has ended already.

    ``by`` is who does it; she herself when not said.
    """
    lock_for_writing(f"account:{person.id}")
    query = sessions_of(person.id, clock.now()).where(SignInSession.id == session_id)
    row = db.session.scalar(query)
    if row is None:
        return False
    row.revoked_at = clock.now()
    audit.record("sign_in_session:ended", row, by=by or person.id, facts={"person": person.id})
    return True


def end_this_session(token: str) -> None:
    """Sign out where the request came from."""
    lock_for_writing("account:sign-out")
    row = db.session.scalar(select(SignInSession).where(SignInSession.token_hash == digest(token)))
    if row is not None and row.revoked_at is None:
        row.revoked_at = clock.now()
        audit.record("sign_in_session:ended", row, by=row.person_id)


def end_other_sessions(person_id: int, but: str | None, *, by: int | None = None) -> int:
    """Sign a person out everywhere but where the token ``but`` lives; returns how many sign-ins ended.

    ``by`` is who does it; None for the product itself.
    """
    lock_for_writing(f"account:{person_id}")
    ended = db.session.scalars(
        update(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.revoked_at.is_(None),
            SignInSession.token_hash != (digest(but) if but else ""),
        )
        .values(revoked_at=clock.now())
        .returning(SignInSession.id)
    ).all()
    acts = [audit.Act(each, {"person": person_id}) for each in ended]
    audit.record_many("sign_in_session:ended", SignInSession, acts, by=by)
    return len(ended)

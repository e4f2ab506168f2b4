"""Knowing the browsers that people sign in with: whose they are, what they may hand in, when they forget."""

import secrets
import uuid
from datetime import timedelta

from sqlalchemy import select, update

from lms.account.models import Card, Device, DeviceKind, DeviceUser, SendingKey, SignInSession
from lms.account.queries import SEEN_AGAIN, device_by_token, digest, user_of
from lms.account.rules.keeping_sessions import STAYS_OWN
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing

MOST_UNSENT = 99_999  # a phone that says more is not believed


def meet_device(cookie: str | None, name: str) -> tuple[Device, str]:
    """The device with this cookie, or a new one where it has none; and the cookie it is to keep."""
    token = cookie or secrets.token_urlsafe(32)
    lock_for_writing(f"device:{digest(token)}")
    now, device = clock.now(), device_by_token(token)
    if device is None:
        token = secrets.token_urlsafe(32)  # never one that the browser made up
        device = Device(
            uuid=str(uuid.uuid4()), token_hash=digest(token), created_at=now, last_seen_at=now, unsent=0
        )
        db.session.add(device)
    device.name, device.last_seen_at = name[:80], now
    db.session.flush()
    return device, token


def enrol(device: Device, person_id: int, kind: DeviceKind, card: Card | None = None) -> DeviceUser:
    """Let somebody who has just signed in on a device be known there. One that was revoked as lost and with
    which she comes back is trusted again, with the keys it still keeps."""
    lock_for_writing(f"device:{device.id}")
    now, user = clock.now(), user_of(device.id, person_id)
    if user is None:
        user = DeviceUser(device_id=device.id, person_id=person_id, since=now)
        db.session.add(user)
    user.kind, user.card_id, user.last_used_at = kind, card.id if card else None, now
    returned, user.forgotten_at, user.revoked_at = user.revoked_at is not None, None, None
    db.session.flush()
    if returned:
        keys = update(SendingKey).where(SendingKey.device_user_id == user.id)
        db.session.execute(keys.values(revoked_at=None))
    return user


def remember(user: DeviceUser, days: int) -> None:
    """Let her password be enough on this device for so many days; nothing on one that is only borrowed."""
    lock_for_writing(f"device:{user.device_id}")
    if days and user.kind is DeviceKind.OWN:
        user.remembered_until = clock.now() + timedelta(days=days)
        db.session.flush()


def give_sending_key(user: DeviceUser) -> str:
    """A new key with which a device hands in what this person does on it; it is kept on the phone only."""
    lock_for_writing(f"device:{user.device_id}")
    key = secrets.token_urlsafe(32)
    db.session.add(SendingKey(key_hash=digest(key), device_user_id=user.id, created_at=clock.now()))
    db.session.flush()
    return key


def forget(device_id: int, person_id: int) -> None:
    """Offer somebody's name on a device no longer; what she has not sent yet is still taken."""
    lock_for_writing(f"device:{device_id}")
    user = user_of(device_id, person_id)
    if user is not None and user.forgotten_at is None:
        user.forgotten_at = clock.now()
        db.session.flush()


def forget_everywhere(person_id: int) -> None:
    """Offer somebody's name on no device any more; what she has not sent yet is still taken."""
    lock_for_writing(f"devices:{person_id}")
    known = DeviceUser.person_id == person_id, DeviceUser.forgotten_at.is_(None)
    db.session.execute(update(DeviceUser).where(*known).values(forgotten_at=clock.now()))


def revoke(user: DeviceUser, by: int) -> None:
    """Trust a device no longer for one of its people: she is signed out there, and what it still hands in
    in her name is kept apart."""
    user_id, device_id, person_id = user.id, user.device_id, user.person_id
    lock_for_writing(f"device:{device_id}")
    now = clock.now()
    user = db.session.get_one(DeviceUser, user_id)
    user.revoked_at = user.forgotten_at = now
    user.remembered_until = None
    keys = SendingKey.device_user_id == user_id, SendingKey.revoked_at.is_(None)
    db.session.execute(update(SendingKey).where(*keys).values(revoked_at=now))
    here = SignInSession.device_id == device_id, SignInSession.person_id == person_id
    db.session.execute(
        update(SignInSession).where(*here, SignInSession.revoked_at.is_(None)).values(revoked_at=now)
    )
    db.session.flush()
    audit.record("device_user:revoked", user, by=by, facts={"person": person_id})


def note_unsent(device_uuid: str, number: int) -> None:
    """Note how many things a device says it still has to hand in, and that it is in use.

    Writes only when the number changed, or once a day: then those whose device it is stay signed in anew.
    """
    now, number = clock.now(), max(0, min(number, MOST_UNSENT))
    known = select(Device.id, Device.unsent, Device.last_seen_at).where(Device.uuid == device_uuid)
    found = db.session.execute(known).first()
    if found is None or (found.unsent == number and now - found.last_seen_at < SEEN_AGAIN):
        return
    lock_for_writing(f"device:{found.id}")
    values = {"unsent": number, "last_seen_at": now}
    db.session.execute(update(Device).where(Device.id == found.id).values(values))
    if now - found.last_seen_at >= SEEN_AGAIN:
        _stay(found.id)


def _stay(device_id: int) -> None:
    """Let those whose device it is stay signed in there as long again."""
    now = clock.now()
    owners = select(DeviceUser.person_id).where(
        DeviceUser.device_id == device_id, DeviceUser.kind == DeviceKind.OWN
    )
    db.session.execute(
        update(SignInSession)
        .where(
            SignInSession.device_id == device_id,
            SignInSession.person_id.in_(owners),
            SignInSession.revoked_at.is_(None),
            SignInSession.is_limited.is_(False),
            SignInSession.expires_at > now,
        )
        .values(expires_at=now + STAYS_OWN)
    )

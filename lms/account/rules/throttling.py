"""Slowing down whoever guesses. A try is counted before it is looked at, so that a hundred at once are a
hundred tries; the entrance commits the count at once, whatever comes of the try."""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from sqlalchemy import delete

from lms.account.models import Throttle
from lms.base import clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import fold
from lms.people.rules.phoning import BadPhone, normal_phone


class Limit(NamedTuple):
    """So many tries in so long a time."""

    tries: int
    window: timedelta


# Not by network alone: a whole class of collaborators signs in from one office, often through one address.
ONE_LOGIN_FROM_ONE_NETWORK = Limit(8, timedelta(minutes=10))
ONE_LOGIN_ON_HER_DEVICE = Limit(8, timedelta(minutes=10))
ONE_LOGIN_FROM_ANYWHERE = Limit(40, timedelta(hours=1))
ONE_NETWORK = Limit(600, timedelta(hours=1))
SIX_DIGITS = Limit(30, timedelta(days=1))
"""Beside these for what has but a million values: whoever guesses all day finds it once in thirty years."""


class TooManyTries(Refusal):
    """Somebody has to wait ``seconds`` before the next try."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        super().__init__(
            message("Too many tries. Please wait %(minutes)s minutes, then try again.", minutes=minutes)
        )


def count_try(login: str, address: str, device_id: int | None = None, *, digits: bool = False) -> int:
    """Count a try to sign in and say how many it are of this login in the hour; refuses it with
    :class:`TooManyTries` when there were too many.

    ``device_id`` is the device that asks, where it knows somebody with this login: it is counted by
    itself, so that nobody can keep her out of it by guessing elsewhere. ``digits``: what is tried are six
    digits.
    """
    limits = _keys(login, address, device_id, digits)
    lock_for_writing(*(f"throttle:{key}" for key in limits))
    now = clock.now()
    rows = {key: _running(key, limit, now) for key, limit in limits.items()}
    for key, row in rows.items():
        if row.tries >= limits[key].tries:
            raise TooManyTries(max(1, round((row.ends_at - now).total_seconds())))
    for row in rows.values():
        row.tries += 1
    db.session.flush()
    of_login = (ONE_LOGIN_FROM_ANYWHERE, ONE_LOGIN_ON_HER_DEVICE)
    return max(row.tries for key, row in rows.items() if any(limits[key] is each for each in of_login))


def forget_tries(
    login: str, address: str, device_id: int | None = None, *, digits: bool = False, shared: bool = False
) -> None:
    """Begin anew for somebody who has just signed in, and take her try off the count of her network.

    ``shared``: others sign in with this login too. Then only her own try is taken off: whoever guesses at
    theirs must not wipe the slate by signing in as herself now and then.
    """
    limits = _keys(login, address, device_id, digits)
    lock_for_writing(*(f"throttle:{key}" for key in limits))
    for key, limit in limits.items():
        row = db.session.get(Throttle, key)
        if row and (shared or limit is ONE_NETWORK):
            row.tries = max(0, row.tries - 1)
        elif row:
            db.session.delete(row)
    db.session.flush()


def forget_ended() -> None:
    """Remove the counts whose windows have ended."""
    lock_for_writing("throttle")
    db.session.execute(delete(Throttle).where(Throttle.ends_at <= clock.now()))


def network_of(address: str) -> str:
    """The network of an address: 24 bits of IPv4, 64 of IPv6, where one subscriber has them all."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed, 24 if parsed.version == 4 else 64), strict=False))


def _keys(login: str, address: str, device_id: int | None, digits: bool) -> dict[str, Limit]:
    name, network = _name_of(login), network_of(address)
    if device_id is not None:
        return {
            _digest(f"login and device: {name} {device_id}"): ONE_LOGIN_ON_HER_DEVICE,
            _digest(f"network: {network}"): ONE_NETWORK,
        }
    return {
        **({_digest(f"digits: {name}"): SIX_DIGITS} if digits else {}),
        _digest(f"login and network: {name} {network}"): ONE_LOGIN_FROM_ONE_NETWORK,
        _digest(f"login: {name}"): ONE_LOGIN_FROM_ANYWHERE,
        _digest(f"network: {network}"): ONE_NETWORK,
    }


def _name_of(login: str) -> str:
    """What is counted under a login: one for all spellings of a phone number."""
    with suppress(BadPhone):
        if phone := normal_phone(login):
            return phone
    return fold(login)[:64]


def _running(key: str, limit: Limit, now: datetime) -> Throttle:
    row = db.session.get(Throttle, key)
    if row is None:
        row = Throttle(key=key, started_at=now, ends_at=now + limit.window, tries=0)
        db.session.add(row)
    elif not now < row.ends_at <= now + limit.window:  # over, or counted by a clock that was set back since
        row.started_at, row.ends_at, row.tries = now, now + limit.window, 0
    return row


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

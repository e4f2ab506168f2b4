"""Reading accounts and sign-ins."""

import hashlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, lazyload

from lms.account.models import Account, Card, Device, DeviceKind, DeviceUser, SendingKey, SignInSession
from lms.account.policies import SENSITIVE, staff_must
from lms.base import clock
from lms.base.database import db
from lms.base.prepared import Prepared
from lms.base.text import clean
from lms.people.models import AccessRole, Grant, Person
from lms.people.queries import postings_of
from lms.people.rules.phoning import BadPhone, normal_phone
from lms.places.queries import ancestors_of
from lms.web.sending import Sender

LONGEST_LOGIN = 64
SEEN_AGAIN = timedelta(days=1)  # how often it is worth a write that a device is in use

# Who holds access to others' records signs in with her password: a card or four digits are not enough.
_HAS_ACCESS = select(Grant.id).where(
    Grant.person_id == SignInSession.person_id,
    Grant.valid_from <= bindparam("today"),
    or_(Grant.valid_until.is_(None), Grant.valid_until > bindparam("today")),
)

# Who opens the records of a department proves twice who she is, where the settings ask for it.
_MUST_PROVE_TWICE = _HAS_ACCESS.where(or_(*(Grant.access_role == role for role in SENSITIVE)))

# Whose session lasts; every request asks. Composed once, because composing takes longer than the reading.
_LASTS = (
    SignInSession.token_hash == bindparam("token_hash"),
    SignInSession.revoked_at.is_(None),
    SignInSession.expires_at > bindparam("now"),
    or_(SignInSession.by_card.is_(False), ~_HAS_ACCESS.exists()),
    or_(SignInSession.second_at.is_not(None), bindparam("once_is_enough"), ~_MUST_PROVE_TWICE.exists()),
)
_SIGNED_IN = (
    select(Person)
    .join(SignInSession, SignInSession.person_id == Person.id)
    .where(*_LASTS)
    .options(lazyload(Person.grants))
)
ASKER = select(SignInSession.person_id).where(*_LASTS).subquery("asker")
"""The key of whose session it is, for a statement that reads more in one go: given :func:`asked_with`."""
_ASKER = Prepared(select(ASKER.c.person_id))


def digest(token: str) -> str:
    """The digest under which a session is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def asked_with(token: str, now: datetime) -> dict[str, object]:
    """What a statement that asks whose session this is must be given."""
    return {
        "token_hash": digest(token),
        "now": now,
        "today": clock.day_of(now),
        "once_is_enough": not staff_must(),
    }


def signed_in_by(token: str, now: datetime) -> Person | None:
    """The person whose session this is, while it lasts: one read by a unique key.

    Her grants are read only when somebody asks what she may do; a learner's pages never ask.
    """
    return db.session.scalar(_SIGNED_IN, asked_with(token, now))


def asker_of(token: str) -> int | None:
    """The key of whose session it is, for whoever needs no more of her."""
    found = _ASKER.first(asked_with(token, clock.now()))
    return found[0] if found else None


SENDER = (
    select(DeviceUser.person_id, Device.uuid, SendingKey.revoked_at, Device.unsent, Device.last_seen_at)
    .select_from(SendingKey)
    .join(DeviceUser, DeviceUser.id == SendingKey.device_user_id)
    .join(Device, Device.id == DeviceUser.device_id)
    .where(SendingKey.key_hash == bindparam("key_hash"))
    .subquery("sender")
)
"""A row for :func:`sender_of`, for a statement that reads more in one go: given :func:`sent_with`."""
_SENDS = (
    select(Person, *SENDER.c).join(SENDER, SENDER.c.person_id == Person.id).options(lazyload(Person.grants))
)


def sent_with(key: str) -> dict[str, object]:
    """What a statement that asks whose key this is must be given."""
    return {"key_hash": digest(key)}


def sender_of(
    person_id: int,
    device: str,
    revoked_at: datetime | None,
    unsent: int,
    last_seen_at: datetime,
    *,
    now: datetime,
) -> Sender:
    """Whose key it is, from a row of ``SENDER``."""
    noted = unsent if now - last_seen_at < SEEN_AGAIN else None
    return Sender(person_id, device, revoked=revoked_at is not None, noted=noted)


def find_sender(key: str) -> tuple[Person, Sender] | None:
    """Whose sending key this is, and of which device; None for a key that nobody was given."""
    found = db.session.execute(_SENDS, sent_with(key)).first()
    if found is None:
        return None
    person, *row = found
    return person, sender_of(*row, now=clock.now())


def device_by_token(token: str) -> Device | None:
    """The device whose cookie this is."""
    return db.session.scalar(select(Device).where(Device.token_hash == digest(token)))


def user_of(device_id: int, person_id: int) -> DeviceUser | None:
    """What is known of somebody on a device."""
    return db.session.scalar(
        select(DeviceUser).where(DeviceUser.device_id == device_id, DeviceUser.person_id == person_id)
    )


def people_on(token: str | None, borrowed_since: datetime) -> Sequence[DeviceUser]:
    """Those whose names are offered on the device with this cookie, by name: whose device it is, and who
    borrowed it after ``borrowed_since`` and has not signed out."""
    if not token:
        return []
    return db.session.scalars(
        select(DeviceUser)
        .join(Device, Device.id == DeviceUser.device_id)
        .join(Person, Person.id == DeviceUser.person_id)
        .where(
            Device.token_hash == digest(token),
            DeviceUser.forgotten_at.is_(None),
            or_(DeviceUser.kind == DeviceKind.OWN, DeviceUser.last_used_at > borrowed_since),
        )
        .order_by(Person.sort_key, Person.id)
        .options(joinedload(DeviceUser.person).lazyload(Person.grants))
    ).all()


def people_known_as(login: str) -> Sequence[Person]:
    """Whoever signs in with this phone number or staff code, by name; several may share a phone."""
    login = clean(login)[:LONGEST_LOGIN]
    known: list[ColumnElement[bool]] = [Person.code.in_({login, login.upper()})]
    with suppress(BadPhone):
        if phone := normal_phone(login):
            known.append(Person.phone == phone)
    query = select(Person).where(or_(*known)).options(lazyload(Person.grants))
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def people_with_ids(person_ids: Collection[int]) -> Sequence[Person]:
    """Some people, by name."""
    query = select(Person).where(Person.id.in_(person_ids)).options(lazyload(Person.grants))
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def account_of(person_id: int) -> Account | None:
    """The account of a person, if she has one."""
    return db.session.get(Account, person_id)


def accounts_of(person_ids: Sequence[int]) -> dict[int, Account]:
    """The accounts of some people, by person."""
    rows = db.session.scalars(select(Account).where(Account.person_id.in_(person_ids)))
    return {row.person_id: row for row in rows}


def pins_good_on(person_ids: Sequence[int], day: date, tries: int) -> dict[int, datetime]:
    """Since when each of these people has the PIN that she has on ``day``. Left out is who has none, whom
    ``tries`` wrong ones have locked out, and who holds access to others' records."""
    has_access = select(Grant.id).where(Grant.person_id == Account.person_id, Grant.holding_on(day)).exists()
    rows = db.session.execute(
        select(Account.person_id, Account.pin_set_at).where(
            Account.person_id.in_(person_ids),
            Account.pin_hash.is_not(None),
            Account.pin_tries < tries,
            ~has_access,
        )
    )
    return {person_id: set_at for person_id, set_at in rows if set_at}


def sessions_of(person_id: int, now: datetime) -> Select[SignInSession]:
    """Where somebody is signed in now, newest first."""
    return (
        select(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.revoked_at.is_(None),
            SignInSession.expires_at > now,
        )
        .order_by(SignInSession.created_at.desc(), SignInSession.id.desc())
    )


def living_cards(person_ids: Sequence[int]) -> dict[int, Card]:
    """The cards of some people that are good, by person."""
    rows = db.session.scalars(
        select(Card).where(Card.person_id.in_(person_ids), Card.voided_at.is_(None)).order_by(Card.id)
    )
    return {row.person_id: row for row in rows}


def card_digests(person_ids: Collection[int]) -> dict[int, str]:
    """The SHA-256 of the token on each of these people's good cards, by person."""
    return {person_id: card.token_hash for person_id, card in living_cards(list(person_ids)).items()}


def card_by_token(token: str) -> Card | None:
    """The card whose QR code holds this token, good or void."""
    return db.session.scalar(select(Card).where(Card.token_hash == digest(token)))


def card_by_code(code_hash: str) -> Card | None:
    """The card whose printed code has this digest, good or void."""
    return db.session.scalar(select(Card).where(Card.code_hash == code_hash))


def devices_of(person_id: int) -> Sequence[DeviceUser]:
    """Where somebody has signed in and is not revoked, the latest first."""
    return db.session.scalars(
        select(DeviceUser)
        .where(DeviceUser.person_id == person_id, DeviceUser.revoked_at.is_(None))
        .options(joinedload(DeviceUser.device), joinedload(DeviceUser.card))
        .order_by(DeviceUser.last_used_at.desc(), DeviceUser.id.desc())
    ).all()


class Behind(NamedTuple):
    """A device that said last that it still had things to hand in."""

    person_id: int
    name: str
    """Of whoever of the people asked about used it last."""
    others: int
    """How many more of them use it."""
    unsent: int
    last_seen_at: datetime


def devices_behind(people: Select[int]) -> list[Behind]:
    """The devices of people (by id) that have things to hand in, and are trusted for one of them still: who
    was heard of longest ago first."""
    rows = db.session.execute(
        select(Device.id, Device.unsent, Device.last_seen_at, Person.id.label("person_id"), Person.full_name)
        .join(DeviceUser, DeviceUser.device_id == Device.id)
        .join(Person, Person.id == DeviceUser.person_id)
        .where(Device.unsent > 0, DeviceUser.revoked_at.is_(None), Person.id.in_(people))
        .order_by(Device.last_seen_at, Device.id, DeviceUser.last_used_at.desc(), DeviceUser.id)
    ).all()
    found = [list(users) for _device, users in groupby(rows, key=lambda row: row.id)]
    return [
        Behind(first.person_id, first.full_name, len(others), first.unsent, first.last_seen_at)
        for first, *others in found
    ]


def officer_of(person_id: int, day: date) -> Person | None:
    """The officer who answers on ``day`` for the place that somebody serves or served last: of the commune,
    else of what lies above it."""
    for posting in postings_of(person_id):
        places = [place for place in posting.post.places if place.holds_on(day)] or posting.post.places
        for unit in (unit for place in places for unit in (place.unit, *ancestors_of(place.unit))):
            officer = db.session.scalar(
                select(Person)
                .join(Grant, Grant.person_id == Person.id)
                .where(
                    Grant.unit_id == unit.id, Grant.access_role == AccessRole.OFFICER, Grant.holding_on(day)
                )
                .order_by(Grant.id)
                .limit(1)
                .options(lazyload(Person.grants))
            )
            if officer is not None and officer.id != person_id:
                return officer
    return None


def is_by_card_without_pin(token_hash: str) -> bool:
    """Whether a card opened the session with this digest and its person has no PIN yet."""
    found = (
        select(SignInSession.id)
        .outerjoin(Account, Account.person_id == SignInSession.person_id)
        .where(
            SignInSession.token_hash == token_hash,
            SignInSession.by_card,
            Account.pin_hash.is_(None),
        )
    )
    return db.session.scalar(found) is not None


def account_count() -> int:
    """How many people can sign in, or will when they have used their printed code."""
    return db.session.scalar(select(func.count()).select_from(Account)) or 0


def live_session_count(now: datetime) -> int:
    """On how many devices somebody is signed in now."""
    live = (SignInSession.revoked_at.is_(None), SignInSession.expires_at > now)
    return db.session.scalar(select(func.count()).select_from(SignInSession).where(*live)) or 0


def has_demo_accounts() -> bool:
    """Whether somebody could sign in with a password that is printed for everybody to read."""
    return db.session.scalar(select(Account.person_id).where(Account.is_demo).limit(1)) is not None

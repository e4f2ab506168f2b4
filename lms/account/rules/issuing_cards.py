"""Cards: making them for people, voiding them. One person has one living card."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import update

from lms.account.models import Account, Card, DeviceUser, PrintedCard, SignInSession
from lms.account.queries import accounts_of, digest, living_cards
from lms.account.rules.handing_slips import place_of_work
from lms.account.rules.hashing import digest_code
from lms.account.rules.one_time_codes import new_code
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import Person
from lms.people.queries import postings_on

AT_MOST = 200
"""Cards printed at once: twenty sheets."""
TOKEN_BYTES = 16  # 128 bits
CODE_LENGTH = 10  # 46 bits, found by a slow hash; each try is counted


class NoCards(Refusal):
    """There is nobody to make a card for."""


class CardGone(Refusal):
    """There is no living card to void."""


def may_carry(person: Person, day: date) -> bool:
    """Whether a card may open this person's account: not where it opens the records of others."""
    return not person.grants_on(day)


def without_card(people: Sequence[Person]) -> list[Person]:
    """Those who may carry a card and have no living one."""
    cards, today = living_cards([person.id for person in people]), clock.today()
    return [person for person in people if person.id not in cards and may_carry(person, today)]


def make_cards(people: Sequence[Person], by: int, address: str) -> list[PrintedCard]:
    """New cards for the people, at most 200; cards they had before are void from now on.

    ``address`` is that of the product. Raises :class:`NoCards` where nobody here may carry one.
    """
    today = clock.today()
    chosen = [person for person in people if may_carry(person, today)][:AT_MOST]
    if not chosen:
        raise NoCards(
            message(
                "There is nobody here who needs a card. "
                "Whoever holds access to others' records signs in with a password."
            )
        )
    posts = postings_on([person.id for person in chosen], today)
    lines = [(each.id, each.full_name, place_of_work(posts.get(each.id, []))) for each in chosen]
    made = issue([person_id for person_id, *_ in lines], by)
    return [
        PrintedCard(name, place, f"{code[:5]}-{code[5:]}", f"{address}/c#{token}")
        for (_id, name, place), (token, code) in zip(lines, made, strict=True)
    ]


def issue(person_ids: Sequence[int], by: int | None) -> list[tuple[str, str]]:
    """Token and code of a new card for each of these people, in their order; the entrance commits."""
    secret = [(secrets.token_urlsafe(TOKEN_BYTES), new_code(CODE_LENGTH)) for _ in person_ids]
    digests = [(digest(token), digest_code(code)) for token, code in secret]
    lock_for_writing("cards")
    void_cards(person_ids, by)
    known = accounts_of(person_ids)
    db.session.add_all(Account(person_id=each, is_demo=False) for each in person_ids if each not in known)
    cards = [
        Card(
            person_id=person_id,
            token_hash=token_hash,
            code_hash=code_hash,
            issued_at=clock.now(),
            issued_by_id=by,
        )
        for person_id, (token_hash, code_hash) in zip(person_ids, digests, strict=True)
    ]
    db.session.add_all(cards)
    db.session.flush()
    for card in cards:
        audit.record("card:issued", card, by=by, facts={"person": card.person_id})
    return secret


def void_card(person: Person, by: int) -> None:
    """Let a person's card open nothing from now on; raises :class:`CardGone` where she has none."""
    person_id = person.id
    if not void_cards([person_id], by):
        raise CardGone(message("There is no card to void: it was voided or replaced before."))


def void_cards(person_ids: Iterable[int], by: int | None) -> int:
    """Void the living cards of these people, end every sign-in that came by one of them, and let the
    devices it was used on forget her; what she has not sent yet is still taken. Returns how many it were."""
    lock_for_writing("cards")
    now = clock.now()
    cards = list(living_cards(list(person_ids)).values())
    for card in cards:
        card.voided_at, card.voided_by_id = now, by
        audit.record("card:voided", card, by=by, facts={"person": card.person_id})
    db.session.flush()
    ids = [card.id for card in cards]
    sessions = SignInSession.card_id.in_(ids), SignInSession.revoked_at.is_(None)
    db.session.execute(update(SignInSession).where(*sessions).values(revoked_at=now))
    users = DeviceUser.card_id.in_(ids), DeviceUser.forgotten_at.is_(None)
    db.session.execute(update(DeviceUser).where(*users).values(forgotten_at=now))
    return len(ids)

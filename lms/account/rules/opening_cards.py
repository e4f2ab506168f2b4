"""Signing in by a card: whether it opens, and where."""

from lms.account.models import Account, Card, Device
from lms.account.queries import account_of, officer_of
from lms.account.rules.issuing_cards import may_carry
from lms.base import clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message
from lms.people.models import Person
from lms.people.queries import merged_people, postings_of


class CardRefused(Refusal):
    """The card opens nothing, or not here; the sentence says what to do."""


def whom_to_see(person_id: int) -> Message:
    """The officer who helps this person, with her phone number where there is one."""
    officer = officer_of(person_id, clock.today())
    if officer is None:
        return message("the population officer of the commune")
    if officer.phone is None:
        return message("the population officer %(name)s", name=officer.full_name)
    return message(
        "the population officer %(name)s (phone %(phone)s)", name=officer.full_name, phone=officer.phone
    )


def check_card(card: Card | None, device: Device | None) -> Card:
    """The card, when it opens on this device; raises :class:`CardRefused` with what to do instead.

    Until its person has chosen a PIN a card opens only where it was used first.
    """
    if card is None:
        raise CardRefused(
            message(
                "This card is not known here. Scan it again, or type the code that is printed on it; "
                "if it still does not work, ask the population officer of the commune for a new card."
            )
        )
    check_person(card.person)
    officer = whom_to_see(card.person_id)
    if card.voided_at is not None:
        raise CardRefused(
            message("This card is no longer valid. For a new one, see %(officer)s.", officer=officer)
        )
    elsewhere = card.first_device_id is not None and (device is None or card.first_device_id != device.id)
    if elsewhere and not has_pin(account_of(card.person_id)):
        raise CardRefused(
            message(
                "This card was first used on another phone and has no PIN yet, so it opens only there. "
                "Choose a PIN on that phone; if it is not at hand, see %(officer)s.",
                officer=officer,
            )
        )
    return card


def check_person(person: Person) -> None:
    """Refuse with :class:`CardRefused` whoever does not sign in by card or PIN: who was merged, who holds
    access to the records of others, who serves nowhere any more."""
    if person.id in merged_people():
        raise CardRefused(
            message(
                "This card belongs to a record that was joined with another one. "
                "Ask the population officer of the commune for a new card."
            )
        )
    if not may_carry(person, clock.today()):
        raise CardRefused(
            message(
                "Whoever has access to others' records signs in with a password, "
                "not with a card or a PIN. Sign in with the password."
            )
        )
    if not _serves(person):
        raise CardRefused(
            message(
                "The post this card belongs to has ended, so it no longer opens. What was learnt stays on "
                "record. If the post goes on, tell the population officer of the commune."
            )
        )


def has_pin(account: Account | None) -> bool:
    """Whether she has chosen a PIN."""
    return account is not None and account.pin_hash is not None


def use_card(card_id: int, device: Device) -> Card:
    """The card, bound to this device at its first use; raises :class:`CardRefused` as :func:`check_card`.

    The lock makes whoever voids it come before or after, never in between.
    """
    device_id = device.id
    lock_for_writing("cards")
    card = check_card(db.session.get(Card, card_id), db.session.get(Device, device_id))
    if card.first_device_id is None:
        card.first_device_id = device_id
        db.session.flush()
    return card


def _serves(person: Person) -> bool:
    """Whether she has a post, will have one, or is expected back in one."""
    today = clock.today()
    return any(
        posting.valid_until is None or posting.valid_until > today or posting.expected_back_on is not None
        for posting in postings_of(person.id)
    )

"""Finding out who somebody is by what she typed."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.account.models import Account
from lms.account.queries import accounts_of, people_known_as, people_with_ids
from lms.account.rules.hashing import fits, waste_as_much_time, waste_as_much_time_on_code
from lms.account.rules.one_time_codes import as_printed
from lms.base import audit, clock
from lms.base.database import lock_for_writing
from lms.people.models import Person
from lms.people.queries import merged_people

LONGEST_SECRET = 128
NOTED = (5, 10, 20, 40)
"""Tries of an hour that are put on record; after the last of them nobody may try for a while."""


class Recognised(NamedTuple):
    """A person whose password or printed code was typed."""

    person_id: int
    by_code: bool
    """Whether it was her printed code, with which she now chooses a password."""


def recognise(login: str, secret: str) -> tuple[list[Person], list[Recognised]]:
    """Everybody who signs in with ``login``, and those among them whose secret this is.

    Who was merged signs in as who is kept, with the phone, code and password of either; the printed code of a
    merged record is void. For a login that nobody has as much is hashed as for one that somebody has.
    """
    known = [person.id for person in people_known_as(login)]
    read_as = merged_people()
    people = list(people_with_ids({read_as.get(each, each) for each in known}))
    accounts = accounts_of([*known, *(person.id for person in people)])
    secret = secret[:LONGEST_SECRET]
    code = as_printed(secret)
    if not any(account.password_hash for account in accounts.values()):
        waste_as_much_time(secret)
    if code and not any(account.code_holds(clock.now()) for account in accounts.values()):
        waste_as_much_time_on_code(code)
    found: dict[int, Recognised] = {}
    for person_id, account in accounts.items():
        match, kept_id = _compare(account, secret, code), read_as.get(person_id, person_id)
        if match and not (match.by_code and kept_id != person_id):
            found[kept_id] = Recognised(kept_id, match.by_code)
    return people, [found[person.id] for person in people if person.id in found]


def note_failure(people: Sequence[int], tries: int) -> None:
    """Put on record that somebody has tried in vain to sign in as one of these people: from the fifth time of
    an hour on, each time that the number has doubled. What was typed is kept nowhere."""
    if tries not in NOTED:
        return
    lock_for_writing("accounts")
    for account in accounts_of(people).values():
        audit.record("account:sign_in_failed", account, by=None, facts={"tries": tries})


def _compare(account: Account, secret: str, code: str | None) -> Recognised | None:
    if code and account.code_hash and account.code_holds(clock.now()) and fits(code, account.code_hash):
        return Recognised(account.person_id, by_code=True)
    if account.password_hash and fits(secret, account.password_hash):
        return Recognised(account.person_id, by_code=False)
    return None

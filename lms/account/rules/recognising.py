"""Finding out who somebody is by what she typed."""

from typing import NamedTuple

from lms.account.models import Account
from lms.account.queries import accounts_of, people_known_as
from lms.account.rules.hashing import fits, waste_as_much_time
from lms.account.rules.one_time_codes import as_printed
from lms.base import clock
from lms.people.models import Person

LONGEST_SECRET = 128


class Recognised(NamedTuple):
    """A person whose password or printed code was typed."""

    person_id: int
    by_code: bool
    """Whether it was her printed code, with which she now chooses a password."""


def recognise(login: str, secret: str) -> tuple[list[Person], list[Recognised]]:
    """Everybody who signs in with ``login``, and those among them whose secret this is.

    Takes as long for a login that nobody has as for one that somebody has.
    """
    people = list(people_known_as(login))
    accounts = accounts_of([person.id for person in people])
    secret = secret[:LONGEST_SECRET]
    if not any(account.password_hash for account in accounts.values()):
        waste_as_much_time(secret)
    found = [_compare(accounts.get(person.id), secret) for person in people]
    return people, [match for match in found if match]


def _compare(account: Account | None, secret: str) -> Recognised | None:
    if account is None:
        return None
    code = as_printed(secret)
    if code and account.code_hash and account.code_holds(clock.now()) and fits(code, account.code_hash):
        return Recognised(account.person_id, by_code=True)
    if account.password_hash and fits(secret, account.password_hash):
        return Recognised(account.person_id, by_code=False)
    return None

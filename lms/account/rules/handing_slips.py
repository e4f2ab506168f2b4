"""Slips with a one-time code, to be cut and handed out: who may be given one, and by whom."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.account.queries import accounts_of
from lms.account.rules.one_time_codes import issue
from lms.base import clock
from lms.base.messages import Refusal, message
from lms.people.models import Person, Posting
from lms.people.queries import postings_on
from lms.places.rules.naming import full_name
from lms.web.access import Permission

AT_MOST = 200
"""Slips printed at once: twenty pages."""


class NoSlips(Refusal):
    """There is nobody to print a slip for."""


class Slip(NamedTuple):
    """What is printed for one person."""

    name: str
    place: str
    login: str
    """What she types as her name: her phone number, else her staff code."""
    code: str


def without_password(people: Sequence[Person]) -> list[Person]:
    """Those who have not chosen a password yet: nobody else needs a slip unasked."""
    accounts = accounts_of([person.id for person in people])
    return [each for each in people if not (each.id in accounts and accounts[each.id].password_hash)]


def may_be_given(asker: Person, person: Person) -> bool:
    """Whether the asker may open this person's account with a code. Somebody who holds access to others'
    records gets hers from an administrator only: with a code for a head one could sign in as the head."""
    return not person.grants_on(clock.today()) or asker.may(Permission.SYSTEM_ADMINISTER)


def print_slips(people: Sequence[Person], asker: Person) -> list[Slip]:
    """New codes for the people, at most 200 of them; raises :class:`NoSlips` where there is nobody."""
    chosen = [person for person in people if may_be_given(asker, person)][:AT_MOST]
    if not chosen:
        raise NoSlips(message("There is nobody here who needs a slip."))
    posts = postings_on([person.id for person in chosen], clock.today())
    lines = [
        (each.id, each.full_name, place_of_work(posts.get(each.id, [])), each.phone or each.code)
        for each in chosen
    ]
    codes = issue([person_id for person_id, *_ in lines], asker.id)
    return [Slip(name, place, login, codes[person_id]) for person_id, name, place, login in lines]


def place_of_work(postings: Sequence[Posting]) -> str:
    """Hamlet, commune and province that these postings serve today: the first of them, as it is printed."""
    today = clock.today()
    for posting in postings:
        for place in posting.post.places:
            if place.holds_on(today):
                return ", ".join(
                    each for each in (place.hamlet and place.hamlet.name, full_name(place.unit)) if each
                )
    return ""

"""What stands between the two steps, in the signed cookie, for a quarter of an hour: it opens nothing.

The key of a new app stands there sealed, until its first digits were typed.
"""

import hashlib
from typing import NamedTuple

from flask import session

from lms.account.factors.rules.keeping_apps import new_key
from lms.account.models import DeviceKind
from lms.account.queries import account_of
from lms.account.views.pending import LASTS
from lms.base import clock
from lms.base.safekeeping import SealLost, seal, unseal
from lms.people.models import Person

AWAITED, NEW_KEY = "second", "new_key"


class Awaited(NamedTuple):
    """Who has shown once who she is and is to show it again."""

    person_id: int
    kind: DeviceKind
    next_page: str


def await_second(awaited: Awaited) -> None:
    """Remember who is to prove a second time who she is; a change of her password ends that."""
    session[AWAITED] = {
        "person": awaited.person_id,
        "kind": awaited.kind.value,
        "next": awaited.next_page,
        "mark": _mark(awaited.person_id),
        "until": _now() + LASTS,
    }


def awaited_second() -> Awaited | None:
    """Who is to prove a second time who she is; None when nobody, or no longer."""
    kept = session.get(AWAITED)
    if not kept or kept["until"] <= _now() or kept["mark"] != _mark(kept["person"]):
        return None
    return Awaited(kept["person"], DeviceKind(kept["kind"]), kept["next"])


def key_to_add(person: Person) -> str:
    """The key that an app of hers is to take up: the same until its digits come back."""
    kept, about = session.get(NEW_KEY), f"new app {person.id}"
    if kept and kept["until"] > _now():
        try:
            return unseal(kept["key"], about)
        except SealLost:
            pass  # it was somebody else's, or sealed by a key that is gone: she gets another one
    key = new_key()
    session[NEW_KEY] = {"key": seal(key, about), "until": _now() + LASTS}
    return key


def forget_key() -> None:
    """The key has been taken up: the next app gets another one."""
    session.pop(NEW_KEY, None)


def _mark(person_id: int) -> str:
    row = account_of(person_id)
    return hashlib.sha256(((row and row.password_hash) or "").encode()).hexdigest()[:16]


def _now() -> int:
    return int(clock.now().timestamp())

"""What a browser remembers between going to the other house and being let in, in the signed cookie.

What is used is taken out, so that it counts once.
"""

from datetime import datetime
from typing import NamedTuple

from flask import session

from lms.account.outside.rules.asking import Journey
from lms.account.outside.rules.trusting import Said
from lms.base import clock

JOURNEY, ARRIVED = "outside_journey", "outside_arrived"
JOURNEY_LASTS = 15 * 60  # seconds: she may have to find a password there
ARRIVAL_LASTS = 5 * 60  # seconds: one tap


class Purpose(NamedTuple):
    """What somebody went there for."""

    next_page: str
    """Where to go on, a path of this site."""
    person_id: int | None
    """Who links her account; None where somebody wants to sign in."""


class Arrival(NamedTuple):
    """What the other house said, and when."""

    said: Said
    at: datetime
    purpose: Purpose


def remember_journey(journey: Journey, purpose: Purpose) -> None:
    """Remember a journey that begins; one begun before is forgotten."""
    session[JOURNEY] = {"way": [*journey], "for": [*purpose], "until": _now() + JOURNEY_LASTS}


def take_journey() -> tuple[Journey, Purpose] | None:
    """The journey that was begun on this browser; None where there is none, or no longer."""
    kept = session.pop(JOURNEY, None)
    if not kept or kept["until"] <= _now():
        return None
    return Journey(*kept["way"]), Purpose(*kept["for"])


def remember_arrival(said: Said, purpose: Purpose) -> None:
    """Remember what the other house said."""
    session[ARRIVED] = {
        "said": [*said],
        "at": clock.now().isoformat(),
        "for": [*purpose],
        "until": _now() + ARRIVAL_LASTS,
    }


def arrived() -> Arrival | None:
    """What the other house said to this browser; None where it is nothing, or too long ago."""
    kept = session.get(ARRIVED)
    if not kept or kept["until"] <= _now():
        return None
    return Arrival(Said(*kept["said"]), datetime.fromisoformat(kept["at"]), Purpose(*kept["for"]))


def take_arrival() -> Arrival | None:
    """The same, taken out."""
    found = arrived()
    session.pop(ARRIVED, None)
    return found


def _now() -> int:
    return int(clock.now().timestamp())

"""The one door: what happens once somebody has shown who she is, whatever she showed."""

import enum

from flask import redirect
from werkzeug.wrappers import Response

from lms.account.models import DeviceKind
from lms.account.views.arriving import arrive
from lms.web.freshness import mark_fresh


class Way(enum.StrEnum):
    """How somebody showed who she is."""

    PASSWORD = "password"  # noqa: S105 — the name of a way
    """By her password, or the printed code with which she has just chosen one."""
    CARD = "card"
    """By a card that has no PIN yet."""
    PIN = "pin"
    """By her PIN, beside her card or on a device that knows her."""
    OUTSIDE = "outside"
    """By another house that knows her and to which her account is linked."""


def come_in(
    person_id: int,
    kind: DeviceKind,
    next_page: str = "/",
    *,
    way: Way = Way.PASSWORD,
    card_id: int | None = None,
) -> Response:
    """Go on with somebody who has shown who she is: the page she wanted, signed in; commits.

    ``kind`` is whose the device is, as she said; ``next_page`` a path of this site; ``card_id`` the card
    that brought her. Raises ``CardRefused`` where that card was voided in the meantime.
    """
    arrive(person_id, kind, card_id, by_card=way in (Way.CARD, Way.PIN))
    if way is not Way.CARD:  # whoever finds a card could show it once more
        mark_fresh()
    return redirect(next_page, 303)

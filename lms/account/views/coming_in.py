"""The one door: what happens once somebody has shown who she is, whatever she showed."""

import enum
from collections.abc import Callable

from flask import current_app, redirect
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
    PASSKEY = "passkey"
    """By a passkey, which has asked for a finger, a face or a PIN itself."""
    OUTSIDE = "outside"
    """By another house that knows her and to which her account is linked."""


AskSecond = Callable[[int, DeviceKind, str], Response | bool]
"""What comes after one proof, injected as ``ask_second`` and given what :func:`come_in` is given: a page that
asks for the second; True where this device remembers it; False where it is not asked of her."""


def come_in(
    person_id: int,
    kind: DeviceKind,
    next_page: str = "/",
    *,
    way: Way = Way.PASSWORD,
    card_id: int | None = None,
    second_done: bool = False,
    remembered_for: int = 0,
) -> Response:
    """Go on with somebody who has shown who she is: to the page she wanted, signed in; or to the second step,
    not signed in yet. Commits.

    ``kind`` is whose the device is, as she said; ``next_page`` a path of this site; ``card_id`` the card
    that brought her; ``second_done`` that she has proved twice who she is, which this
    device remembers ``remembered_for`` days. Nobody is asked twice beside a
    card: it opens nobody else's records. Raises ``CardRefused`` where the card was voided in the meantime.
    """
    by_card = way in (Way.CARD, Way.PIN)
    if not by_card and not second_done:
        ask: AskSecond = current_app.extensions["ask_second"]
        asked = ask(person_id, kind, next_page)
        if isinstance(asked, Response):
            return asked
        second_done = asked
    arrive(person_id, kind, card_id, by_card=by_card, second_done=second_done, remembered_for=remembered_for)
    if way is not Way.CARD:  # whoever finds a card could show it once more
        mark_fresh()
    return redirect(next_page, 303)

"""What a phone hands in of a half-day or a meeting: taking it once, keeping it apart, deciding about it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.models import Gathered
from lms.activities.queries import waiting_apart
from lms.activities.rules.gathering import Handed, OtherContent, TooMuchApart, decide, keep_apart, note
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.web.access import asker
from lms.web.i18n import said
from lms.web.refusing import refusal_flashed
from lms.web.sending import note_unsent, sender

STATUS: dict[type[Refusal], int] = {OtherContent: 409, TooMuchApart: 429}
"""By 429 the phone knows that it keeps the thing and tries again; any other refusal is final: 422."""


APART = message(
    "This phone was signed out for good. What it sends counts once somebody who runs this activity says so."
)


def handed_in(thing_id: str, place: str, content: dict[str, Any]) -> Handed:
    """What this request hands in, with who does so and by which device."""
    by = sender()
    return Handed(thing_id, place, content, asker().id, by.device if by else None)


def take_in(
    handed: Handed, take: Callable[[], object], standing: Callable[[], Mapping[str, Any]]
) -> tuple[Response, int] | Response:
    """Take what a phone hands in, unless it was here before, and commit; answers ``standing``, which says how
    it stands now. What comes from a revoked device is kept apart."""
    by = sender()
    apart = by is not None and by.revoked
    try:
        if apart:
            keep_apart(handed)
        elif note(handed):
            take()
        note_unsent()
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(error=said(refusal.message)), STATUS.get(type(refusal), 422)
    if apart:
        return jsonify(state="apart", receipt=None, sentence=said(APART))
    return jsonify(state="kept", receipt=None, at=clock.now().isoformat(), **standing())


def decide_apart(place: str, take: Callable[[Gathered], object]) -> None:
    """Decide as the form says about something that was kept apart at this place, and commit."""
    rows = {row.id: row for row in waiting_apart(place)}
    found = rows.get(request.form.get("gathered", ""))
    if found is None:
        flash(_("Somebody has decided about this already."), "warning")
        return
    with refusal_flashed():
        row = decide(found.id, take="take" in request.form, by=asker().id)
        if row.taken:
            take(row)
        db.session.commit()
        flash(_("Taken over: it counts now.") if row.taken else _("Left out: it does not count."), "success")

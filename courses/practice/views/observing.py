"""Observing: which checklists somebody may sign, and the page that a phone keeps to sign one."""

import uuid

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from courses.practice.forms import Malformed, read_observation, read_signed
from courses.practice.models import ChecklistVersion
from courses.practice.pdf.checklist import draw_checklist
from courses.practice.policies import standings
from courses.practice.queries import newest_versions, people_to_observe
from courses.practice.rules.observing import (
    MOST_OF_A_NOTE,
    Kept,
    TooMuchApart,
    UnknownChecklist,
    receive,
)
from courses.practice.views.blueprint import practice, version_or_404
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.standards.queries import scale_levels
from lms.web.access import asker, keeps_apart, sends, signed_in
from lms.web.asking import json_sent
from lms.web.cards import card_marks
from lms.web.files import sent
from lms.web.i18n import language, said
from lms.web.keeping import may_be_kept
from lms.web.safety import csrf
from lms.web.sending import note_unsent, sender

MOST_BYTES = 16 * 1024
STATUS: dict[type[Refusal], int] = {Malformed: 400, UnknownChecklist: 404, TooMuchApart: 429}
"""By 429 the phone knows that it keeps the observation and tries again; any other refusal is final: 422."""


@practice.get("/practice")
@signed_in
def observe() -> Response:
    """The checklists by which she may observe today, and why not by the others."""
    versions = newest_versions()
    levels = {(each.scale, each.ordinal): each for each in scale_levels()}
    page = render_template(
        "practice/observe.html",
        versions=versions,
        standings=standings(asker(), versions, clock.today()),
        levels=levels,
    )
    return may_be_kept(page)


@practice.get("/practice/<string:checklist_code>")
@signed_in
def observe_with(checklist_code: str) -> Response:
    """Who is observed, the items with large buttons, the result: the page holds all that it takes, for where
    there is no network. Works as a form without script."""
    pinned = version_or_404(checklist_code)
    if not standings(asker(), [pinned], clock.today())[pinned.id].suffices:
        abort(404)
    page = _page(pinned, MultiDict({"id": str(uuid.uuid4())}))
    audit.note_access(asker().id, f"practice {pinned.id}")
    db.session.commit()
    return may_be_kept(page)


@practice.post("/practice/<string:checklist_code>/observations")
@signed_in
def sign_observation(checklist_code: str) -> Response | tuple[str, int]:
    """Sign an observation by the form: on the spot, or from the paper with its day."""
    pinned = version_or_404(checklist_code)
    try:
        signed = read_signed(request.form, pinned.id, len(pinned.sheet("vi").items), clock.today())
        kept = receive(asker(), signed, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _page(pinned, request.form, said(refusal.message)), 422
    if kept.conflict:
        flash(gettext("Something else was signed under this number before; it stays as it was."), "warning")
    return redirect(url_for("practice.show_observation", observation_id=kept.observation.id), 303)


@practice.post("/observations")
@csrf.exempt  # type: ignore[untyped-decorator]
@sends
@keeps_apart
def keep_observation() -> Response | tuple[Response, int]:
    """Keep an observation that a phone hands in, and answer with its receipt; the same again gets the same.

    It comes from a page that the phone has kept, whose token is old: the sending key guards it, or the Origin
    check, SameSite and the JSON type.
    """
    if not request.is_json:
        abort(415)
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    by = sender()
    try:
        kept = receive(
            asker(),
            read_observation(json_sent()),
            device=by.device if by else None,
            revoked=by is not None and by.revoked,
            now=clock.now(),
        )
        note_unsent()
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(error=said(refusal.message)), STATUS.get(type(refusal), 422)
    return jsonify(_told(kept))


@practice.get("/practice/<string:checklist_code>/paper")
@signed_in
def checklist_paper(checklist_code: str) -> Response:
    """The checklist as one page to be ticked by hand."""
    pinned = version_or_404(checklist_code)
    drawn = draw_checklist(pinned, language(), clock.today())
    return sent(drawn, "pdf", gettext("Checklist %(title)s", title=pinned.title_vi))


def _told(kept: Kept) -> dict[str, object]:
    """What the phone is told. Who sent something else under a number hears nothing of what stands there."""
    found = kept.observation
    if kept.conflict:
        return {"state": "conflict", "receipt": None}
    if found.waits:
        apart = message("It is kept, and counts once the officer of the commune has looked at it.")
        return {"state": "apart", "receipt": None, "sentence": said(apart)}
    sentence = message("Passed.") if found.passed else message("Not yet passed.")
    url = url_for("practice.show_observation", observation_id=found.id)
    return {"state": "kept", "receipt": found.receipt, "sentence": said(sentence), "url": url}


def _page(pinned: ChecklistVersion, given: MultiDict[str, str], error: str | None = None) -> str:
    commune = request.args.get("commune", "")
    people, more = people_to_observe(asker(), commune, clock.today())
    return render_template(
        "practice/observe_with.html",
        version=pinned,
        sheet=pinned.sheet(language()),
        people=people,
        more=more,
        commune=commune,
        cards=card_marks([each.id for each in people]),
        given=given,
        error=error,
        most=MOST_OF_A_NOTE,
        today=clock.today(),
    )

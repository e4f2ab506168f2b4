"""A section: its bundle as it was compiled, and what of it she has done."""

import hashlib

from flask import Response, abort, jsonify, request
from werkzeug.http import quote_etag

from courses.queries import bundle_of, section_state
from courses.views.blueprint import courses
from lms.web.access import let_in, reads_asker, session_token, signed_in
from lms.web.i18n import chosen_language
from lms.web.keeping import kept_for, may_be_kept
from lms.web.reading import AT_ONCE_HASH

FORMS = ("br", "gzip", "identity")
"""What a browser may say it can read, the smallest first."""


@courses.get("/learn/<string:slug>/<int:number>")
@signed_in
@reads_asker
def section(slug: str, number: int) -> Response:
    """The section's bundle in her language: nothing is rendered, nothing is compressed here."""
    form = next(each for each in FORMS if request.accept_encodings[each] or each == "identity")
    found, bundle = bundle_of(session_token(), slug, number, chosen_language(), form)
    person_id = let_in(found)
    if bundle is None:
        abort(404)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Vary", "Accept-Encoding, Cookie"),
        (
            "Content-Security-Policy",
            f"default-src 'none';script-src 'self' '{AT_ONCE_HASH}' '{bundle.script_hash}';"
            f"style-src '{bundle.style_hash}';img-src 'self';media-src 'self';connect-src 'self';"
            "form-action 'self';base-uri 'none';frame-ancestors 'none'",
        ),
        *kept_for(person_id, at_once=True),
    ]
    if form != "identity":
        headers.append(("Content-Encoding", form))
    return _renewed(Response(bundle.body, headers=headers), f"{bundle.etag}-{form}")


@courses.get("/learn/<string:slug>/<int:number>/state")
@signed_in
@reads_asker
def state(slug: str, number: int) -> Response:
    """Who reads, as the key of what the phone keeps for her, and which steps are done."""
    found, done = section_state(session_token(), slug, number)
    person_id = let_in(found)
    tag = hashlib.sha256(f"{person_id} {done}".encode()).hexdigest()[:32]
    return may_be_kept(_renewed(jsonify(who=person_id, done=done), tag), who=person_id)


def _renewed(response: Response, tag: str) -> Response:
    """An answer that is asked for again each time, and costs nothing while it is the same."""
    response.headers.extend((("Cache-Control", "private, no-cache"), ("ETag", quote_etag(tag))))
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
    return response

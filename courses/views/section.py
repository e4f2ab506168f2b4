"""A section: its bundle as it was compiled, and what of it she has done."""

from flask import Response, abort, jsonify, request

from courses.queries import bundle_of, section_state
from courses.views.blueprint import courses
from lms.web.access import asker, signed_in
from lms.web.i18n import language
from lms.web.keeping import may_be_kept
from lms.web.reading import AT_ONCE_HASH

ENCODINGS = ("br", "gzip", "identity")
"""What a browser may say it can read, the smallest first."""


@courses.get("/learn/<string:slug>/<int:number>")
@signed_in
def section(slug: str, number: int) -> Response:
    """The section's bundle in her language: nothing is rendered, nothing is compressed here."""
    encoding = next(each for each in ENCODINGS if request.accept_encodings[each] or each == "identity")
    row = bundle_of(asker().id, slug, number, language(), encoding)
    if row is None:
        abort(404)
    response = Response(row.body, mimetype="text/html")
    if encoding != "identity":
        response.content_encoding = encoding
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none';script-src 'self' '{AT_ONCE_HASH}' '{row.script_hash}';"
        f"style-src '{row.style_hash}';img-src 'self';media-src 'self';connect-src 'self';"
        "form-action 'self';base-uri 'none';frame-ancestors 'none'"
    )
    response.set_etag(f"{row.etag}-{encoding}")
    response.make_conditional(request)
    return may_be_kept(response, at_once=True)


@courses.get("/learn/<string:slug>/<int:number>/state")
@signed_in
def state(slug: str, number: int) -> Response:
    """Who reads, as the key of what the phone keeps for her, and which steps are done."""
    person_id = asker().id
    return may_be_kept(jsonify(who=person_id, done=section_state(person_id, slug, number)))

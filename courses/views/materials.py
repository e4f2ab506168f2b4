"""What a course hands out beside its lessons: media, the job aid, and the whole course to print."""

import re
from functools import partial

from flask import Response, abort, render_template, request

from courses.models import Edition
from courses.queries import course_by_slug, kept_picture, kept_pictures, lessons_of
from courses.rules.planning import entry_for
from courses.source.pictures import MIME_TYPES
from courses.views.blueprint import courses
from lms.base import clock
from lms.base.keeping import Kept
from lms.web.access import asker, public, signed_in
from lms.web.costs import sent_bytes
from lms.web.i18n import language
from lms.web.safety import HARMLESS

A_YEAR = 31_536_000  # seconds
TAKEN_ALONG = {"pdf", "docx", "xlsx"}
"""The kinds of media that are saved, never shown."""
_SHOWN = re.compile(r'<img [^>]*src="/media/([0-9a-f]{64})\.')
_BOOKS: Kept[tuple[str, str], int] = Kept(50)
"""What books weigh, by the digest of their editions and language: an edition never changes."""


@courses.get("/media/<string:picture_name>")
@public
def media(picture_name: str) -> Response:
    """A picture or recording of a lesson, by the digest of its content: it never changes, and holds nothing
    personal. Who listens may ask for a part of it."""
    digest, _, kind = picture_name.partition(".")
    picture = kept_picture(digest)
    if picture is None or picture.kind != kind:
        abort(404)
    response = Response(picture.body, mimetype=MIME_TYPES[kind])
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response.headers["Content-Security-Policy"] = HARMLESS
    if kind in TAKEN_ALONG:
        response.headers["Content-Disposition"] = f'attachment; filename="{digest[:8]}.{kind}"'
    response.set_etag(digest)
    response.make_conditional(request, accept_ranges=True, complete_length=len(picture.body))
    return response


@courses.get("/courses/<string:slug>/job-aid.pdf")
@signed_in
def job_aid(slug: str) -> Response:
    """The page to pin to the wall, as it was drawn when the edition was published."""
    aid = _edition(slug).job_aid(language())
    if aid is None:
        abort(404)
    response = Response(aid.paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return response


@courses.get("/courses/<string:slug>/book")
@signed_in
def book(slug: str) -> str:
    """All lessons one after the other, to read at one go or to print; no test is in it."""
    return _book(_edition(slug))


def book_bytes(edition: Edition) -> int:
    """What the book costs to load in the language of the page, its pictures included; reckoned once."""
    return _BOOKS.get_or_make((edition.content_hash, language()), partial(_weigh, edition))


def _weigh(edition: Edition) -> int:
    page = _book(edition)
    shown = kept_pictures(set(_SHOWN.findall(page))).values()
    pictures = sum(sent_bytes(each.body, MIME_TYPES[each.kind]) for each in shown)
    return sent_bytes(page.encode(), "text/html") + pictures


def _book(edition: Edition) -> str:
    return render_template(
        "courses/book.html",
        edition=edition,
        spoken=edition.language_for(language()),
        lessons=lessons_of(edition.id),
    )


def _edition(slug: str) -> Edition:
    """The edition that she takes, or would begin today."""
    course = course_by_slug(slug)
    entry = entry_for(asker().id, course.id, clock.today()) if course else None
    if entry is None:
        abort(404)
    return entry.edition

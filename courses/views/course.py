"""A course: what is in it, what is left, and one button for the next thing."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Course
from courses.queries import course_by_slug, documents_of
from courses.rules.enrolling import begin, set_aside
from courses.rules.outlining import line_of, outline
from courses.rules.planning import Entry, entry_for
from courses.rules.reckoning import bytes_left, bytes_of, sitting_of
from courses.views.blueprint import courses
from courses.views.learning import next_url
from courses.views.materials import book_bytes
from lms.base import clock
from lms.base.database import db
from lms.web.access import asker, signed_in
from lms.web.i18n import language
from lms.web.keeping import may_be_kept


@courses.get("/learn/<string:slug>")
@signed_in
def course(slug: str) -> Response:
    """The outline of a course as it stands for her."""
    entry = _entry(slug)
    edition = entry.edition
    sizes = bytes_of([entry], language())
    page = render_template(
        "courses/course.html",
        entry=entry,
        edition=edition,
        spoken=edition.language_for(language()),
        sections=[(each, lines, sizes.get(each.id, 0)) for each, lines in outline(entry.steps)],
        documents=documents_of(edition.id),
        book_bytes=book_bytes(edition),
        review_by=min((step.review_by for step in entry.steps if step.review_by), default=None),
        url=next_url(entry),
        sizes=sizes,
        bytes_left=bytes_left(entry, sizes),
        sitting=sitting_of(entry, sizes) if entry.left else None,
        line=line_of(entry.steps, entry.left[0]) if entry.left else None,
    )
    return may_be_kept(page)


@courses.post("/learn/<string:slug>/start")
@signed_in
def start(slug: str) -> Response:
    """Begin the course, or take it again where a requirement asks for that; then to its next step."""
    entry = _entry(slug)
    begin(asker().id, entry.edition.course, again=entry.due, now=clock.now())
    db.session.commit()
    after = _entry(slug)
    flash(gettext("You have begun. Take your time: what you have done stays done."), "success")
    return redirect(next_url(after) or url_for("courses.course", slug=slug))


@courses.post("/learn/<string:slug>/set-aside")
@signed_in
def put_aside(slug: str) -> Response:
    """Set aside a course that nothing asks of her; what is done in it stays done."""
    entry = _entry(slug)
    if not entry.elective or set_aside(asker().id, entry.edition.course, now=clock.now()) is None:
        abort(404)
    db.session.commit()
    flash(gettext("Set aside. What is done stays done; go on whenever you like."), "success")
    return redirect(url_for("courses.electives"), 303)


def _course(slug: str) -> Course:
    found = course_by_slug(slug)
    if found is None:
        abort(404)
    return found


def _entry(slug: str) -> Entry:
    found = entry_for(asker().id, _course(slug).id, clock.today())
    if found is None:
        abort(404)
    return found

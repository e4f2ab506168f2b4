"""A course: what is in it, what is left, and one button for the next thing."""

from itertools import groupby

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Course
from courses.queries import course_by_slug, wire_bytes
from courses.rules.enrolling import begin
from courses.rules.planning import Entry, entry_for
from courses.views.blueprint import courses
from courses.views.learning import next_url
from lms.base import clock
from lms.base.database import db
from lms.web.access import asker, signed_in
from lms.web.i18n import language


@courses.get("/learn/<string:slug>")
@signed_in
def course(slug: str) -> str:
    """The outline of a course as it stands for her."""
    entry = _entry(slug)
    return render_template(
        "courses/course.html",
        entry=entry,
        edition=entry.edition,
        sections=[
            (section, list(steps)) for section, steps in groupby(entry.steps, lambda step: step.section)
        ],
        url=next_url(entry),
        kilobytes=_kilobytes(entry),
    )


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


def _kilobytes(entry: Entry) -> int:
    """What the sections that are left cost to load, rounded up."""
    sections = {step.section_id for step in entry.left}
    return -(-wire_bytes(entry.edition.id, language(), sections) // 1000)

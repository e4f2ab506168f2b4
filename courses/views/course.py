"""A course: what is in it, what is left, and one button for the next thing."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Course, Section, Step
from courses.queries import course_by_slug, documents_of, wire_bytes
from courses.rules.enrolling import begin
from courses.rules.planning import Entry, entry_for
from courses.views.blueprint import courses
from courses.views.learning import next_url
from lms.base import clock
from lms.base.database import db
from lms.web.access import asker, signed_in
from lms.web.i18n import language


class Line(NamedTuple):
    """A line of the outline: a lesson with its own practice, or another step."""

    step: Step
    practice: Step | None = None

    @property
    def steps(self) -> list[Step]:
        """What has to be done for it."""
        return [self.step, self.practice] if self.practice else [self.step]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


@courses.get("/learn/<string:slug>")
@signed_in
def course(slug: str) -> str:
    """The outline of a course as it stands for her."""
    entry = _entry(slug)
    edition = entry.edition
    return render_template(
        "courses/course.html",
        entry=entry,
        edition=edition,
        spoken=edition.language_for(language()),
        sections=outline(entry.steps),
        documents=documents_of(edition.id),
        review_by=min((step.review_by for step in entry.steps if step.review_by), default=None),
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


def outline(steps: Sequence[Step]) -> list[tuple[Section, list[Line]]]:
    """The sections with their lines: the exercise right behind a lesson is that lesson's own practice."""
    sections = []
    for section, group in groupby(steps, lambda step: step.section):
        lines: list[Line] = []
        for step in group:
            before = lines[-1] if lines else None
            if before and before.step.lesson and not before.practice and _is_practice(step):
                lines[-1] = Line(before.step, step)
            else:
                lines.append(Line(step))
        sections.append((section, lines))
    return sections


def _is_practice(step: Step) -> bool:
    return step.lesson is None and step.reference.get("role") == "practice"


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
    spoken = entry.edition.language_for(language())
    return -(-wire_bytes(entry.edition.id, spoken, sections) // 1000)

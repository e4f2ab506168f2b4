"""A course that came as a file: what it holds, before anything of it is kept as a course."""

from typing import NamedTuple

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.forms import TakeInForm
from courses.authoring.queries import arrived_course
from courses.authoring.rules.arriving import course_in, drop_arrived, keep_arrived, take_arrived
from courses.authoring.rules.publishing import look_over_source
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import kinds, offers, option, role_name, titles_of_offers
from courses.authoring.views.listing import listed
from courses.models import KEPT, ArrivedCourse
from courses.rules.step_kinds import Kinds, kind_named
from courses.source.course import CourseSource, StepSource
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.addresses import opens
from lms.web.i18n import language, said
from lms.web.refusing import refusal_flashed


class Line(NamedTuple):
    """A step of what came."""

    title: str
    lesson: int | None
    role: str
    """What an exercise is for; empty for a lesson."""
    problem: str
    """Why it cannot be used here as it is; empty where it can."""


@own_courses.post("/own-courses/take-in")
@requires(Permission.EXERCISES_WRITE)
def take_in_course() -> Response | tuple[str, int]:
    """Keep a course that comes as one file for a day, so that she can look at what it holds."""
    form = TakeInForm()
    if form.validate_on_submit():
        try:
            file = form.file.data
            arrived = keep_arrived(file.filename, file.read(), by=asker().id, now=clock.now())
            db.session.commit()
            return redirect(url_for("own_courses.show_arrived", arrived_id=arrived.id))
        except Refusal as refusal:
            db.session.rollback()
            form.file.errors = [said(refusal.message)]
    return listed(form), 422


@own_courses.get("/own-courses/arrivals/<int:arrived_id>")
@requires(Permission.EXERCISES_WRITE)
def show_arrived(arrived_id: int) -> str:
    """What a file holds, what of it cannot be used here, and what was found in it."""
    arrived = _find(arrived_id)
    source = course_in(arrived)
    pictures = sorted(source.pictures.items(), key=lambda each: -len(each[1].body))
    return render_template(
        "own_courses/show_arrived.html",
        arrived=arrived,
        until=arrived.arrived_at + KEPT,
        source=source,
        lines=_lines(source),
        role_name=role_name,
        pictures=[(name, len(each.body), each.problem) for name, each in pictures],
        findings=look_over_source(source, kinds(), opens, clock.now()),
    )


@own_courses.post("/own-courses/arrivals/<int:arrived_id>/keep")
@requires(Permission.EXERCISES_WRITE)
def take_arrived_course(arrived_id: int) -> Response:
    """Make a course of our own of it; nobody is taught it yet."""
    with refusal_flashed():
        course = take_arrived(_find(arrived_id), by=asker().id, now=clock.now())
        db.session.commit()
        flash(gettext("Taken in. Nobody is taught it before it is published."), "success")
        return redirect(url_for("own_courses.show_course", own_slug=course.slug))
    return redirect(url_for("own_courses.show_arrived", arrived_id=arrived_id))


@own_courses.post("/own-courses/arrivals/<int:arrived_id>/drop")
@requires(Permission.EXERCISES_WRITE)
def drop_arrived_course(arrived_id: int) -> Response:
    """Forget the file."""
    drop_arrived(_find(arrived_id))
    db.session.commit()
    flash(gettext("The file was dropped. Nothing of it is kept."), "success")
    return redirect(url_for("own_courses.list_courses"))


def _find(arrived_id: int) -> ArrivedCourse:
    """A file that she sent herself and that is still kept."""
    return arrived_course(arrived_id, asker().id, clock.now()) or abort(404)


def _lines(source: CourseSource) -> list[list[Line]]:
    """The steps of each section in the words of this installation."""
    names, known = titles_of_offers(offers().items()), kinds()
    return [[_line(source, step, names, known) for step in section.steps] for section in source.sections]


def _line(source: CourseSource, step: StepSource, names: dict[str, str], known: Kinds) -> Line:
    if step.page is not None:
        text = step.texts.get(language()) or step.texts["vi"]
        return Line(text.title, step.page, "", "")
    value = option(step.kind, step.reference)
    code = str(step.reference.get("exercise") or step.reference.get("checklist") or step.kind)
    role = str(step.reference.get("role", "observed"))
    try:
        problems = kind_named(step.kind, known).check(step.reference, source.languages)
    except Refusal as unknown:
        problems = [unknown.message]
    return Line(names.get(value, code), None, role, said(problems[0]) if problems else "")

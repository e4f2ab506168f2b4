"""The list of courses of our own; beginning one, copying a shipped one, throwing one away."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.formats.archive import packed
from courses.authoring.forms import CopyForm, NewCourseForm, TakeInForm
from courses.authoring.queries import arrived_courses, name_in
from courses.authoring.rules.arranging import titles
from courses.authoring.rules.making import Beginning, copy_course, make_course, throw_away
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import find_course
from courses.library import folder_of
from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder, own_course
from courses.queries.own_courses import own_courses as kept_courses
from courses.rules.localising import local_courses
from courses.source.folders import DiskFolder
from lms.base import clock
from lms.base.database import db
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.filters import named
from lms.web.i18n import language
from lms.web.refusing import refusal_flashed


@own_courses.get("/own-courses")
@requires(Permission.EXERCISES_WRITE)
def list_courses() -> str:
    """The courses that are made here, each with its state; below, the ways to one more."""
    return listed(TakeInForm(formdata=None))


def listed(take: TakeInForm) -> str:
    """The page of the list, with the form for a file as it was filled in."""
    return render_template(
        "own_courses/list_courses.html",
        courses=[(each, name_in(each.head, language())) for each in kept_courses()],
        arrived=arrived_courses(asker().id, clock.now()),
        copy=_copy_form(),
        take=take,
    )


@own_courses.route("/own-courses/new", methods=["GET", "POST"])
@requires(Permission.EXERCISES_WRITE)
def new_course() -> str | Response:
    """Begin an empty course."""
    form = NewCourseForm()
    if not form.validate_on_submit():
        return render_template("own_courses/new_course.html", form=form)
    names, summaries = titles(form.name_vi.data, ""), titles(form.summary_vi.data, "")
    beginning = Beginning(names, summaries, titles("Phần 1", "Part 1"))
    course = make_course(beginning, by=asker().id, now=clock.now())
    db.session.commit()
    return redirect(_page(course))


@own_courses.post("/own-courses/copy")
@requires(Permission.EXERCISES_WRITE)
def copy_shipped() -> Response:
    """Make a course of one's own from a shipped one."""
    with refusal_flashed():
        course = copy_course(request.form.get("slug", ""), by=asker().id, now=clock.now())
        db.session.commit()
        flash(gettext("This is a copy. The shipped course stays as it is."), "success")
        return redirect(_page(course))
    return redirect(url_for("own_courses.list_courses"))


@own_courses.post("/own-courses/<string:own_slug>/throw-away")
@requires(Permission.EXERCISES_WRITE)
def throw_course_away(own_slug: str) -> Response:
    """Throw away a course that was never published."""
    with refusal_flashed():
        throw_away(find_course(own_slug), by=asker().id)
        db.session.commit()
        flash(gettext("The course was thrown away."), "success")
    return redirect(url_for("own_courses.list_courses"))


@own_courses.get("/courses/<string:slug>/folder.zip")
@requires(Permission.EXERCISES_WRITE)
def export_course(slug: str) -> Response:
    """Any course as one file: one of our own as it stands, a shipped one as it came."""
    own, shipped = own_course(slug), folder_of(slug)
    if own:
        return sent(packed(kept_folder(own)), "zip", slug)
    return sent(packed(DiskFolder(shipped)), "zip", slug) if shipped else abort(404)


def _copy_form() -> CopyForm:
    form = CopyForm()
    form.slug.choices = [(place.course.slug, named(place.edition)) for place in local_courses()]
    return form


def _page(course: OwnCourse) -> str:
    return url_for("own_courses.show_course", own_slug=course.slug)

"""A course of our own as its authors see it: sections and steps in order, and every act on them."""

import json

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.forms import ArrangeForm
from courses.authoring.queries import Line
from courses.authoring.rules.changing import take_back
from courses.authoring.rules.writing import begin_job_aid
from courses.authoring.views.acting import ACTS, Place, title_of
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import find_course, find_plan, kinds, offers, role_name, titles_of_offers
from courses.formats.bundle import WIRE_BUDGET
from courses.library import read_course
from courses.queries import course_by_slug
from courses.queries.own_courses import last_change
from courses.rules.weighing import measure
from courses.source import arranging
from courses.source.findings import BadCourse
from courses.source.lessons import syllables
from courses.source.shape import SYLLABLES_A_MINUTE
from lms.base import clock
from lms.base.database import db
from lms.web.access import Permission, asker, requires
from lms.web.refusing import refusal_flashed


@own_courses.get("/own-courses/<string:own_slug>")
@requires(Permission.EXERCISES_WRITE)
def show_course(own_slug: str) -> str:
    """Its sections and steps, with everything that can be done to them."""
    plan = find_plan(own_slug)
    names = titles_of_offers(offers().items())
    change = last_change(plan.folder.course)
    return render_template(
        "own_courses/show_course.html",
        plan=plan,
        published=course_by_slug(own_slug),
        change=change if change and change.what != "made" else None,
        what_was_done=what_was_done,
        names={_plain(json.loads(value)): name for value, name in names.items()},
        plain=_plain,
        role_name=role_name,
        minutes=_minutes,
        offers=_grouped(names),
    )


@own_courses.get("/own-courses/<string:own_slug>/weights")
@requires(Permission.EXERCISES_WRITE)
def show_weights(own_slug: str) -> str:
    """What each section weighs and how long it takes: reckoned when it is asked for, since it takes a
    while."""
    plan, problem, measures = find_plan(own_slug), None, []
    try:
        source = read_course(plan.folder, unfinished=True)
        numbers = range(1, len(source.sections) + 1)
        measures = [measure(source, each, kinds(), clock.now()) for each in numbers]
    except BadCourse as refusal:
        problem = refusal.finding
    return render_template(
        "own_courses/show_weights.html", plan=plan, measures=measures, problem=problem, most=WIRE_BUDGET
    )


@own_courses.post("/own-courses/<string:own_slug>/arrange")
@requires(Permission.EXERCISES_WRITE)
def arrange_course(own_slug: str) -> Response:
    """Do one act on sections or steps; refused where somebody changed the course since she saw it."""
    course, form = find_course(own_slug), ArrangeForm()
    act = ACTS.get(form.act.data or "")
    if act is None or not form.validate():
        abort(404)
    place: Place = ()
    with refusal_flashed():
        place = act(course, form, title_of(own_slug, form))
        db.session.commit()
    at = _anchor_of(place)
    return redirect(url_for("own_courses.show_course", own_slug=own_slug, at=at, _anchor=at))


@own_courses.post("/own-courses/<string:own_slug>/take-back")
@requires(Permission.EXERCISES_WRITE)
def take_change_back(own_slug: str) -> Response:
    """Take back the last change."""
    with refusal_flashed():
        seen = request.form.get("change", "")
        taken = take_back(find_course(own_slug), seen, by=asker().id, now=clock.now())
        flash(gettext("Taken back: %(what)s.", what=what_was_done(taken.what, taken.about)), "success")
        db.session.commit()
    return redirect(url_for("own_courses.show_course", own_slug=own_slug))


@own_courses.post("/own-courses/<string:own_slug>/job-aid")
@requires(Permission.EXERCISES_WRITE)
def begin_aid(own_slug: str) -> Response:
    """Begin the page that learners pin to the wall."""
    plan = find_plan(own_slug)
    titles = {each: plan.values["name"][each] for each in plan.languages}
    begin_job_aid(plan.folder.course, titles, by=asker().id, now=clock.now())
    db.session.commit()
    return redirect(url_for("own_courses.show_course", own_slug=own_slug, _anchor="job-aid"))


def what_was_done(what: str, about: str) -> str:
    """A change in words."""
    names = {
        "section_added": gettext("section “%(about)s” added", about=about),
        "section_renamed": gettext("section “%(about)s” renamed", about=about),
        "section_moved": gettext("section “%(about)s” moved", about=about),
        "section_removed": gettext("section “%(about)s” taken out", about=about),
        "lesson_added": gettext("lesson “%(about)s” added", about=about),
        "step_added": gettext("“%(about)s” added", about=about),
        "step_moved": gettext("“%(about)s” moved", about=about),
        "step_removed": gettext("“%(about)s” taken out", about=about),
        "described": gettext("description of the course changed"),
        "lesson_described": gettext("facts about “%(about)s” changed", about=about),
        "written": gettext("“%(about)s” rewritten", about=about),
        "media_added": gettext("file “%(about)s” added", about=about),
        "media_removed": gettext("file “%(about)s” taken out", about=about),
        "term_added": gettext("word “%(about)s” added", about=about),
        "term_changed": gettext("word “%(about)s” explained otherwise", about=about),
        "term_moved": gettext("word “%(about)s” moved", about=about),
        "term_removed": gettext("word “%(about)s” taken out", about=about),
        "job_aid_begun": gettext("job aid begun"),
    }
    return str(names.get(what, what))


def _anchor_of(place: Place) -> str | None:
    """What a section or step is called on the page; None where the act left nothing to look at."""
    if not place:
        return None
    return "-".join(["step" if len(place) > 1 else "section", *(str(each + 1) for each in place)])


def _minutes(line: Line) -> int:
    """About how long a lesson takes."""
    file = line.files.get("vi")
    return -(-syllables(file.text) // SYLLABLES_A_MINUTE) if file else 0


def _plain(values: arranging.Values) -> str:
    """What a step is, by which its name is found."""
    return json.dumps(values, sort_keys=True)


def _grouped(names: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What may be added, by what it is for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for value, offer in offers().items():
        found.setdefault(role_name(offer.role), []).append((value, names[value]))
    return found

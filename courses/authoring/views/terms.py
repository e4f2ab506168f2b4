"""The words that a course of our own explains."""

import re

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.forms import TermForm
from courses.authoring.rules.defining import add_term, change_term, move_term, remove_term
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import find_course, find_plan
from courses.library import read_terms
from courses.models import OwnCourse
from courses.source.course import Term
from courses.source.folders import TERMS
from lms.base import clock
from lms.base.database import db
from lms.base.text import clean
from lms.web.access import Permission, asker, requires
from lms.web.refusing import refusal_told


@own_courses.get("/own-courses/<string:own_slug>/terms")
@requires(Permission.EXERCISES_WRITE)
def list_terms(own_slug: str) -> str:
    """Each word with its meaning, and the form for one more."""
    return _page(own_slug, TermForm(formdata=None))


@own_courses.post("/own-courses/<string:own_slug>/terms")
@requires(Permission.EXERCISES_WRITE)
def change_terms(own_slug: str) -> Response | tuple[str, int]:
    """Add, change, move or take out one word, by the word that the button sends."""
    course, form = find_course(own_slug), TermForm()
    if form.act.data in ("add", "change") and not form.validate():
        return _page(own_slug, form), 422
    with refusal_told(form.form_errors.append):
        _act(course, form)
        db.session.commit()
        flash(gettext("Saved."), "success")
        return redirect(url_for("own_courses.list_terms", own_slug=own_slug), 303)
    return _page(own_slug, form), 409


def _act(course: OwnCourse, form: TermForm) -> None:
    seen, place, by, now = form.seen.data or 0, form.place.data or 0, asker().id, clock.now()
    match form.act.data:
        case "add":
            add_term(course, seen, _term(form), by=by, now=now)
        case "change":
            change_term(course, seen, place, _term(form), by=by, now=now)
        case "up" | "down":
            move_term(course, seen, place, -1 if form.act.data == "up" else 1, by=by, now=now)
        case "remove":
            remove_term(course, seen, place, by=by, now=now)
        case _:
            abort(404)


def _term(form: TermForm) -> Term:
    avoid = filter(None, (clean(each) for each in re.split(r"[,;\n]", form.avoid.data or "")))
    return Term(form.term.data or "", form.meaning.data or "", tuple(dict.fromkeys(avoid)))


def _page(own_slug: str, form: TermForm) -> str:
    plan = find_plan(own_slug)
    file = plan.folder.files.get(TERMS)
    return render_template(
        "own_courses/list_terms.html",
        plan=plan,
        form=form,
        terms=read_terms(plan.folder),
        seen=file.revision if file else 0,
    )

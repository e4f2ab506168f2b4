"""Bringing files, and taking all of them up: into drafts, or not at all."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.queries import name_in
from courses.queries.own_courses import own_courses
from lms.base import clock
from lms.base.database import db
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said
from lms.web.refusing import refusal_flashed, refusal_told
from quizzes.importing.formats.keeping import message_from_json
from quizzes.importing.forms import SendForm, TakeForm
from quizzes.importing.models import MaterialFile, MaterialImport
from quizzes.importing.queries import import_of, imports_of
from quizzes.importing.rules.receiving import NOTHING_FOUND, receive
from quizzes.importing.rules.taking import drop, take_up
from quizzes.importing.views.blueprint import importing


@importing.get("/imports")
@requires(Permission.EXERCISES_WRITE)
def imports() -> str:
    """Bring files; those that wait, and what became of others."""
    return _page(SendForm())


@importing.post("/imports")
@requires(Permission.EXERCISES_WRITE)
def send_material() -> Response | tuple[str, int]:
    """Keep what was sent, each file with what it is proposed as."""
    form = SendForm()
    received = None
    if form.validate():
        with refusal_told(form.form_errors.append):
            received = receive(asker().id, form.sent(), clock.now())
            db.session.commit()
    if received is None:
        return _page(form), 422
    return redirect(url_for("importing.show_import", import_id=received.id), 303)


@importing.get("/imports/<int:import_id>")
@requires(Permission.EXERCISES_WRITE)
def show_import(import_id: int) -> str:
    """What each file of an import is proposed as, what has to be answered, or what became of it."""
    found = _mine(import_id)
    return render_template(
        "importing/show_import.html",
        found=found,
        form=_take_form(found),
        problem_of=problem_of,
        nothing_found=NOTHING_FOUND,
    )


@importing.post("/imports/<int:import_id>/take")
@requires(Permission.EXERCISES_WRITE)
def take_import(import_id: int) -> Response:
    """Make drafts of all files."""
    found = _mine(import_id)
    form = _take_form(found)
    if not form.validate():
        flash(gettext("This course does not exist, or its name is too long."), "error")
        return redirect(url_for("importing.show_import", import_id=import_id), 303)
    with refusal_flashed():
        take_up(asker().id, import_id, form.course.data or "", form.name.data or "", clock.now())
        db.session.commit()
        flash(
            gettext("Everything was taken up. Nobody learns from these drafts before they are published."),
            "success",
        )
    return redirect(url_for("importing.show_import", import_id=import_id), 303)


@importing.post("/imports/<int:import_id>/drop")
@requires(Permission.EXERCISES_WRITE)
def drop_import(import_id: int) -> Response:
    """Throw an import away; drafts that it became stay."""
    _mine(import_id)
    drop(asker().id, import_id)
    db.session.commit()
    flash(gettext("The import was dropped."), "success")
    return redirect(url_for("importing.imports"), 303)


def problem_of(file: MaterialFile) -> str:
    """Why a file cannot be read; empty where it can."""
    return said(message_from_json(file.problem)) if file.problem else ""


def _mine(import_id: int) -> MaterialImport:
    return import_of(asker().id, import_id) or abort(404)


def _take_form(found: MaterialImport) -> TakeForm:
    form = TakeForm()
    courses = [(each.course.slug, name_in(each.head, "vi")) for each in own_courses()]
    form.course.choices = [("", gettext("a new course")), *courses]
    return form


def _page(form: SendForm) -> str:
    return render_template("importing/imports.html", form=form, imports=imports_of(asker().id))

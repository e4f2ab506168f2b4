"""Publishing what a trainer wrote: what is still wrong, into which courses, and what learners get."""

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Edition
from courses.queries import newest_editions, proposed_courses
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.addresses import opens
from lms.web.differences import beside
from lms.web.filters import named
from lms.web.i18n import language, said
from quizzes.authoring.forms import ReleaseForm
from quizzes.authoring.rules.releasing import Place, Written, release, written
from quizzes.authoring.views.blueprint import authoring
from quizzes.exercise.graph import Kind
from quizzes.queries.exercises import courses_by_exercise, learners_in


@authoring.get("/exercises/<string:exercise_code>/publish")
@requires(Permission.EXERCISES_WRITE)
def publish_exercise(exercise_code: str) -> str:
    """What is about to be published, and where it goes."""
    text = _written(exercise_code)
    form = _form(text)
    form.courses.data = [edition.course.slug for edition in _asking(exercise_code)]
    form.seen.data = text.newest.number if text.newest else None
    return _page(text, form)


@authoring.post("/exercises/<string:exercise_code>/publish")
@requires(Permission.EXERCISES_WRITE)
def release_exercise(exercise_code: str) -> Response | tuple[str, int]:
    """Publish it with the courses that were chosen, all or nothing; refused, her text stays as it is."""
    text, now = _written(exercise_code), clock.now()
    form = _form(text)
    if not form.validate_on_submit():
        return _page(text, form), 422
    try:
        version, editions = release(
            asker().id,
            exercise_code,
            seen=form.seen.data,
            courses=form.courses.data or [],
            place=_place(form.place.data),
            kinds=current_app.extensions["step_kinds"],
            opens=opens,
            now=now,
        )
    except Refusal as refusal:
        db.session.rollback()
        return _page(_written(exercise_code), form, refusal), 409
    numbers = (version.number if version else None, [(named(each), each.number) for each in editions])
    waiting = [named(each) for each in proposed_courses(asker().id, now)]
    db.session.commit()
    _tell(*numbers, waiting)
    return redirect(url_for("authoring.exercises"))


def _written(code: str) -> Written:
    return written(asker().id, code) or abort(404)


def _asking(code: str) -> list[Edition]:
    return courses_by_exercise().get(code, [])


def _form(text: Written) -> ReleaseForm:
    """The courses that ask it, and the sections that do not and may."""
    asking = _asking(text.source.code)
    form = ReleaseForm()
    form.courses.choices = {edition.course.slug: _sentence(edition) for edition in asking}
    form.place.choices = {"": gettext("To no further section"), **_sections(asking)}
    return form


def _sentence(edition: Edition) -> str:
    """A course that asks it, and whom a new edition concerns."""
    return str(
        gettext(
            "%(course)s (edition %(number)d; %(count)d are learning and finish it, others get the new one)",
            course=named(edition),
            count=learners_in(edition.id),
            number=edition.number,
        )
    )


def _sections(asking: list[Edition]) -> dict[str, dict[str, str]]:
    """By the name of a course that does not ask it, its sections."""
    asked = {edition.id for edition in asking}
    return {
        named(edition): {
            f"{edition.course.slug}/{section.ordinal}": section.title(language())
            for section in edition.sections
        }
        for edition in newest_editions()
        if edition.id not in asked
    }


def _place(given: str | None) -> Place | None:
    slug, _, section = (given or "").partition("/")
    return Place(slug, int(section)) if section.isdigit() else None


def _page(text: Written, form: ReleaseForm, refusal: Refusal | None = None) -> str:
    theirs = text.newest.source_in("vi") if text.newest and text.is_overtaken else None
    form.seen.data = text.newest.number if text.newest else None
    return render_template(
        "authoring/publish_exercise.html",
        text=text,
        exercise=text.source.languages["vi"],
        is_practice=text.source.languages["vi"].kind is Kind.PRACTICE,
        form=form,
        refusal=said(refusal.message) if refusal else None,
        pairs=beside(theirs, text.source.texts["vi"]) if theirs else [],
    )


def _tell(number: int | None, editions: list[tuple[str, int]], waiting: list[str]) -> None:
    if number:
        flash(gettext("Published as version %(number)d.", number=number), "success")
    for course, edition in editions:
        flash(
            gettext("%(course)s has a new edition: number %(number)d.", course=course, number=edition),
            "success",
        )
    for course in waiting:
        flash(gettext("%(course)s waits for a second look before learners get it.", course=course), "info")
    if not number and not editions and not waiting:
        flash(gettext("Nothing has changed since the last time it was published."), "info")

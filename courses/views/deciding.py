"""Deciding which text of a lesson is taught here: publishing, comparing, keeping, taking the shipped one."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Edition
from courses.rules.editing import Desk, open_lesson
from courses.rules.localising import LocalCourse, history_of
from courses.rules.reviewing import demands_second_look
from courses.rules.settling import keep_ours, look_over, publish_text, take_shipped
from courses.rules.step_kinds import Kinds
from courses.views.blueprint import courses
from courses.views.lessons import desk_url, find_lesson
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.addresses import opens
from lms.web.differences import beside, folded
from lms.web.i18n import said


@courses.get("/courses/<string:slug>/lessons/<int:number>/publish")
@requires(Permission.EXERCISES_WRITE)
def publish_lesson(slug: str, number: int) -> str | Response:
    """What is about to be taught beside what is taught now, and all that stands in its way."""
    place, lesson = find_lesson(slug, number, request.args.get("text"))
    desk = open_lesson(place, lesson, asker().id)
    if desk.draft is None:
        flash(gettext("There is no draft of this lesson. Change its text first."), "warning")
        return redirect(desk_url(slug, lesson))
    return _before_publishing(place, desk)


@courses.post("/courses/<string:slug>/lessons/<int:number>/publish")
@requires(Permission.EXERCISES_WRITE)
def release_lesson(slug: str, number: int) -> Response | tuple[str, int]:
    """Teach her text from now on; refused, her draft stays as it is."""
    language = request.form.get("text")
    place, lesson = find_lesson(slug, number, language)
    seen = request.form.get("seen", "")
    try:
        edition = publish_text(
            place, lesson, seen=seen, by=asker().id, kinds=_kinds(), opens=opens, now=clock.now()
        )
        _tell(edition)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        place, lesson = find_lesson(slug, number, language)
        return _before_publishing(place, open_lesson(place, lesson, asker().id), refusal), 409
    return redirect(url_for("courses.course_lessons", slug=slug))


@courses.post("/courses/<string:slug>/lessons/<int:number>/settle")
@requires(Permission.EXERCISES_WRITE)
def settle_lesson(slug: str, number: int) -> Response:
    """Keep the local text beside a newer shipped one, or take the shipped one; hers stays in the history."""
    place, lesson = find_lesson(slug, number, request.form.get("text"))
    seen, by, now = request.form.get("seen", ""), asker().id, clock.now()
    try:
        if request.form.get("choice") == "take":
            _tell(take_shipped(place, lesson, seen=seen, by=by, kinds=_kinds(), now=now))
        else:
            keep_ours(place, lesson, seen=seen, by=by, now=now)
            flash(
                gettext("The text of this office stays and counts as compared with the new one."), "success"
            )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(desk_url(slug, lesson))


@courses.get("/courses/<string:slug>/lessons/<int:number>/history")
@requires(Permission.EXERCISES_WRITE)
def lesson_history(slug: str, number: int) -> str:
    """Every text that was taught here in the place of the shipped one, each beside what was shipped then."""
    place, lesson = find_lesson(slug, number, request.args.get("text"))
    rows = [(row, beside(row.shipped_text, row.taught)) for row in history_of(lesson)]
    return render_template("courses/lessons/lesson_history.html", place=place, lesson=lesson, rows=rows)


def _before_publishing(place: LocalCourse, desk: Desk, refusal: Refusal | None = None) -> str:
    found = look_over(place, desk, _kinds(), opens, clock.now())
    return render_template(
        "courses/lessons/publish_lesson.html",
        place=place,
        lesson=desk.lesson,
        desk=desk,
        findings=found,
        is_clean=not any(each.error for each in found),
        refusal=said(refusal.message) if refusal else None,
        demanded=demands_second_look(place.edition, clock.today()),
        pairs=folded(beside(desk.lesson.taught, desk.text)),
        newer=folded(beside(desk.lesson.shipped, desk.text)) if desk.lesson.has_newer else [],
    )


def _kinds() -> Kinds:
    kinds: Kinds = current_app.extensions["step_kinds"]
    return kinds


def _tell(edition: Edition | None) -> None:
    if edition is None:
        flash(gettext("Nothing has changed for learners."), "info")
        return
    sentence = gettext(
        "Published as edition %(number)d. Whoever has begun finishes the edition they began.",
        number=edition.number,
    )
    flash(sentence, "success")

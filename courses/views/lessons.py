"""Writing shipped lessons anew: which there are, and the text on a desk, kept as she types."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.forms import LessonForm
from courses.library import read_pictures
from courses.models import LessonDraft
from courses.rules.editing import (
    Desk,
    SavedInBetween,
    drop_draft,
    look_at,
    open_lesson,
    save_draft,
    weigh_text,
)
from courses.rules.localising import Lesson, LocalCourse, drafts_of, local_course, local_courses
from courses.views.blueprint import courses
from courses.views.desks import both_texts, carried_on, refused_answer, saved_answer
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.web.access import Permission, asker, public, requires
from lms.web.addresses import opens
from lms.web.asking import wants_json
from lms.web.differences import beside, folded
from lms.web.i18n import said
from lms.web.safety import csrf


@courses.get("/courses/lessons")
@requires(Permission.EXERCISES_WRITE)
def lessons() -> str:
    """The shipped courses: how many lessons are changed here, and where a decision is due."""
    return render_template("courses/lessons/lessons.html", places=local_courses())


@courses.get("/courses/<string:slug>/lessons")
@requires(Permission.EXERCISES_WRITE)
def course_lessons(slug: str) -> str:
    """The lessons of a course, what of them is changed here or being written, and texts left over."""
    place = _place(slug)
    return render_template("courses/lessons/course_lessons.html", place=place, drafts=drafts_of(place))


@courses.get("/courses/<string:slug>/lessons/<int:number>")
@requires(Permission.EXERCISES_WRITE)
def edit_lesson(slug: str, number: int) -> str:
    """Her text of a lesson, else the one that is taught, with what is found in it and how it looks."""
    place, lesson = find_lesson(slug, number, request.args.get("text"))
    desk = open_lesson(place, lesson, asker().id)
    return _desk(place, desk, LessonForm(text=desk.text, language=lesson.language, revision=desk.revision))


@courses.post("/courses/<string:slug>/lessons/<int:number>/draft")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def save_lesson(slug: str, number: int) -> Response | str | tuple[str, int]:
    """Keep her text and look at it: a page for a form, its changing part for a script.

    Without a token, so that a text outlives its session: the Origin check and SameSite guard it. Signed out,
    the text is carried on.
    """
    if not asker().is_authenticated:
        return carried_on("text", "language", "revision")
    if not asker().may(Permission.EXERCISES_WRITE):
        abort(404)
    form = LessonForm(meta={"csrf": False})
    place, lesson = find_lesson(slug, number, form.language.data)
    text, revision = str(form.text.data or ""), int(form.revision.data or 0)
    try:
        draft = save_draft(place, lesson, text, revision, by=asker().id, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _not_saved(refusal, *find_lesson(slug, number, form.language.data), form)
    return _saved(place, lesson, draft)


@courses.post("/courses/<string:slug>/lessons/<int:number>/drop")
@requires(Permission.EXERCISES_WRITE)
def drop_lesson(slug: str, number: int) -> Response:
    """Throw her draft away; what is taught stays."""
    place, lesson = find_lesson(slug, number, request.form.get("text"))
    drop_draft(place, lesson, by=asker().id)
    db.session.commit()
    flash(gettext("The draft was thrown away."), "success")
    return redirect(url_for("courses.course_lessons", slug=slug))


def newer_lessons(*, person: Person) -> str:
    """On the start page of a trainer: lessons changed here that are shipped with another text now."""
    if not person.may(Permission.EXERCISES_WRITE):
        return ""
    return render_template("courses/lessons/newer_lessons.html", places=local_courses(changed=True))


def _place(slug: str) -> LocalCourse:
    return local_course(slug) or abort(404)


def find_lesson(slug: str, number: int, language: str | None) -> tuple[LocalCourse, Lesson]:
    """A lesson in one language, with its course; 404 where there is none."""
    place = _place(slug)
    found = place.lessons.get((language or "vi", number))
    return (place, found) if found else abort(404)


def desk_url(slug: str, lesson: Lesson, anchor: str | None = None) -> str:
    """Where the lesson is written."""
    return url_for(
        "courses.edit_lesson", slug=slug, number=lesson.number, text=lesson.language, _anchor=anchor
    )


def _desk(place: LocalCourse, desk: Desk, form: LessonForm) -> str:
    lesson, text = desk.lesson, str(form.text.data or "")
    return render_template(
        "courses/lessons/edit_lesson.html",
        place=place,
        lesson=lesson,
        desk=desk,
        form=form,
        pictures=sorted(read_pictures(place.folder)),
        original=_original(place, lesson),
        newer=beside(lesson.taught, lesson.shipped) if lesson.has_newer else [],
        folded=folded,
        taught=folded(beside(lesson.taught, text)) if desk.is_overtaken else [],
        others=[(other, folded(beside(other.text, text))) for other in desk.others],
        **_look(place, lesson, text),
    )


def _look(place: LocalCourse, lesson: Lesson, text: str) -> dict[str, object]:
    """What the changing part of the page says."""
    kinds = current_app.extensions["step_kinds"]
    look = look_at(place, lesson, text, opens)
    return {
        "look": look,
        "html": look.page.html if look.page else "",
        "text_language": lesson.language,
        "weight": weigh_text(place, lesson, text, kinds, clock.now()),
    }


def _original(place: LocalCourse, lesson: Lesson) -> str | None:
    """The Vietnamese text of an English lesson, to be laid beside it."""
    vietnamese = place.lessons.get(("vi", lesson.number))
    return vietnamese.taught if vietnamese and lesson.language != "vi" else None


def _saved(place: LocalCourse, lesson: Lesson, draft: LessonDraft) -> Response:
    slug = place.course.slug
    if wants_json():
        look = render_template("courses/lessons/look.html", **_look(place, lesson, draft.text))
        return saved_answer(draft.revision, draft.saved_at, look)
    if "publish" in request.form:
        address = url_for("courses.publish_lesson", slug=slug, number=lesson.number, text=lesson.language)
        return redirect(address)
    return redirect(desk_url(slug, lesson, "look"))


def _not_saved(
    refusal: Refusal, place: LocalCourse, lesson: Lesson, form: LessonForm
) -> Response | tuple[str, int]:
    """What stands, what she wrote, and why it was not saved; nothing she wrote is lost."""
    if wants_json():
        return refused_answer(refusal)
    if not isinstance(refusal, SavedInBetween):
        form.text.errors = [said(refusal.message)]
        return _desk(place, open_lesson(place, lesson, asker().id), form), 422
    action = url_for("courses.save_lesson", slug=place.course.slug, number=lesson.number)
    desk = desk_url(place.course.slug, lesson)
    return both_texts(refusal, form, title=lesson.title, action=action, desk=desk)

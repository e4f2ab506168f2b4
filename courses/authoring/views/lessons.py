"""Writing a lesson of our own course: kept as she types, with what is wrong and how it looks beside it."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.authoring import queries
from courses.authoring.forms import TextForm
from courses.authoring.queries import Plan
from courses.authoring.rules.writing import save_text
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.describing import facts_form
from courses.authoring.views.finding import find_plan, kinds, lesson_url
from courses.library import read_course, read_pictures, read_terms
from courses.models import OwnFile
from courses.rules.editing import SavedInBetween
from courses.rules.looking import look_at_text, weigh_lesson
from courses.source.findings import BadCourse
from courses.source.folders import number_of
from courses.source.matching import title_of
from courses.views.desks import both_texts, carried_on, refused_answer, saved_answer
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, public, requires
from lms.web.addresses import opens
from lms.web.asking import wants_json
from lms.web.i18n import said
from lms.web.safety import csrf


@own_courses.get("/own-courses/<string:own_slug>/lessons/<int:file_id>")
@requires(Permission.EXERCISES_WRITE)
def write_lesson(own_slug: str, file_id: int) -> str:
    """A text with the toolbar, what is found in it, how it looks, and what is said about it beside."""
    plan, file = _find(own_slug, file_id)
    return _desk(plan, file, TextForm(formdata=None, text=file.text, revision=file.revision))


@own_courses.post("/own-courses/<string:own_slug>/lessons/<int:file_id>/draft")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def save_lesson(own_slug: str, file_id: int) -> Response | str | tuple[str, int]:
    """Keep a text and look at it: a page for a form, its changing part for a script.

    Without a token, so that a text outlives its session: the Origin check and SameSite guard it. Signed out,
    the text is carried on.
    """
    if not asker().is_authenticated:
        return carried_on("text", "revision")
    if not asker().may(Permission.EXERCISES_WRITE):
        abort(404)
    form = TextForm(meta={"csrf": False})
    plan, _ = _find(own_slug, file_id)
    text, revision = str(form.text.data or ""), int(form.revision.data or 0)
    try:
        save_text(plan.folder.course, file_id, text, revision, by=asker().id, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _not_saved(refusal, *_find(own_slug, file_id), form)
    return _saved(*_find(own_slug, file_id))


def _find(own_slug: str, file_id: int) -> tuple[Plan, OwnFile]:
    plan = find_plan(own_slug)
    found = (file for path, file in plan.folder.files.items() if path.endswith(".md") and file.id == file_id)
    return plan, next(found, None) or abort(404)


def _desk(plan: Plan, file: OwnFile, form: TextForm) -> str:
    path, text = str(file.path), str(form.text.data or "")
    language, other = path[:2], ("en" if path.startswith("vi/") else "vi")
    others = {other: _in_other(plan, path, other)}
    return render_template(
        "own_courses/write_lesson.html",
        plan=plan,
        file=file,
        title=title_of(file.text) or plan.name,
        form=form,
        texts={language: file, **{code: each for code, each in others.items() if each}},
        number=number_of(path),
        facts=facts_form(plan, file) if number_of(path) else None,
        passages=queries.passages_taught(clock.today()),
        pictures=sorted(read_pictures(plan.folder)),
        original=others["vi"].text if language == "en" and others["vi"] else None,
        is_fresh=file.saved_by_id != asker().id,
        **_look(plan, file, text),
    )


def _in_other(plan: Plan, path: str, language: str) -> OwnFile | None:
    """The same text in another language: the same job aid, or the lesson of the same number."""
    number = number_of(path)
    wanted = (
        each
        for each in plan.folder.paths()
        if each.startswith(f"{language}/") and (number_of(each) == number if number else each[3:] == path[3:])
    )
    return plan.folder.files.get(next(wanted, ""))


def _look(plan: Plan, file: OwnFile, text: str) -> dict[str, object]:
    """What the changing part of the page says; pictures are shown as they are kept in the draft."""
    path, folder = str(file.path), plan.folder
    pictures = read_pictures(folder)
    look = look_at_text(text, f"{folder.name}/{path}", pictures, read_terms(folder), opens)
    html = look.page.html if look.page else ""
    for name in look.page.pictures if look.page else ():
        if name in pictures:
            here = url_for("own_courses.show_media", own_slug=folder.name, media_name=name)
            html = html.replace(pictures[name].address, here)
    return {"look": look, "html": html, "text_language": path[:2], "weight": _weight(plan, path)}


def _weight(plan: Plan, path: str) -> object:
    number = number_of(path)
    try:
        source = read_course(plan.folder, unfinished=True) if number else None
    except BadCourse:
        return None
    return weigh_lesson(source, number, path[:2], kinds(), clock.now()) if source and number else None


def _saved(plan: Plan, file: OwnFile) -> Response:
    if wants_json():
        look = render_template("courses/lessons/look.html", **_look(plan, file, file.text))
        return saved_answer(file.revision, file.saved_at, look)
    if "publish" in request.form:
        return redirect(url_for("own_courses.publish_course", own_slug=plan.folder.name))
    return redirect(lesson_url(plan, file, "look"))


def _not_saved(refusal: Refusal, plan: Plan, file: OwnFile, form: TextForm) -> Response | tuple[str, int]:
    """What stands, what she wrote, and why it was not saved; nothing she wrote is lost."""
    if wants_json():
        return refused_answer(refusal)
    if not isinstance(refusal, SavedInBetween):
        form.text.errors = [said(refusal.message)]
        return _desk(plan, file, form), 422
    action = url_for("own_courses.save_lesson", own_slug=plan.folder.name, file_id=file.id)
    return both_texts(refusal, form, title=title_of(file.text), action=action, desk=lesson_url(plan, file))

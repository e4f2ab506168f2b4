"""Pictures, recordings and files of a course of our own: taken in, shown with their weight, taken out."""

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.forms import MediaForm
from courses.authoring.rules.taking_media import remove_media, take_media
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import find_course, find_plan
from courses.library import read_pictures
from courses.source.attachments import Attachment
from courses.source.pictures import MIME_TYPES
from courses.source.sounds import Sound
from courses.views.materials import TAKEN_ALONG
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.costs import data_size
from lms.web.i18n import said
from lms.web.refusing import refusal_flashed
from lms.web.safety import HARMLESS


@own_courses.get("/own-courses/<string:own_slug>/media")
@requires(Permission.EXERCISES_WRITE)
def list_media(own_slug: str) -> str:
    """All that the lessons of a course may show, with what each weighs and where it is shown."""
    return _page(own_slug, MediaForm())


@own_courses.post("/own-courses/<string:own_slug>/media")
@requires(Permission.EXERCISES_WRITE)
def add_media(own_slug: str) -> Response | tuple[str, int]:
    """Take in what was sent, each file by itself: what cannot be taken is said, the rest is kept."""
    course, form = find_course(own_slug), MediaForm()
    if not form.validate_on_submit():
        return _page(own_slug, form), 422
    for file in form.files.data:
        try:
            taken = take_media(course, file.filename, file.read(), by=asker().id, now=clock.now())
            db.session.commit()
            flash(_told(taken.media.name, taken.sent_bytes, len(taken.media.body)), "success")
            if taken.replaces:
                flash(_replaced(taken.media.name), "warning")
        except Refusal as refusal:
            db.session.rollback()
            sentence = gettext(
                "%(file)s: %(problem)s", file=file.filename[:80], problem=said(refusal.message)
            )
            flash(sentence, "error")
    return redirect(url_for("own_courses.list_media", own_slug=own_slug))


@own_courses.post("/own-courses/<string:own_slug>/media/take-out")
@requires(Permission.EXERCISES_WRITE)
def take_media_out(own_slug: str) -> Response:
    """Take a picture, recording or file out of a course."""
    with refusal_flashed():
        name = request.form.get("name", "")
        remove_media(find_course(own_slug), name, by=asker().id, now=clock.now())
        db.session.commit()
        flash(gettext("“%(name)s” was taken out. The last change can be taken back.", name=name), "success")
    return redirect(url_for("own_courses.list_media", own_slug=own_slug))


@own_courses.get("/own-courses/<string:own_slug>/media/<string:media_name>")
@requires(Permission.EXERCISES_WRITE)
def show_media(own_slug: str, media_name: str) -> FlaskResponse:
    """A picture, recording or file as it is kept in the draft."""
    found = read_pictures(find_plan(own_slug).folder).get(media_name)
    if found is None or found.problem:
        abort(404)
    response = FlaskResponse(found.body, mimetype=MIME_TYPES[found.kind])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = HARMLESS
    if found.kind in TAKEN_ALONG:
        response.headers["Content-Disposition"] = f'attachment; filename="{media_name}"'
    return response


def _page(own_slug: str, form: MediaForm) -> str:
    plan = find_plan(own_slug)
    media = read_pictures(plan.folder)
    texts = [(path, file.text) for path, file in plan.folder.files.items() if path.endswith(".md")]
    return render_template(
        "own_courses/list_media.html",
        plan=plan,
        form=form,
        media=media,
        shown={name: [path for path, text in texts if f"({name})" in text] for name in media},
        is_sound=lambda each: isinstance(each, Sound),
        is_file=lambda each: isinstance(each, Attachment),
    )


def _told(name: str, before: int, after: int) -> str:
    if after < before:
        return str(
            gettext(
                "“%(name)s” is kept: %(before)s became %(after)s.",
                name=name,
                before=data_size(before),
                after=data_size(after),
            )
        )
    return str(gettext("“%(name)s” is kept: %(after)s.", name=name, after=data_size(after)))


def _replaced(name: str) -> str:
    return str(
        gettext(
            "There was another file “%(name)s”: lessons show the new one now. If that is wrong, take the last"
            " change back and send the file under another name.",
            name=name,
        )
    )

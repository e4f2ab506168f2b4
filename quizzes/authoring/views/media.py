"""Pictures and sounds of an exercise: taken in, shown with their weight, put into a scene, taken out."""

from functools import partial

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.source.pictures import MIME_TYPES
from lms.base import clock
from lms.base.database import db
from lms.web.access import Permission, asker, requires
from lms.web.costs import data_size
from lms.web.refusing import refusal_flashed, refusal_told
from lms.web.safety import HARMLESS
from quizzes.authoring.forms.media import ExerciseMediaForm, PlacingForm
from quizzes.authoring.models import ManuscriptMedia
from quizzes.authoring.queries import media_with_bodies
from quizzes.authoring.rules.illustrating import (
    add_media,
    make_media_ready,
    remove_media,
    shown_by,
    with_media,
)
from quizzes.authoring.rules.writing import Opened, save_text
from quizzes.authoring.views.blueprint import authoring
from quizzes.authoring.views.desk import language_asked, opened_or_404
from quizzes.exercise.grammar import read_exercise


@authoring.get("/exercises/<string:exercise_code>/media")
@requires(Permission.EXERCISES_WRITE)
def exercise_media(exercise_code: str) -> str:
    """All that the scenes of an exercise may show, with what each weighs and where it is shown."""
    opened = _opened(exercise_code)
    return _page(opened, ExerciseMediaForm(), _placing(opened))


@authoring.post("/exercises/<string:exercise_code>/media")
@requires(Permission.EXERCISES_WRITE)
def add_exercise_media(exercise_code: str) -> Response | tuple[str, int]:
    """Take in what was sent, each file by itself: what cannot be taken is said, the rest is kept."""
    opened, form = _opened(exercise_code), ExerciseMediaForm()
    if not form.validate_on_submit():
        return _page(opened, form, _placing(opened)), 422
    for file in form.files.data:
        with refusal_told(partial(_refuse, file.filename)):
            taken = make_media_ready(file.filename, file.read())
            before = shown_by(asker().id, exercise_code).get(taken.media.name)
            kept = add_media(asker().id, exercise_code, taken, clock.now())
            db.session.commit()
            flash(_told(kept), "success")
            if before and before.place.address != kept.address:
                flash(_replaced(kept.name), "warning")
    return redirect(_here(opened))


@authoring.post("/exercises/<string:exercise_code>/media/put")
@requires(Permission.EXERCISES_WRITE)
def put_exercise_media(exercise_code: str) -> Response | tuple[str, int]:
    """Put a picture or sound into a scene of her text."""
    opened = _opened(exercise_code)
    form = _placing(opened)
    if not form.validate_on_submit():
        return _page(opened, ExerciseMediaForm(), form), 422
    with refusal_flashed():
        language = opened.language
        text = with_media(opened.text, form.scene.data, form.file.data, form.words.data, language)
        revision, base = form.revision.data or 0, form.base.data
        save_text(asker().id, exercise_code, language, text, revision, clock.now(), base=base)
        db.session.commit()
        flash(gettext("“%(name)s” stands in the scene now.", name=form.file.data), "success")
    return redirect(_here(opened))


@authoring.post("/exercises/<string:exercise_code>/media/take-out")
@requires(Permission.EXERCISES_WRITE)
def remove_exercise_media(exercise_code: str) -> Response:
    """Take a picture or sound out that she has added; what is published stays."""
    opened, name = _opened(exercise_code), request.form.get("name", "")
    with refusal_flashed():
        remove_media(asker().id, exercise_code, name)
        db.session.commit()
        flash(gettext("“%(name)s” was taken out.", name=name), "success")
    return redirect(_here(opened))


@authoring.get("/exercises/<string:exercise_code>/media/<string:media_name>")
@requires(Permission.EXERCISES_WRITE)
def show_exercise_media(exercise_code: str, media_name: str) -> FlaskResponse:
    """A picture or sound as she has added it; nobody else sees it before it is published."""
    kept = next(iter(media_with_bodies(asker().id, exercise_code, [media_name])), None) or abort(404)
    kind = kept.address.partition("#")[0].rpartition(".")[2]
    response = FlaskResponse(kept.body, mimetype=MIME_TYPES[kind])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = HARMLESS
    return response


def _opened(code: str) -> Opened:
    return opened_or_404(code, language_asked(request.args.get("text")))


def _here(opened: Opened) -> str:
    return url_for("authoring.exercise_media", exercise_code=opened.code, text=opened.language)


def _placing(opened: Opened) -> PlacingForm:
    """The form by which a file gets into a scene of this text."""
    form = PlacingForm()
    form.file.choices = list(shown_by(asker().id, opened.code))
    scenes = read_exercise(opened.text)[0].scenes
    form.scene.choices = [(ordinal, f"{ordinal + 1}. {scene.name}") for ordinal, scene in enumerate(scenes)]
    if not form.is_submitted():
        form.revision.data, form.base.data = opened.revision, opened.base
    return form


def _page(opened: Opened, form: ExerciseMediaForm, placing: PlacingForm) -> str:
    scenes = read_exercise(opened.text)[0].scenes
    shown = shown_by(asker().id, opened.code)
    return render_template(
        "authoring/exercise_media.html",
        opened=opened,
        form=form,
        placing=placing,
        shown=shown,
        scenes={
            name: [scene.name for scene in scenes if any(media.file == name for media in scene.media)]
            for name in shown
        },
    )


def _refuse(name: str | None, problem: str) -> None:
    flash(gettext("%(file)s: %(problem)s", file=(name or "")[:80], problem=problem), "error")


def _replaced(name: str) -> str:
    return str(
        gettext(
            "It took the place of another file called “%(name)s”, in every scene that shows it. If both are"
            " needed, give one of them another name.",
            name=name,
        )
    )


def _told(kept: ManuscriptMedia) -> str:
    after = data_size(kept.size)
    if kept.size >= kept.sent_size:
        return str(gettext("“%(name)s” is kept: %(after)s.", name=kept.name, after=after))
    before = data_size(kept.sent_size)
    return str(
        gettext(
            "“%(name)s” is kept: %(before)s became %(after)s.", name=kept.name, before=before, after=after
        )
    )

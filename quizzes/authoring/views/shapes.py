"""The other faces of an exercise: its scenes as cards of a form, and the map of where they lead."""

from flask import render_template, request

from lms.web.access import Permission, requires
from quizzes.authoring.forms import path_from
from quizzes.authoring.rules.shaping import NoForm, Unread, sheet_of
from quizzes.authoring.views.blueprint import authoring
from quizzes.authoring.views.desk import desk, drawing, form_of, language_asked, look_at, opened_or_404
from quizzes.exercise.grammar import MAX_CHOICES, MAX_FIELDS
from quizzes.exercise.graph import Choice, Scene
from quizzes.map.drawing import draw_sheets
from quizzes.map.ways import letter, ways_of

BLANK = Scene("", choices=(Choice(""), Choice("")))
"""A new scene: a single choice would be none."""


@authoring.get("/exercises/<string:exercise_code>/form")
@requires(Permission.EXERCISES_WRITE)
def edit_form(exercise_code: str) -> str:
    """Her exercise as cards; ``scene`` is the one that stands open. Lines that cannot be read are shown."""
    opened = opened_or_404(exercise_code, language_asked(request.args.get("text")))
    look = look_at(opened, opened.text, path_from(request.args.get("path", "")))
    try:
        sheet, refusal = sheet_of(opened.text), None
    except NoForm as no_form:
        sheet, refusal = None, no_form.message
    return desk(
        "authoring/edit_form.html",
        opened,
        look,
        form_of(opened),
        "form",
        sheet=sheet,
        refusal=refusal,
        plays="plays" in request.args or look.exercise.is_scenario,
        shown=max(0, request.args.get("scene", 1, type=int) - 1),
        blank=BLANK,
        nothing_unread=Unread(),
        most_answers=MAX_CHOICES,
        most_fields=MAX_FIELDS,
    )


@authoring.get("/exercises/<string:exercise_code>/map")
@requires(Permission.EXERCISES_WRITE)
def show_map(exercise_code: str) -> str:
    """Where the choices of her exercise lead, drawn and as a list."""
    opened = opened_or_404(exercise_code, language_asked(request.args.get("text")))
    look = look_at(opened, opened.text, ())
    return render_template(
        "authoring/map.html",
        opened=opened,
        exercise=look.exercise,
        ways=ways_of(look.exercise),
        letter=letter,
        drawing=drawing(look, opened.code, opened.language),
        sheets=draw_sheets(look.exercise) if look.exercise.is_scenario else "",
    )

"""What a trainer fills in: a new exercise, its text, where it is published; and the way of a trial play."""

import json
import re

from flask_babel import lazy_gettext
from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from lms.web.forms import CleanStringField, Form
from quizzes.exercise.grammar import MAX_TEXT
from quizzes.exercise.playing import MAX_STEPS, Path

SAMPLES = ("scenario", "practice", "orientation", "assessment")
FACES = ("form", "text", "word", "excel")
_STEP = re.compile(r"([0-9]{1,3})\.([0-9])")


class NewExerciseForm(Form):
    """A new exercise: what it is called, and the text it starts from."""

    title = CleanStringField(lazy_gettext("Title"), [InputRequired(), Length(max=200)])
    sample = RadioField(
        lazy_gettext("Start from"),
        [InputRequired()],
        choices=[
            SelectChoice(SAMPLES[0], lazy_gettext("A story with choices (practice)")),
            SelectChoice(SAMPLES[1], lazy_gettext("Questions to practise after a lesson")),
            SelectChoice(SAMPLES[2], lazy_gettext("An orientation test before a course")),
            SelectChoice(SAMPLES[3], lazy_gettext("A bank of questions for a test")),
        ],
        default=SAMPLES[0],
    )
    face = RadioField(
        lazy_gettext("How it is written"),
        [InputRequired()],
        choices=[
            SelectChoice(FACES[0], lazy_gettext("In a form: a card for each scene or question")),
            SelectChoice(FACES[1], lazy_gettext("As plain text, quickest to type")),
            SelectChoice(FACES[2], lazy_gettext("In a Word file, taken along and brought back")),
            SelectChoice(FACES[3], lazy_gettext("In an Excel file, taken along and brought back")),
        ],
        default=FACES[0],
    )


class WritingForm(Form):
    """The text of an exercise in one language."""

    text = TextAreaField(
        lazy_gettext("Text of the exercise"),
        [InputRequired()],
        render_kw={"maxlength": MAX_TEXT, "spellcheck": "false", "rows": 24},
    )
    language = HiddenField()
    revision = IntegerField(widget=HiddenInput())
    base = IntegerField(validators=[Optional()], widget=HiddenInput())
    """The number of the version that is changed; none of a new exercise."""
    writer = IntegerField(validators=[Optional()], widget=HiddenInput())
    """Whose desk it was opened on: a page outlives its session, and another person may sign in beside it."""


class ReleaseForm(Form):
    """Publishing an exercise, and the courses that take it up at once."""

    courses = SelectMultipleField(
        lazy_gettext("These courses get a new edition at once"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    place = SelectField(lazy_gettext("Add it to a section, behind its other practice"), [Optional()])
    seen = IntegerField(validators=[Optional()], widget=HiddenInput())


def path_from(text: str) -> Path:
    """The path of a trial play from an address or a button: ``0.1-2.0``, or as JSON where an answer is not
    one choice; empty for what is none."""
    if text.startswith("["):
        return _path_in(text)
    steps = [_STEP.fullmatch(step) for step in text.split("-")[:MAX_STEPS]]
    return [(int(step[1]), int(step[2])) for step in steps if step] if all(steps) else []


def path_text(path: Path) -> str:
    """The same path as a button sends it."""
    if all(isinstance(answer, int) for _, answer in path):
        return "-".join(f"{scene}.{answer}" for scene, answer in path)
    return json.dumps(path, ensure_ascii=False, separators=(",", ":"))


def _path_in(text: str) -> Path:
    try:
        steps = json.loads(text)
    except (ValueError, RecursionError):
        return []
    whole = all(isinstance(step, list) and len(step) == 2 and type(step[0]) is int for step in steps)
    return [(scene, answer) for scene, answer in steps[:MAX_STEPS]] if whole else []

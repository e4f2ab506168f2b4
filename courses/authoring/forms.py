"""The shape of what authors of courses send."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from lms.base.markdown import MAX_CHARACTERS
from lms.web.forms import TICKS, CleanStringField, Form

LONGEST_NAME = 200
LONGEST_SUMMARY = 500
NEEDED = lazy_gettext("This is needed.")
HIDDEN: dict[str, Any] = {"validators": [Optional()], "widget": HiddenInput()}


class NewCourseForm(Form):
    """What a course begins with."""

    name_vi = CleanStringField(
        lazy_gettext("Name of the course"), [InputRequired(NEEDED), Length(max=LONGEST_NAME)]
    )
    summary_vi = CleanStringField(
        lazy_gettext("What people can do afterwards, in a sentence or two"),
        [InputRequired(NEEDED), Length(max=LONGEST_SUMMARY)],
    )


class CopyForm(Form):
    """Which shipped course to make one's own."""

    slug = SelectField(lazy_gettext("Course"))


class TakeInForm(Form):
    """A course that comes as one file."""

    file = FileField(
        lazy_gettext("File of a course (.zip)"), [FileRequired(lazy_gettext("Choose the file first."))]
    )


class DescriptionForm(Form):
    """What a course says about itself."""

    seen = IntegerField(**HIDDEN)
    name_vi = NewCourseForm.name_vi
    summary_vi = NewCourseForm.summary_vi
    name_en = CleanStringField(lazy_gettext("Name in English"), [Length(max=LONGEST_NAME)])
    summary_en = CleanStringField(lazy_gettext("The same in English"), [Length(max=LONGEST_SUMMARY)])
    aims = TextAreaField(lazy_gettext("Aims, one on each line"), [Length(max=2000)])
    audience = SelectMultipleField(lazy_gettext("Offered to"), **TICKS)
    competencies = SelectMultipleField(lazy_gettext("Competencies that completing it gives"), **TICKS)
    theory = IntegerField(lazy_gettext("Periods of theory"), [Optional(), NumberRange(0, 500)])
    practice = IntegerField(lazy_gettext("Periods of practice"), [Optional(), NumberRange(0, 500)])
    self_study = IntegerField(lazy_gettext("Periods of self-study"), [Optional(), NumberRange(0, 500)])
    certificate = BooleanField(lazy_gettext("Completing it gives a certificate"))
    design = SelectField(lazy_gettext("Design of the certificate"))
    issuer = SelectField(lazy_gettext("Who issues it"))
    valid_months = IntegerField(lazy_gettext("Valid for so many months"), [Optional(), NumberRange(1, 240)])
    in_english = BooleanField(lazy_gettext("Taught in English too"))
    shows_111 = BooleanField(lazy_gettext("Every lesson shows the number 111 (child protection)"))


class FactsForm(Form):
    """What is said about a lesson beside its text."""

    seen = IntegerField(**HIDDEN)
    competencies = SelectMultipleField(lazy_gettext("Competencies that the lesson teaches"), **TICKS)
    sources = SelectMultipleField(lazy_gettext("Legal basis so far"), **TICKS)
    source = StringField(
        lazy_gettext("Add a passage of a document"),
        [Length(max=200)],
        render_kw={"list": "passages", "autocomplete": "off"},
    )
    review_by = DateField(lazy_gettext("To be checked again by"), [Optional()])


class TextForm(Form):
    """The text of a lesson in one language."""

    text = TextAreaField(
        lazy_gettext("Text of the lesson"),
        [InputRequired()],
        render_kw={"maxlength": MAX_CHARACTERS, "spellcheck": "false", "rows": 24},
    )
    revision = IntegerField(**HIDDEN)


class ArrangeForm(Form):
    """One act on sections and steps."""

    act = StringField()
    seen = IntegerField(validators=[InputRequired()])
    section = IntegerField(validators=[Optional()])
    step = IntegerField(validators=[Optional()])
    to = IntegerField(validators=[Optional()])
    title_vi = CleanStringField(lazy_gettext("Title of the section"), [Length(max=LONGEST_NAME)])
    title_en = CleanStringField(lazy_gettext("Title in English"), [Length(max=LONGEST_NAME)])
    offer = StringField(lazy_gettext("Exercise"))


class TermForm(Form):
    """A word that a course explains, or one act on it."""

    act = StringField()
    seen = IntegerField(**HIDDEN)
    place = IntegerField(**HIDDEN)
    term = CleanStringField(lazy_gettext("Word"), [InputRequired(NEEDED), Length(max=100)])
    meaning = CleanStringField(lazy_gettext("What it means"), [InputRequired(NEEDED), Length(max=300)])
    avoid = StringField(lazy_gettext("Not to be called, parted by commas"), [Length(max=300)])


class MediaForm(Form):
    """Pictures, recordings and files for lessons."""

    files = MultipleFileField(
        lazy_gettext("Pictures, recordings, files"), [FileRequired(lazy_gettext("Choose the file first."))]
    )

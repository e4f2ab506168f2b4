"""What a trainer sends in to be seen and heard in an exercise, and where it goes."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from lms.web.forms import CleanStringField, Form

NEEDED = lazy_gettext("This is needed.")
MOST_WORDS = 200  # characters that say what a picture shows


class ExerciseMediaForm(Form):
    """Pictures and sounds of an exercise."""

    files = MultipleFileField(
        lazy_gettext("Pictures and sounds"), [FileRequired(lazy_gettext("Choose the file first."))]
    )


class PlacingForm(Form):
    """A picture or sound for one scene."""

    revision = IntegerField(widget=HiddenInput())
    base = IntegerField(validators=[Optional()], widget=HiddenInput())
    file = SelectField(lazy_gettext("Picture or sound"), [InputRequired(NEEDED)])
    scene = SelectField(lazy_gettext("Scene or question"), [InputRequired(NEEDED)], coerce=int)
    words = CleanStringField(
        lazy_gettext("What it shows or says"),
        [InputRequired(NEEDED), Length(max=MOST_WORDS)],
    )

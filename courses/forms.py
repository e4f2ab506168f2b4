"""The shape of what trainers send."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from lms.base.markdown import MAX_CHARACTERS
from lms.web.forms import Form


class LessonForm(Form):
    """The text of a lesson in one language."""

    text = TextAreaField(
        lazy_gettext("Text of the lesson"),
        [InputRequired()],
        render_kw={"maxlength": MAX_CHARACTERS, "spellcheck": "false", "rows": 24},
    )
    language = HiddenField()
    revision = IntegerField(validators=[Optional()], widget=HiddenInput())

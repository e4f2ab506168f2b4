"""What a trainer sends in to change an exercise: a file of it."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired

from lms.web.forms import Form


class ExerciseFileForm(Form):
    """A Word, Excel or text file of an exercise."""

    file = FileField(
        lazy_gettext("A changed file (.docx, .xlsx or .txt)"), [FileRequired(lazy_gettext("Choose a file."))]
    )

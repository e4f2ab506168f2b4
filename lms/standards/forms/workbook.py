"""What is sent to change the whole standard at once."""

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, ValidationError

from lms.web.forms import Form

MOST_BYTES = 300_000  # it travels once more inside the form that writes it


class WorkbookForm(Form):
    """The workbook as it was changed."""

    file = FileField(lazy_gettext("The workbook"), [FileRequired(lazy_gettext("Choose the workbook first."))])

    def validate_file(self, field: FileField) -> None:
        """Refuse what is far larger than any standard."""
        size = field.data.seek(0, 2)
        field.data.seek(0)
        if size > MOST_BYTES:
            raise ValidationError(
                gettext("The workbook is larger than %(most)s kB.", most=MOST_BYTES // 1000)
            )


class ApplyWorkbookForm(Form):
    """The workbook that was looked at, to be written."""

    content = HiddenField()

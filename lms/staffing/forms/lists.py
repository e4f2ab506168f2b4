"""What may be sent in with a staff list."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import BooleanField, DateField
from wtforms.validators import InputRequired, ValidationError

from lms.base import clock
from lms.base.spreadsheet_archives import NamedFile
from lms.web.forms import Form


class StaffListForm(Form):
    """A staff list, in one file or many, and the day for which it was written."""

    files = MultipleFileField(
        _l("The list: one file or many (.xlsx, .xls, .ods), or a .zip of them"),
        validators=[FileRequired(_l("Choose a file."))],
    )
    day = DateField(
        _l("The day of the list"),
        default=clock.today,
        validators=[InputRequired(_l("Give the day of the list."))],
    )
    confirms = BooleanField(_l("These are the whole rosters of their communes: confirm them for that day"))

    def validate_day(self, field: DateField) -> None:
        """A list cannot be for a day that is still to come."""
        given: date | None = field.data
        if given and given > clock.today():
            raise ValidationError(_l("The day of the list lies in the future."))

    def sent(self) -> list[NamedFile]:
        """The files with their names."""
        return [NamedFile(each.filename, each.read()) for each in self.files.data]

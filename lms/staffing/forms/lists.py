"""What may be sent in with a staff list."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField
from wtforms.validators import InputRequired, ValidationError

from lms.base import clock
from lms.web.forms import Form


class StaffListForm(Form):
    """A staff list and the day for which it was written."""

    file = FileField(_l("The list (.xlsx, .xls or .ods)"), validators=[FileRequired(_l("Choose a file."))])
    day = DateField(
        _l("The day of the list"),
        default=clock.today,
        validators=[InputRequired(_l("Give the day of the list."))],
    )

    def validate_day(self, field: DateField) -> None:
        """A list cannot be for a day that is still to come."""
        given: date | None = field.data
        if given and given > clock.today():
            raise ValidationError(_l("The day of the list lies in the future."))

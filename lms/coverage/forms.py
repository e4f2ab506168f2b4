"""What may be asked of the coverage pages, in their addresses."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import Length, Optional

from lms.coverage.queries.changing import Change
from lms.web.forms import CleanStringField, Form

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # as browsers send them, and as people type them


class CoverageForm(Form):
    """A unit on a day. Looking changes nothing, so the form needs no token."""

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False

    unit = CleanStringField(lazy_gettext("Unit"), [Optional(), Length(max=8)])
    on = DateField(lazy_gettext("Numbers of the day"), [Optional()], format=DAYS)
    split = BooleanField(lazy_gettext("Each kind of staff by itself"))


class NamesForm(CoverageForm):
    """Which of the people behind the numbers of a unit."""

    requirement = CleanStringField(validators=[Optional(), Length(max=40)])
    kind = CleanStringField(validators=[Optional(), Length(max=40)])
    row = SelectField(choices=["", "own", "nowhere"], default="")
    state = SelectField(choices=["", "confirmed", "declared", "lacking"], default="")


class ChangesForm(CoverageForm):
    """Which of the changes of a month."""

    what = SelectField(choices=[change.value for change in Change], default=Change.JOINED.value)

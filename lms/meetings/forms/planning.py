"""When a monthly meeting is held."""

from datetime import date, timedelta
from typing import Self

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from lms.activities.forms.fields import DayField, choices
from lms.activities.models import HALVES, Half
from lms.standards.rules.folding import add_months
from lms.web.forms import Form


class MeetingForm(Form):
    """The day and the half of it."""

    day = DayField(lazy_gettext("Day of the meeting"), [InputRequired(lazy_gettext("Give the day."))])
    half = RadioField(lazy_gettext("Half-day"), [InputRequired()])
    month: date

    @classmethod
    def of(cls, month: date, day: date) -> Self:
        """The form of a month, with the day and the morning filled in."""
        form = cls(data={"day": day, "half": Half.MORNING.value})
        form.half.choices = choices({half: HALVES[half] for half in Half})
        form.month = month
        return form

    def validate_day(self, field: DayField) -> None:
        """The day is one of the month."""
        after = add_months(self.month, 1)
        if field.data and not self.month <= field.data < after:
            last = after - timedelta(days=1)
            raise ValidationError(
                gettext(
                    "Choose a day from %(first)s to %(last)s.",
                    first=f"{self.month:%d/%m/%Y}",
                    last=f"{last:%d/%m/%Y}",
                )
            )

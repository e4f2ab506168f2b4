"""Monthly meetings: making one, what is passed on, what is agreed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from lms.activities.forms.fields import DayField, choices, key_or_none
from lms.activities.models import HALVES, Half
from lms.activities.rules.meeting import LONGEST_FOLLOW_UP, LONGEST_MESSAGE
from lms.people.models import Person
from lms.standards.rules.folding import add_months
from lms.web.forms import Form


class MeetingForm(Form):
    """When the meeting of a month is held."""

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
        if not self.month <= field.data < after:
            last = after - timedelta(days=1)
            raise ValidationError(
                gettext(
                    "Choose a day from %(first)s to %(last)s.",
                    first=f"{self.month:%d/%m/%Y}",
                    last=f"{last:%d/%m/%Y}",
                )
            )


class MessageForm(Form):
    """Something to pass on."""

    message = TextAreaField(
        lazy_gettext("Message to pass on"),
        [InputRequired(lazy_gettext("Write a sentence first.")), Length(max=LONGEST_MESSAGE)],
    )


class AgreementForm(Form):
    """Something to be done until the next meeting."""

    agreed = TextAreaField(
        lazy_gettext("What is to be done"),
        [InputRequired(lazy_gettext("Write a sentence first.")), Length(max=LONGEST_FOLLOW_UP)],
    )
    person = SelectField(lazy_gettext("By whom"), coerce=key_or_none)

    def __init__(self, people: Iterable[Person], **more: Any) -> None:
        super().__init__(**more)
        everybody = [("", gettext("Everybody"))]
        self.person.choices = everybody + [(str(each.id), each.full_name) for each in people]

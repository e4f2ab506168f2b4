"""What was lost, whose, and when; and that somebody was told."""

from datetime import datetime, time

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, ValidationError

from lms.base import clock
from lms.base.text import clean_block
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.privacy.formats.wording import LOSSES
from lms.privacy.forms.looking import DAYS
from lms.privacy.models import Loss
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

_LONG = Length(max=1000, message=_l("At most 1,000 characters."))
_DAY = InputRequired(_l("Give the day."))


def _tidy(text: str | None) -> str:
    return clean_block(text or "").strip()


class BreachForm(Form):
    """A loss as the administrator learned of it: days, and of noticing it the minute."""

    loss = RadioField(_l("What was lost?"), [InputRequired(_l("Choose what was lost."))])
    code = CleanStringField(_l("Whose (staff code)"), [Length(max=40)])
    since = DateField(_l("From"), [_DAY], format=DAYS)
    until = DateField(_l("To"), [_DAY], format=DAYS)
    noticed_on = DateField(_l("Noticed on"), [_DAY], format=DAYS)
    noticed_at = TimeField(_l("Hour of noticing"), [InputRequired(_l("Give the hour."))])
    words = TextAreaField(
        _l("What happened in this case"), [InputRequired(_l("Write what happened.")), _LONG], filters=[_tidy]
    )

    def __init__(self) -> None:
        """The choices in the language of the page; noticed just now."""
        now = clock.now().astimezone(clock.VIETNAM)
        super().__init__(data={"noticed_on": now.date(), "noticed_at": now.time(), "until": now.date()})
        self.loss.choices = [(each.value, said(LOSSES[each])) for each in Loss]
        self.person: Person | None = None

    def validate_code(self, field: CleanStringField) -> None:
        """The code is somebody's, where a phone or an account was lost."""
        self.person = person_by_code(field.data) if field.data else None
        needed = self.loss.data in (Loss.PHONE, Loss.ACCOUNT)
        if (field.data or needed) and self.person is None:
            raise ValidationError(gettext("Nobody has this code."))

    @property
    def span(self) -> tuple[datetime, datetime, datetime]:
        """From the first minute of the first day, to the last of the last; and the moment of noticing."""
        return (
            datetime.combine(self.since.data, time(), clock.VIETNAM),
            datetime.combine(self.until.data, time(23, 59, 59), clock.VIETNAM),
            datetime.combine(self.noticed_on.data, self.noticed_at.data, clock.VIETNAM),
        )


class ToldForm(Form):
    """Who was told just now, and how."""

    authority = BooleanField(_l("The authority was told"))
    people = BooleanField(_l("The people were told"))
    words = TextAreaField(_l("How, or why it was not needed"), [_LONG], filters=[_tidy])

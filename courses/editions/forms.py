"""The shape of what trainers send about editions."""

from datetime import datetime
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, RadioField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from courses.editions.formats.telling import DEMANDS
from courses.editions.rules.withdrawing import MOST_CHARACTERS as MOST_OF_A_REASON
from courses.rules.proposing import MOST_CHARACTERS
from lms.base import clock
from lms.web.forms import Form
from lms.web.i18n import said


class ProposalForm(Form):
    """Asking for a course to be published: with a second look, at a day and hour, or both."""

    for_review = BooleanField(lazy_gettext("Somebody else looks at it first"), default=True)
    note = TextAreaField(
        lazy_gettext("What is new, in a sentence"),
        [Optional()],
        render_kw={"rows": 3, "maxlength": MOST_CHARACTERS},
    )
    on = DateField(lazy_gettext("Not before this day"), [Optional()])
    at = TimeField(lazy_gettext("At what time"), [Optional()])

    def validate_at(self, field: TimeField) -> None:
        """An hour belongs to a day, and has not passed."""
        if field.data and not self.on.data:
            raise ValidationError(gettext("Give the day too."))

    def validate_on(self, field: DateField) -> None:
        """Whoever publishes at a time gives both."""
        if field.data and not self.at.data:
            raise ValidationError(gettext("Give the time too."))

    @property
    def publish_at(self) -> datetime | None:
        """When it is to be published, by the clock of Vietnam; None for as soon as it may be."""
        if not self.on.data or not self.at.data:
            return None
        return datetime.combine(self.on.data, self.at.data, clock.VIETNAM)


class DecisionForm(Form):
    """What is said with a decision about a proposal."""

    sentence = TextAreaField(
        lazy_gettext("A sentence to who asked"),
        [Optional()],
        render_kw={"rows": 3, "maxlength": MOST_CHARACTERS},
    )


class WithdrawalForm(Form):
    """Why something is withdrawn."""

    reason = TextAreaField(
        lazy_gettext("Why it is withdrawn"),
        [InputRequired(lazy_gettext("Write in a sentence why; learners read it."))],
        render_kw={"rows": 3, "maxlength": MOST_OF_A_REASON},
    )


class DemandForm(Form):
    """For which courses a second look is needed."""

    demand = RadioField(lazy_gettext("A second look is needed"), [InputRequired()])

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.demand.choices = [SelectChoice(each.value, said(words)) for each, words in DEMANDS.items()]

"""What is typed for the second step."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired

from lms.account.factors.rules.taking_away import REASON_AT_MOST
from lms.web.forms import CleanStringField, Form

SIX = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12}
PRINTED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": 20}


class AppCodeForm(Form):
    """What the app shows."""

    code = CleanStringField(
        lazy_gettext("The six digits that the app shows"),
        [InputRequired(lazy_gettext("Type the six digits that the app shows."))],
        render_kw=SIX,
    )


class StepForm(AppCodeForm):
    """The second step, by the app."""

    remember = BooleanField(lazy_gettext("Do not ask for this on this device in the coming days"))


class PrintedStepForm(Form):
    """The second step, by a printed code."""

    code = CleanStringField(
        lazy_gettext("A code from the printed sheet"),
        [InputRequired(lazy_gettext("Type a code from the printed sheet."))],
        render_kw=PRINTED,
    )
    remember = BooleanField(lazy_gettext("Do not ask for this on this device in the coming days"))


class ReasonForm(Form):
    """Why a colleague's factor is taken away."""

    reason = TextAreaField(
        lazy_gettext("Why?"),
        [InputRequired(lazy_gettext("Please say why: it stays on record."))],
        render_kw={"rows": 3, "maxlength": REASON_AT_MOST},
    )

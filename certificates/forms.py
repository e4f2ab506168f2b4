"""Forms about certificates."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from certificates.rules.revoking import REASON_AT_MOST
from lms.base.clock import today
from lms.base.text import clean, clean_block
from lms.web.forms import CleanStringField, Form


class ApprovalForm(Form):
    """Whom to approve, and what is printed for all of them."""

    awards = SelectMultipleField(
        lazy_gettext("Persons"),
        coerce=int,
        validators=[InputRequired(lazy_gettext("Choose at least one person."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    decision = CleanStringField(
        lazy_gettext("Decision that recognised the results"), validators=[DataRequired(), Length(max=120)]
    )
    issued_on = DateField(
        lazy_gettext("Date of the certificate"), validators=[InputRequired()], default=today
    )
    signatory_title = TextAreaField(
        lazy_gettext("Title of who signs"), validators=[DataRequired(), Length(max=200)]
    )
    signatory = CleanStringField(
        lazy_gettext("Name of who signs"), validators=[DataRequired(), Length(max=80)]
    )

    def title_lines(self) -> str:
        """The title as it is printed: cleaned, one line each, no empty ones."""
        lines = (clean(line) for line in clean_block(self.signatory_title.data or "").split("\n"))
        return "\n".join([line for line in lines if line][:3])


class ReasonForm(Form):
    """A decision against an award."""

    reason = CleanStringField(lazy_gettext("Reason"), validators=[DataRequired(), Length(max=REASON_AT_MOST)])

"""What is sent with the confirmation of a roster."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from lms.web.forms import Form


class ConfirmRosterForm(Form):
    """That the roster which was looked through is right today."""

    seen = HiddenField(validators=[InputRequired()])
    """The digest of what was looked through."""

"""What is filled in to confirm evidence."""

from flask_babel import lazy_gettext
from wtforms.validators import DataRequired, Length

from lms.web.forms import CleanStringField, Form


class ConfirmForm(Form):
    """The document that somebody has seen."""

    document = CleanStringField(
        lazy_gettext("Number of the certificate or decision"),
        [DataRequired(lazy_gettext("Give the number of the document.")), Length(max=200)],
    )

"""What is filled in on the page of one's messages."""

from flask_babel import lazy_gettext
from wtforms.validators import Length, Optional

from lms.web.forms import CleanStringField, Form


class EmailForm(Form):
    """Where messages go beside the inbox."""

    email = CleanStringField(
        lazy_gettext("E-mail address"),
        [Optional(), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )

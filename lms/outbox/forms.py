"""What is filled in on the page of one's messages."""

from flask_babel import lazy_gettext
from wtforms import BooleanField
from wtforms.validators import Length, Optional

from lms.web.forms import CleanStringField, Form


class EmailForm(Form):
    """Where messages go beside the inbox."""

    email = CleanStringField(
        lazy_gettext("E-mail address"),
        [Optional(), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )


class TextsForm(Form):
    """Whether messages come as text messages too; nothing is ticked beforehand."""

    wanted = BooleanField(lazy_gettext("Tell me by text message (SMS)"))

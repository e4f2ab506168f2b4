"""The base of every form: a token, and its sentences in the language of the page."""

from typing import Any

from flask import request
from flask_babel import get_domain, gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import Form as PlainForm
from wtforms import StringField
from wtforms.widgets import CheckboxInput, ListWidget

from lms.base.text import clean
from lms.web.asking import json_sent

TICKS: dict[str, Any] = {"option_widget": CheckboxInput(), "widget": ListWidget(prefix_label=False)}
"""Makes a field of several choices a list of boxes to be ticked."""


class Catalogue:
    """WTForms' own sentences, found in our catalogues: it ships none in Vietnamese."""

    def gettext(self, text: str) -> str:
        """A sentence of WTForms in the language of the page."""
        return str(gettext(text)) if "%" not in text else str(get_domain().get_translations().gettext(text))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The same for a sentence with a number."""
        return str(get_domain().get_translations().ngettext(singular, plural, number))


class Form(FlaskForm):  # type: ignore[misc]
    """A form of this product."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Sentences come from our catalogues."""

        def get_translations(self, form: PlainForm) -> Catalogue:
            """Where WTForms asks for its sentences."""
            return Catalogue()

        def wrap_formdata(self, form: PlainForm, formdata: Any) -> Any:
            """What was sent; of JSON only words by their names, whatever else it holds."""
            if not request.is_json or request.form or request.files:
                return super().wrap_formdata(form, formdata)
            sent = json_sent()
            words = sent.items() if isinstance(sent, dict) else ()
            return ImmutableMultiDict((name, word) for name, word in words if isinstance(word, str)) or None


class ActionForm(Form):
    """A form of one button: nothing but its token."""


class CleanStringField(StringField):  # type: ignore[misc]
    """A line of text, cleaned as it enters: NFC, no control characters, spaces folded."""

    def process_formdata(self, values: list[Any]) -> None:
        """Take the first value given, cleaned."""
        if values:
            self.data = clean(values[0])

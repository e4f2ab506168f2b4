"""What is filled in on the pages of oversight."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from lms.oversight.formats.sentences import SENTENCES
from lms.people.queries import person_by_code
from lms.web.forms import Form
from lms.web.i18n import said


class ActsForm(Form):
    """Which acts are looked for; it travels in the address."""

    class Meta(Form.Meta):
        """Looking changes nothing, so no token is asked for."""

        csrf = False

    who = StringField(lazy_gettext("Who (code of the person)"), [Optional(), Length(max=40)])
    action = SelectField(lazy_gettext("What was done"), [Optional()])
    kind = StringField(lazy_gettext("To what (table and key)"), [Optional(), Length(max=64)])
    key = StringField(lazy_gettext("Entry"), [Optional(), Length(max=64)])
    since = DateField(lazy_gettext("From day"), [Optional()])
    until = DateField(lazy_gettext("To day"), [Optional()])

    def offer_actions(self) -> None:
        """Let every action be chosen, by its sentence."""
        named = sorted((said(sentence), action) for action, sentence in SENTENCES.items())
        anything = lazy_gettext("Anything")
        self.action.choices = [("", anything), *((action, words) for words, action in named)]

    def validate_who(self, field: StringField) -> None:
        """Somebody of the product."""
        if person_by_code(field.data.strip()) is None:
            raise ValidationError(lazy_gettext("Nobody has this code."))

"""What somebody asks about her data, and how it is answered."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.base.text import clean_block
from lms.privacy.formats.wording import OUTCOMES, WANTED
from lms.privacy.models import Outcome, Wanted
from lms.web.forms import Form
from lms.web.i18n import said

WORDS_AT_MOST = 1000
_LONG = Length(max=WORDS_AT_MOST, message=_l("At most 1,000 characters."))


def _tidy(text: str | None) -> str:
    return clean_block(text or "").strip()


class AskForm(Form):
    """What she wants, and in her words what is wrong."""

    wanted = RadioField(_l("What do you ask for?"), [InputRequired(_l("Choose what you ask for."))])
    words = TextAreaField(
        _l("In your words"), [InputRequired(_l("Write what you ask for.")), _LONG], filters=[_tidy]
    )

    def __init__(self) -> None:
        """The choices in the language of the page."""
        super().__init__()
        self.wanted.choices = [(each.value, said(WANTED[each])) for each in Wanted]


class AnswerForm(Form):
    """Whether it was done, and what she is told."""

    outcome = RadioField(_l("Answer"), [InputRequired(_l("Choose whether it was done."))])
    words = TextAreaField(
        _l("What she is told"), [InputRequired(_l("Write what she is told.")), _LONG], filters=[_tidy]
    )

    def __init__(self) -> None:
        """The choices in the language of the page."""
        super().__init__()
        self.outcome.choices = [(each.value, said(OUTCOMES[each])) for each in Outcome]

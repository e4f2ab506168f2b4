"""Why somebody's data is erased, and that exactly hers is meant."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, Length, ValidationError

from lms.privacy.formats.wording import BASES
from lms.privacy.models import Basis
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

REASON_AT_MOST = 300


class WhyForm(Form):
    """Why the law lets somebody's data be erased."""

    basis = RadioField(_l("Legal basis"), [InputRequired(_l("Choose the legal basis."))])
    reason = CleanStringField(
        _l("Reason"),
        [InputRequired(_l("Say why.")), Length(max=REASON_AT_MOST, message=_l("At most 300 characters."))],
    )

    def __init__(self) -> None:
        """The choices in the language of the page."""
        super().__init__()
        self.basis.choices = [(basis.value, said(BASES[basis])) for basis in Basis]


class SureForm(WhyForm):
    """The same once more, with the code of the person typed."""

    reason = HiddenField(validators=[InputRequired(), Length(max=REASON_AT_MOST)])
    code = CleanStringField(_l("Her code"), [InputRequired(_l("Type the code."))])

    def __init__(self, code: str) -> None:
        """``code``: what must be typed."""
        super().__init__()
        self.expected = code

    def validate_code(self, field: CleanStringField) -> None:
        """The code is that of the person."""
        if (field.data or "").casefold() != self.expected.casefold():
            raise ValidationError(gettext("This is not her code. Nothing was erased."))

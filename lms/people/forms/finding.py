"""What may be asked of the list of people."""

from typing import Self

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from lms.web.forms import CleanStringField, Form


class FindPeopleForm(Form):
    """Words and a unit to narrow the list by; it stands in the address and changes nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    words = CleanStringField(_l("Name, code or phone"), validators=[Optional()])
    unit = CleanStringField(_l("Commune, district or province"), validators=[Optional()])

    @classmethod
    def from_address(cls) -> Self:
        """The question in the address of the page."""
        form = cls(request.args)
        form.words.data, form.unit.data = form.words.data or "", form.unit.data or ""
        return form

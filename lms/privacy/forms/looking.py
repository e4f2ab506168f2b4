"""What is looked for in the access log."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField
from wtforms.validators import Length, Optional

from lms.web.forms import CleanStringField, Form

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # as browsers send them, and as people type them


class FindLooksForm(Form):
    """Who looked at whose record, and when; all may be left empty."""

    who = CleanStringField(_l("Who looked (name or code)"), [Optional(), Length(max=120)])
    whose = CleanStringField(_l("Whose record (name or code)"), [Optional(), Length(max=120)])
    since = DateField(_l("From"), [Optional()], format=DAYS)
    until = DateField(_l("To"), [Optional()], format=DAYS)
    exported = BooleanField(_l("Only what was taken out as a file"))

    @classmethod
    def from_address(cls) -> "FindLooksForm":
        """The form as the address fills it; what cannot be read is left out."""
        form = cls(formdata=request.args, meta={"csrf": False})
        form.validate()
        return form

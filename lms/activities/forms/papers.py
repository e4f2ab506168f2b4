"""What stands at the head and the foot of a report."""

from flask_babel import lazy_gettext
from wtforms.validators import Length, Optional

from lms.activities.forms.fields import DayField
from lms.activities.rules.heading import Head
from lms.paper.official import FILE_COPY, Frame, Letterhead, Signature
from lms.web.forms import CleanStringField, Form


class HeadForm(Form):
    """The agency, the number, the dated place and who signs. Looking needs no token."""

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False

    superior = CleanStringField(lazy_gettext("Agency above"), [Length(max=120)])
    agency = CleanStringField(lazy_gettext("Agency that reports"), [Length(max=120)])
    number = CleanStringField(lazy_gettext("Number and sign"), [Length(max=40)])
    place = CleanStringField(lazy_gettext("Place of signing"), [Length(max=60)])
    day = DayField(lazy_gettext("Day of signing"), [Optional()])
    power = CleanStringField(lazy_gettext("Power or office of who signs"), [Length(max=100)])
    signatory = CleanStringField(lazy_gettext("Full name of who signs"), [Length(max=80)])

    sign = "/BC"
    """The sign of the kind of paper, where no number is given: a report."""

    def fill(self, head: Head) -> None:
        """Check what the address says; where it says nothing, or too much, say what is known."""
        self.validate()
        for field, known in (
            (self.superior, head.superior),
            (self.agency, head.agency),
            (self.number, self.sign),
            (self.place, head.place),
            (self.power, head.power),
        ):
            if not field.raw_data or field.errors:
                field.data = known
        if self.signatory.errors:
            self.signatory.data = ""

    @property
    def letterhead(self) -> Letterhead:
        """What stands on top of the report."""
        return Letterhead(
            self.agency.data, self.superior.data, self.number.data, self.place.data, self.day.data
        )

    @property
    def frame(self) -> Frame:
        """The same with who signs it, and who receives it: the agency above, and the file."""
        signature = Signature(self.power.data or "", self.signatory.data or "")
        recipients = [each for each in (self.superior.data, FILE_COPY) if each]
        return Frame(self.letterhead, signature, recipients)

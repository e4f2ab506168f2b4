"""What is filled in to hand in an old certificate."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from lms.base import clock
from lms.base.photos import BadPhoto, Photo, read_photo
from lms.standards.forms.fields import DAYS, offer_rows
from lms.standards.models import Competency
from lms.standards.rules.handing_in import PaperFacts
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

EARLIEST = date(1960, 1, 1)  # before it nobody who serves today was trained


class PaperForm(Form):
    """A paper: its photo, and what stands on it."""

    photo = FileField(
        lazy_gettext("Photo of the paper"), [FileRequired(lazy_gettext("Take a photo of the paper first."))]
    )
    competency = SelectField(lazy_gettext("What it is for"), [InputRequired()], coerce=int)
    number = CleanStringField(
        lazy_gettext("Number on the paper"),
        [DataRequired(lazy_gettext("Give the number on the paper.")), Length(max=60)],
    )
    issuer = CleanStringField(
        lazy_gettext("Who issued it"),
        [DataRequired(lazy_gettext("Say who issued the paper.")), Length(max=120)],
    )
    issued_on = DateField(
        lazy_gettext("Day on which it was issued"),
        [InputRequired(lazy_gettext("Give the day on which the paper was issued."))],
        format=DAYS,
    )

    picture: Photo

    @classmethod
    def of(cls, competencies: Iterable[Competency]) -> Self:
        """The form with what a paper may be for."""
        form = cls()
        offer_rows(form.competency, [(each.id, named(each)) for each in competencies])
        return form

    def validate_photo(self, field: FileField) -> None:
        """Keep the picture, or say why it is none."""
        try:
            self.picture = read_photo(field.data.read())
        except BadPhoto as refusal:
            raise ValidationError(said(refusal.message)) from refusal

    def validate_issued_on(self, field: DateField) -> None:
        """A paper was issued on a day that has been."""
        if field.data and not EARLIEST <= field.data <= clock.today():
            raise ValidationError(lazy_gettext("This day cannot be right. Look at the paper again."))

    @property
    def facts(self) -> PaperFacts:
        """What stands on the paper."""
        return PaperFacts(self.competency.data, self.number.data, self.issuer.data, self.issued_on.data)

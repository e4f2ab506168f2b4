"""Which year of which unit is looked at, for which kind of staff, and which subject."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from lms.base import clock
from lms.people.models import StaffKind
from lms.places.models import Unit
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form

COLLABORATOR = "ctv_ds"


class TaughtForm(Form):
    """A question in the address; looking needs no token. What cannot be read is what is usual."""

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False

    year = IntegerField(lazy_gettext("Year"), [Optional(), NumberRange(2000, 2100)])
    unit = SelectField(lazy_gettext("Unit"), coerce=int, validators=[Optional()])
    kind = SelectField(lazy_gettext("Staff kind"), coerce=int, validators=[Optional()])
    subject = CleanStringField()

    def __init__(self, args: Any, units: list[Unit], kinds: list[StaffKind]) -> None:
        super().__init__(args)
        self.unit.choices = [(each.id, each.name) for each in units]
        self.kind.choices = [(each.id, named(each)) for each in kinds]
        self.validate()
        today = clock.today()
        if self.year.errors or not self.year.data or self.year.data > today.year:
            self.year.data = today.year
        self.asked_unit = next((each for each in units if each.id == self.unit.data), units[0])
        usual = next(each for each in kinds if each.code == COLLABORATOR)
        self.asked_kind = next((each for each in kinds if each.id == self.kind.data), usual)
        self.unit.data, self.kind.data = self.asked_unit.id, self.asked_kind.id

    @property
    def day(self) -> date:
        """The last day of the year, or today."""
        return min(date(self.year.data, 12, 31), clock.today())

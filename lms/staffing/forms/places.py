"""What may be asked of lists of places: vacant posts, and hamlets with nobody trained."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import Length, Optional, ValidationError

from lms.base import clock
from lms.people.models import Level
from lms.people.queries import units_in_scope
from lms.places.models import Unit
from lms.staffing.models.untrained import Grain
from lms.staffing.rules.uncovered_days import A_DAY, Span
from lms.standards.models import Requirement, Validity
from lms.web.access import Permission, asker
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # as browsers send them, and as people type them
OLDEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
LONGEST = timedelta(days=5 * 366)


class InUnitForm(Form):
    """In which of the asker's units; it stands in the address and changes nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    unit = CleanStringField(_l("Commune, district or province"), [Optional(), Length(max=120)])
    permission = Permission.STAFFING_IMPORT
    found: Unit | None = None
    """The unit that was named."""

    def validate_unit(self, field: CleanStringField) -> None:
        """The words name one unit of hers."""
        if not field.data:
            return
        units = units_in_scope(asker(), field.data, clock.today(), self.permission)
        if len(units) != 1:
            said = (
                gettext("Several units are called so. Write the province too, or the code.")
                if units
                else gettext("No unit of this name is among those you answer for.")
            )
            raise ValidationError(said)
        self.found = units[0]


class UntrainedForm(InUnitForm):
    """Which requirement, in which days, counted by what."""

    requirement = SelectField(_l("Requirement"), [Optional()])
    since = DateField(_l("First day"), [Optional()], format=DAYS)
    until = DateField(_l("Last day"), [Optional()], format=DAYS)
    by = SelectField(_l("Counted by"), [Optional()], default=Grain.HAMLET.value)
    permission = Permission.COVERAGE_SEE

    @classmethod
    def from_address(cls, requirements: Iterable[Requirement]) -> Self:
        """The question in the address; what is left out is this year, and the first requirement that is asked
        of somebody who serves a hamlet, other than for one year."""
        form, today = cls(request.args), clock.today()
        asked = list(requirements)
        form.requirement.choices = [("", gettext("All requirements"))]
        form.requirement.choices += [(each.code, named(each)) for each in asked]
        form.by.choices = [
            (Grain.HAMLET.value, gettext("Hamlets")),
            (Grain.POST.value, gettext("Posts")),
            (Grain.COMMUNE.value, gettext("Communes")),
        ]
        if "requirement" not in request.args:
            form.requirement.data = next((each.code for each in asked if _lasts_in_hamlets(each)), "")
        form.by.data = form.by.data or Grain.HAMLET.value
        if not form.since.raw_data or not form.since.raw_data[0]:
            form.since.data = today.replace(month=1, day=1)
        if not form.until.raw_data or not form.until.raw_data[0]:
            form.until.data = today
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """The days make a span that can be counted, whether they were given or left out."""
        if not super().validate(extra_validators):
            return False
        first, last = self.since.data, self.until.data
        if first > clock.today():
            self.since.errors = [gettext("These days are still to come.")]
            return False
        if OLDEST <= first <= last < LATEST and last - first <= LONGEST:
            return True
        self.until.errors = [gettext("The last day must lie after the first, and within five years.")]
        return False

    @property
    def period(self) -> Span:
        """The span asked for; only of a form that is valid."""
        return self.since.data, self.until.data + A_DAY

    @property
    def codes(self) -> list[str]:
        """The codes of the requirements asked for."""
        chosen = [self.requirement.data] if self.requirement.data else None
        return chosen or [code for code, _name in self.requirement.choices if code]

    @property
    def here(self) -> dict[str, str]:
        """What a link to the same question carries."""
        return {
            "unit": self.found.code if self.found else "",
            "requirement": self.requirement.data or "",
            "since": self.since.data.isoformat(),
            "until": self.until.data.isoformat(),
            "by": self.by.data,
        }


def _lasts_in_hamlets(requirement: Requirement) -> bool:
    """Whether it is asked of somebody who serves a hamlet, and not anew each January."""
    lasts = requirement.validity is not Validity.CALENDAR_YEAR
    return lasts and any(role.level is Level.HAMLET for role in requirement.roles)

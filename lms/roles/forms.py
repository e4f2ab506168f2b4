"""What is asked where access is looked for, given, extended or ended."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Self

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from lms.base import clock
from lms.people.models import AccessRole, Person
from lms.people.queries import units_in_scope
from lms.people.rules.granting import REASON_AT_MOST
from lms.places.models import Unit
from lms.roles.formats.wording import MEANINGS, NAMES
from lms.roles.queries import Which
from lms.web.access import Permission
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
A_DAY = timedelta(days=1)


class FindRolesForm(Form):
    """What the list is narrowed by; it stands in the address and changes nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    words = CleanStringField(_l("Name or code"), validators=[Optional()])
    unit = CleanStringField(_l("Commune, district or province"), validators=[Optional()])
    role = SelectField(_l("Role"), validators=[Optional()])
    which = SelectField(_l("Which"), validators=[Optional()])

    @classmethod
    def from_address(cls) -> Self:
        """The question in the address of the page; what is none there counts as not asked."""
        form = cls(request.args)
        form.words.data, form.unit.data = (form.words.data or "")[:120], (form.unit.data or "")[:120]
        form.role.choices = [("", gettext("all")), *((role.value, said(NAMES[role])) for role in AccessRole)]
        form.which.choices = [
            (Which.NOW.value, gettext("in force")),
            (Which.ENDING.value, gettext("ends within 14 days")),
            (Which.ENDED.value, gettext("ended")),
            (Which.ALL.value, gettext("all")),
        ]
        form.role.data = form.role.data if form.role.data in set(AccessRole) else ""
        form.which.data = form.which.data if form.which.data in set(Which) else Which.NOW.value
        return form


class ReasonForm(Form):
    """Why something is changed."""

    reason = TextAreaField(
        _l("Reason"), [InputRequired(_l("Write why, e.g. the decision by which she was appointed.")),
                       Length(max=REASON_AT_MOST)]
    )  # fmt: skip


class GiveForm(ReasonForm):
    """Which access, over which unit, from when until when."""

    role = RadioField(_l("Role"), [InputRequired(_l("Choose the role."))])
    unit = CleanStringField(_l("Over which unit"), [InputRequired(_l("Name the unit.")), Length(max=120)])
    since = DateField(_l("First day"), [InputRequired(_l("Give the first day."))], format=DAYS)
    last_day = DateField(_l("Last day"), [Optional()], format=DAYS)

    chosen: Unit
    """The unit that was named, once the form is valid."""

    def __init__(self, asker: Person, roles: Sequence[AccessRole]) -> None:
        """``roles``: those that the asker may give."""
        super().__init__(data={"since": clock.today()})
        self._asker = asker
        self.role.choices = [(role.value, f"{said(NAMES[role])} – {said(MEANINGS[role])}") for role in roles]

    def validate_unit(self, field: CleanStringField) -> None:
        """Exactly one unit is meant, and she answers for it."""
        found = units_in_scope(self._asker, field.data, clock.today(), Permission.ROLES_GRANT)
        if not found:
            raise ValidationError(gettext("No unit of this name is among those that you answer for."))
        if len(found) > 1:
            raise ValidationError(
                gettext("Several units are called so. Write the province too, or the code.")
            )
        self.chosen = found[0]

    @property
    def until(self) -> date | None:
        """The first day without it; None for no end."""
        return self.last_day.data + A_DAY if self.last_day.data else None


class ExtendForm(ReasonForm):
    """Until when access holds from now on."""

    last_day = DateField(_l("Last day"), [Optional()], format=DAYS)

    @property
    def until(self) -> date | None:
        """The first day without it; None for no end."""
        return self.last_day.data + A_DAY if self.last_day.data else None


class EndForm(ReasonForm):
    """On which day access holds last; where no day is given, it ends at once."""

    last_day = DateField(_l("Last day"), [Optional()], format=DAYS)

    @property
    def until(self) -> date:
        """The first day without it."""
        return self.last_day.data + A_DAY if self.last_day.data else clock.today()

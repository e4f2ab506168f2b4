"""What is filled in to set a target."""

from datetime import date
from decimal import Decimal
from typing import Self

from flask_babel import lazy_gettext
from wtforms import DateField, DecimalField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.base.database import db
from lms.base.messages import message
from lms.places.models import Unit
from lms.places.queries import find_units
from lms.places.rules.naming import full_name
from lms.standards.forms.fields import DAYS, WINDOWS, WeighedForm, offer, offer_rows, role_name
from lms.standards.models import Requirement, Target, Window
from lms.standards.queries import other_documents
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.proposing import TargetFacts
from lms.web.asking import row_key
from lms.web.forms import TICKS, CleanStringField


class TargetForm(WeighedForm):
    """A share or a number of people to be reached."""

    code = CleanStringField(
        lazy_gettext("Indicator"),
        [DataRequired(lazy_gettext("Give the indicator, as the document names it.")), Length(max=20)],
    )
    document = SelectField(lazy_gettext("Document that sets it"), coerce=row_key)
    threshold = DecimalField(lazy_gettext("Share to be reached, in percent"), [Optional()], places=2)
    number = IntegerField(lazy_gettext("Number of people to be reached"), [Optional()])
    window = SelectField(lazy_gettext("What counts"), coerce=Window)
    roles = SelectMultipleField(lazy_gettext("Whom it counts"), coerce=row_key, **TICKS)
    unit = CleanStringField(lazy_gettext("Unit"), [Optional(), Length(max=200)])
    year = IntegerField(lazy_gettext("Year"), [Optional()])
    valid_from = DateField(
        lazy_gettext("Holds from"),
        [InputRequired(lazy_gettext("Give the first day on which it holds."))],
        format=DAYS,
    )
    note = CleanStringField(lazy_gettext("Note"), [Optional(), Length(max=300)])

    @classmethod
    def of(cls, requirement: Requirement, target: Target | None = None) -> Self:
        """The form with its choices, filled with the target where nothing was sent."""
        form = cls()
        offer_rows(form.document, [(each.id, each.number) for each in other_documents(0)])
        offer_rows(form.roles, [(role.id, role_name(role)) for role in requirement.roles])
        offer(form.window, WINDOWS)
        if form.is_submitted():
            return form
        if target is None:
            form.document.data = requirement.document_id
            form.roles.data = [role.id for role in requirement.roles]
        else:
            form._fill(target)
        return form

    def _fill(self, target: Target) -> None:
        unit = db.session.get(Unit, target.unit_id) if target.unit_id else None
        self.code.data, self.document.data = target.code, target.document_id
        self.threshold.data, self.number.data = target.threshold, target.number
        self.window.data, self.roles.data = target.window, [role.id for role in target.roles]
        self.unit.data, self.year.data = unit.code if unit else "", target.year
        self.note.data = target.note or ""

    def facts_for(self, requirement_id: int) -> TargetFacts:
        """What was filled in. Raises :class:`UnfitValue` where the words mean no one unit."""
        threshold = self.threshold.data
        return TargetFacts(
            code=self.code.data,
            requirement_id=requirement_id,
            role_ids=tuple(self.roles.data or ()),
            unit_id=_unit_of(self.unit.data or "", self.valid_from.data),
            year=self.year.data,
            threshold=Decimal(threshold) if threshold is not None else None,
            number=self.number.data,
            window=self.window.data,
            document_id=self.document.data,
            valid_from=self.valid_from.data,
            note=self.note.data,
        )


def _unit_of(words: str, day: date) -> int | None:
    if not words:
        return None
    found = find_units(words, day)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise UnfitValue(
            "unit", message("No unit is called %(words)s on %(day)s.", words=words, day=f"{day:%d/%m/%Y}")
        )
    names = "; ".join(full_name(unit) for unit in found[:5])
    raise UnfitValue("unit", message("Which one is meant: %(names)s? Write the name in full.", names=names))

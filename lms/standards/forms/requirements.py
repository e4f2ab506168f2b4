"""What is filled in to ask something of somebody."""

import re
from typing import Self

from flask_babel import lazy_gettext
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.base import clock
from lms.base.database import db
from lms.people.queries import roles
from lms.standards.forms.fields import DAYS, VALIDITIES, WeighedForm, offer, offer_rows, role_name
from lms.standards.models import Requirement, Validity
from lms.standards.queries import competencies_on, other_documents
from lms.standards.rules.judging import KIND_NAMES, MODE_NAMES
from lms.standards.rules.proposing import RequirementFacts
from lms.web.asking import row_key
from lms.web.filters import named
from lms.web.forms import TICKS, CleanStringField

_DAY_OF_YEAR = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")


class RequirementForm(WeighedForm):
    """One thing asked of the people in certain roles, by a document."""

    code = CleanStringField(
        lazy_gettext("Short code"), [DataRequired(lazy_gettext("Give a short code.")), Length(max=40)]
    )
    name_vi = CleanStringField(
        lazy_gettext("Name in Vietnamese"), [DataRequired(lazy_gettext("Give the name.")), Length(max=300)]
    )
    name_en = CleanStringField(lazy_gettext("Name in English"), [Optional(), Length(max=300)])
    competency = SelectField(lazy_gettext("Competency to be shown"), coerce=row_key)
    document = SelectField(lazy_gettext("Legal basis"), coerce=row_key)
    valid_from = DateField(
        lazy_gettext("Asked from"),
        [InputRequired(lazy_gettext("Give the first day on which it holds."))],
        format=DAYS,
    )
    roles = SelectMultipleField(lazy_gettext("Asked of"), coerce=row_key, **TICKS)
    minimum_level = IntegerField(
        lazy_gettext("Lowest level that counts"),
        [InputRequired(lazy_gettext("Give a level, from 1."))],
        default=1,
    )
    validity = SelectField(lazy_gettext("How long it counts"), coerce=Validity)
    months = IntegerField(lazy_gettext("Number of months"), [Optional()])
    fixed_end = CleanStringField(lazy_gettext("Last day of the yearly period"), [Optional(), Length(max=10)])
    window_days = IntegerField(
        lazy_gettext("May be renewed so many days before the end"), [Optional()], default=0
    )
    kinds = SelectMultipleField(lazy_gettext("Ways of learning that count"), **TICKS)
    modes = SelectMultipleField(lazy_gettext("Help that is allowed"), **TICKS)
    note = CleanStringField(
        lazy_gettext("What of this is our own setting, and why"), [Optional(), Length(max=400)]
    )

    @classmethod
    def of(cls, requirement: Requirement | None) -> Self:
        """The form with its choices, filled with what is asked now where nothing was sent."""
        form = cls()
        form._offer()
        if requirement is not None:
            form.code.data = requirement.code
            if not form.is_submitted():
                form._fill(requirement)
        return form

    def _offer(self) -> None:
        offer_rows(self.competency, [(each.id, named(each)) for each in competencies_on(clock.today())])
        offer_rows(self.document, [(each.id, each.number) for each in other_documents(0)])
        offer_rows(self.roles, [(each.id, role_name(each)) for each in db.session.scalars(roles())])
        offer(self.validity, VALIDITIES)
        offer(self.kinds, KIND_NAMES)
        offer(self.modes, MODE_NAMES)

    def _fill(self, row: Requirement) -> None:
        self.name_vi.data, self.name_en.data = row.name_vi, row.name_en
        self.competency.data, self.document.data = row.competency_id, row.document_id
        self.roles.data = [role.id for role in row.roles]
        self.minimum_level.data, self.validity.data = row.minimum_level, row.validity
        self.months.data, self.window_days.data = row.months, row.window_days
        self.fixed_end.data = "/".join(reversed(row.fixed_end.split("-"))) if row.fixed_end else ""
        self.kinds.data, self.modes.data = row.kinds_accepted, row.modes_accepted
        self.note.data = row.note or ""

    @property
    def facts(self) -> RequirementFacts:
        """What was filled in."""
        return RequirementFacts(
            code=self.code.data,
            name_vi=self.name_vi.data,
            name_en=self.name_en.data or "",
            competency_id=self.competency.data,
            document_id=self.document.data,
            role_ids=tuple(self.roles.data or ()),
            validity=self.validity.data,
            kinds=tuple(self.kinds.data or ()),
            modes=tuple(self.modes.data or ()),
            valid_from=self.valid_from.data,
            minimum_level=self.minimum_level.data,
            months=self.months.data,
            fixed_end=day_of_year(self.fixed_end.data or ""),
            window_days=self.window_days.data or 0,
            note=self.note.data,
        )


def day_of_year(text: str) -> str | None:
    """A day and a month, ``30/06``, as the table keeps it, ``06-30``; what is none is handed on as it is."""
    parts = _DAY_OF_YEAR.fullmatch(text)
    return f"{int(parts[2]):02d}-{int(parts[1]):02d}" if parts else text or None

"""Whom to put on a roster: by rule, from a list, and guests."""

from typing import Self

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from lms.activities.forms.fields import DayField, choices, key_or_none
from lms.activities.models import GUEST_GROUPS, Activity, GuestGroup
from lms.activities.rules.choosing import Wish
from lms.activities.rules.locating import clauses_named, units_named, written
from lms.activities.rules.seating import Guest
from lms.base import clock
from lms.base.messages import Refusal
from lms.base.text import clean, clean_block
from lms.people.models import Person, StaffKind
from lms.places.rules.naming import full_name
from lms.standards.queries import competencies_on, requirements_on
from lms.web.asking import row_key
from lms.web.filters import named
from lms.web.forms import TICKS, CleanStringField, Form
from lms.web.i18n import said

MOST_GUESTS = 500


class WishForm(Form):
    """Whom somebody looks for; it stands in the address and changes nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    units = CleanStringField(
        lazy_gettext("Units"), [InputRequired(lazy_gettext("Name the unit.")), Length(max=1000)]
    )
    kinds = SelectMultipleField(lazy_gettext("Kinds of staff"), [Optional()], coerce=row_key, **TICKS)
    on = DayField(lazy_gettext("As it stands on"), [Optional()])
    requirement = SelectField(lazy_gettext("Who lacks"), [Optional()], coerce=key_or_none)
    competency = SelectField(lazy_gettext("Who never showed"), [Optional()], coerce=key_or_none)
    clauses = CleanStringField(
        lazy_gettext("Who was never taught these clauses"), [Optional(), Length(max=600)]
    )
    since = DayField(lazy_gettext("Who came into her post on this day or later"), [Optional()])
    idle = BooleanField(lazy_gettext("Who has learned nothing for more than 24 months"))

    def __init__(self, asker: Person, activity: Activity, kinds: list[StaffKind]) -> None:
        super().__init__(request.args)
        self.asker, self.activity = asker, activity
        self.wish: Wish | None = None
        day = self.on.data or activity.valid_from
        none = [("", "—")]
        self.kinds.choices = [(each.id, named(each)) for each in kinds]
        self.requirement.choices = none + [(str(each.id), named(each)) for each in requirements_on(day)]
        self.competency.choices = none + [(str(each.id), named(each)) for each in competencies_on(day)]
        if not self.was_asked:
            self._propose()

    @property
    def was_asked(self) -> bool:
        """Whether the address holds a question."""
        return "units" in request.args

    def _propose(self) -> None:
        """What fits the activity: its unit, and what it teaches as what is lacking."""
        self.units.data, self.on.data = full_name(self.activity.unit), self.activity.valid_from
        clauses = dict.fromkeys(written(each) for topic in self.activity.topics for each in topic.clauses)
        self.clauses.data = "; ".join(clauses)

    def validate(self, extra_validators: object = None) -> bool:
        """Check everything, and find what the words mean."""
        if not super().validate(extra_validators):
            return False
        day = self.on.data or self.activity.valid_from
        try:
            units = units_named(self.asker, self.units.data, day)
        except Refusal as refusal:
            self.units.errors = [said(refusal.message)]
            return False
        try:
            clauses = clauses_named(self.clauses.data or "", day)
        except Refusal as refusal:
            self.clauses.errors = [said(refusal.message)]
            return False
        self.wish = Wish(
            unit_ids=tuple(unit.id for unit in units),
            day=day,
            kind_ids=tuple(self.kinds.data or ()),
            requirement_id=self.requirement.data,
            competency_id=self.competency.data,
            clause_ids=clauses,
            since=self.since.data,
            idle=bool(self.idle.data),
        )
        return True


class ListForm(Form):
    """A list of participants: pasted lines or a file; who is expected, or who was there."""

    lines = TextAreaField(lazy_gettext("Lines, one for each person"), [Length(max=200_000)])
    file = FileField(lazy_gettext("Or a file (.xlsx, .xls, .ods or .csv)"), [Optional()])
    half_days = SelectMultipleField(
        lazy_gettext("The list shows who was there in"), [Optional()], coerce=row_key, **TICKS
    )
    note = CleanStringField(lazy_gettext("Where the list comes from"), [Length(max=300)])

    @classmethod
    def of(cls, activity: Activity, named_half_days: list[tuple[int, str]]) -> Self:
        """The form, with the half-days that have begun."""
        begun = {each.id for each in activity.half_days if each.day <= clock.today()}
        form = cls()
        form.half_days.choices = [each for each in named_half_days if each[0] in begun]
        return form

    def validate_lines(self, field: TextAreaField) -> None:
        """There is a list."""
        if not (field.data or "").strip() and not self.file.data:
            raise ValidationError(gettext("Paste the lines or choose a file."))

    def validate_note(self, field: CleanStringField) -> None:
        """Attendance from a list says from which."""
        if self.half_days.data and not field.data:
            raise ValidationError(gettext("Write where the list comes from, e.g. the signed sheet."))


class GuestsForm(Form):
    """Several guests of one group at once: a name, and perhaps a village, on each line."""

    group = SelectField(lazy_gettext("Group"), [InputRequired()])
    place = CleanStringField(lazy_gettext("Village or body of them all"), [Optional(), Length(max=200)])
    names = TextAreaField(
        lazy_gettext("Names, one on each line"),
        [InputRequired(lazy_gettext("Write at least one name.")), Length(max=100_000)],
    )

    @classmethod
    def fresh(cls) -> Self:
        """The form with its groups."""
        form = cls()
        form.group.choices = choices(GUEST_GROUPS)
        return form

    def validate_names(self, field: TextAreaField) -> None:
        """Each name fits, and there are not too many."""
        guests = self.guests() if self.group.data in list(GuestGroup) else []
        if self.group.data in list(GuestGroup) and not guests:
            raise ValidationError(gettext("Write at least one name."))
        if len(guests) > MOST_GUESTS:
            raise ValidationError(gettext("At most %(most)d guests at once.", most=MOST_GUESTS))
        if any(len(each.name) > 120 or len(each.place) > 200 for each in guests):
            raise ValidationError(gettext("A line is too long: a name, a comma, a village."))

    def guests(self) -> list[Guest]:
        """Who was written down; a line without a village is from the place of them all."""
        found = []
        for line in clean_block(self.names.data or "").split("\n"):
            name, _, place = line.partition(",")
            if clean(name):
                found.append(
                    Guest(clean(name), GuestGroup(self.group.data), clean(place) or self.place.data or "")
                )
        return found

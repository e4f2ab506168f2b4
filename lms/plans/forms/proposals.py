"""The question which classes close most gaps: for whom, about what, in which places, on which days."""

import re
from datetime import date, timedelta
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import FieldList, FormField, IntegerField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.activities.forms.fields import choices
from lms.activities.forms.planning import RowForm
from lms.activities.rules.locating import unit_named, units_named
from lms.activities.rules.planning import MOST_DAYS, MOST_PERIODS
from lms.base import clock
from lms.base.cells import WrongValue, day_of
from lms.base.messages import Refusal
from lms.people.models import Person, StaffKind
from lms.people.policies import tops_of
from lms.places.models import Unit
from lms.places.rules.naming import full_name
from lms.plans.rules.finding_gaps import Wanted, closed_by_classes
from lms.plans.rules.proposing import HALVES_OF, LENGTHS, Hall, Question
from lms.plans.rules.proposing import Length as ClassLength
from lms.standards.queries import competencies_on
from lms.web.access import Permission
from lms.web.asking import row_key
from lms.web.filters import named
from lms.web.forms import TICKS, CleanStringField, Form
from lms.web.i18n import said

MOST_HALLS = 12
MOST_AT_ONCE = 12
MOST_SEATS = 500

_BETWEEN_DAYS = re.compile(r"[;\n]+")
_FROM_TO = re.compile(r"\s*[–—]\s*|\s+-\s+")


class DaysField(CleanStringField):
    """Days as people write them: ``02/06/2026; 08/06/2026 – 12/06/2026``. From–to means working days; a
    Saturday or Sunday is meant where it stands by itself."""

    days: tuple[date, ...] = ()

    def pre_validate(self, form: Any) -> None:
        """Read the days that were written."""
        try:
            found = [day for part in _BETWEEN_DAYS.split(self.data or "") for day in _days_of(part)]
        except WrongValue as wrong:
            raise ValidationError(said(wrong.message)) from wrong
        self.days = tuple(sorted(set(found)))
        if len(self.days) > MOST_DAYS:
            raise ValidationError(gettext("At most %(most)d days at once.", most=MOST_DAYS))


def _days_of(part: str) -> list[date]:
    ends = [day for day in (day_of(each) for each in _FROM_TO.split(part)) if day is not None]
    if len(ends) < 2:
        return ends
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or last < first or (last - first).days > 2 * MOST_DAYS:
        raise ValidationError(
            gettext("“%(words)s”: write from–to as 08/06/2026 – 12/06/2026, at most a month.", words=part)
        )
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in every if day.weekday() < 5]


class HallForm(RowForm):
    """One place for classes."""

    name = CleanStringField(lazy_gettext("Place"), [Optional(), Length(max=200)])
    seats = IntegerField(lazy_gettext("Seats"), [Optional(), NumberRange(1, MOST_SEATS)])
    units = CleanStringField(lazy_gettext("Who can come here"), [Optional(), Length(max=1500)])


class ProposalForm(Form):
    """What somebody wants to plan; it stands in the address and changes nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    units = CleanStringField(
        lazy_gettext("Units"), [InputRequired(lazy_gettext("Name the unit.")), Length(max=1000)]
    )
    kinds = SelectMultipleField(lazy_gettext("Kinds of staff"), [Optional()], coerce=row_key, **TICKS)
    requirements = SelectMultipleField(lazy_gettext("Requirements that they lack"), coerce=row_key, **TICKS)
    competencies = SelectMultipleField(
        lazy_gettext("Competencies that they never showed"), coerce=row_key, **TICKS
    )
    halls = FieldList(FormField(HallForm), lazy_gettext("Where"), min_entries=2, max_entries=MOST_HALLS)
    days = DaysField(
        lazy_gettext("Days"),
        [InputRequired(lazy_gettext("Write at least one day.")), Length(max=600)],
    )
    length = SelectField(lazy_gettext("A class lasts"), default=ClassLength.HALF_DAYS.value)
    at_once = IntegerField(
        lazy_gettext("Classes at the same time, at most"),
        [InputRequired(lazy_gettext("Write a number.")), NumberRange(1, MOST_AT_ONCE)],
        default=1,
    )
    theory = IntegerField(
        lazy_gettext("Periods of theory"),
        [InputRequired(lazy_gettext("Write a number.")), NumberRange(0, 200)],
        default=2,
    )
    practice = IntegerField(
        lazy_gettext("Periods of practice"),
        [InputRequired(lazy_gettext("Write a number.")), NumberRange(0, 200)],
        default=2,
    )
    percent = IntegerField(
        lazy_gettext("Share of the gaps to be closed, in percent"),
        [InputRequired(lazy_gettext("Give a share from 1 to 100.")), NumberRange(1, 100)],
        default=100,
    )
    unit = CleanStringField(
        lazy_gettext("Unit that answers for it"), [InputRequired(lazy_gettext("Name the unit."))]
    )

    def __init__(self, asker: Person, kinds: list[StaffKind]) -> None:
        super().__init__(request.args)
        self.asker, self.chosen_unit = asker, None
        self.unit_ids: tuple[int, ...] = ()
        day = min(self._known_days(), default=clock.today())
        self._requirements = {each.id: each for each in closed_by_classes(day)}
        asked = {each.competency_id for each in self._requirements.values()}
        self._competencies = {each.id: each for each in competencies_on(day) if each.id not in asked}
        self.kinds.choices = [(each.id, named(each)) for each in kinds]
        self.requirements.choices = [(each.id, named(each)) for each in self._requirements.values()]
        self.competencies.choices = [(each.id, named(each)) for each in self._competencies.values()]
        self.length.choices = choices(LENGTHS)
        if not request.args:
            tops = tops_of(asker, Permission.ACTIVITIES_RUN)
            self.units.data = self.unit.data = full_name(tops[0]) if len(tops) == 1 else ""

    chosen_unit: Unit | None
    """The unit that answers, once its words were found to name one."""

    @property
    def was_asked(self) -> bool:
        """Whether the address holds a question, and not only a wish for another row."""
        return "units" in request.args and "more" not in request.args

    def add_rows(self) -> None:
        """One more place, where the button under the places asked for it."""
        if "more" in request.args and len(self.halls) < MOST_HALLS:
            self.halls.append_entry()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check everything; of the list of places the summary says what is wrong first."""
        valid = bool(super().validate(extra_validators))
        of_rows = [error for row in self.halls for field in row.form for error in field.errors]
        self.halls.errors = (of_rows or [each for each in self.halls.errors if isinstance(each, str)])[:1]
        return valid

    def validate_requirements(self, field: SelectMultipleField) -> None:
        """Something is to be taught."""
        if not field.data and not self.competencies.data:
            raise ValidationError(gettext("Tick at least one requirement or competency."))

    def validate_units(self, field: CleanStringField) -> None:
        """The words name units of hers."""
        self.unit_ids = self._units(field.data)

    def validate_unit(self, field: CleanStringField) -> None:
        """The words name one unit of hers."""
        try:
            self.chosen_unit = unit_named(self.asker, field.data, self._first_day())
        except Refusal as refusal:
            raise ValidationError(said(refusal.message)) from refusal

    def validate_halls(self, field: FieldList) -> None:
        """There is a place, and each has seats and units that are known."""
        filled = [row.form for row in field if row.form.name.data or row.form.seats.data]
        if not filled:
            raise ValidationError(gettext("Name at least one place, with its seats."))
        for form in filled:
            if not form.name.data:
                form.name.errors = [gettext("A place needs a name.")]
                raise ValidationError(form.name.errors[0])
            if not form.seats.data:
                form.seats.errors = [gettext("Say how many seats there are.")]
                raise ValidationError(form.seats.errors[0])
            try:
                self._units(form.units.data or self.units.data)
            except ValidationError as wrong:
                form.units.errors = [str(wrong)]
                raise

    def validate_practice(self, field: IntegerField) -> None:
        """What is taught fits into a class, and there is some."""
        known = self.length.data in list(ClassLength)
        halves = len(HALVES_OF[ClassLength(self.length.data)][0]) if known else 1
        periods = (self.theory.data or 0) + (field.data or 0)
        if not 0 < periods <= MOST_PERIODS * halves:
            raise ValidationError(
                gettext("A class of this length has 1 to %(most)d periods.", most=MOST_PERIODS * halves)
            )

    def question(self) -> Question:
        """What was asked, valid."""
        if self.chosen_unit is None:
            raise ValueError("a question is taken from a valid form")
        wanted = [
            Wanted(each.competency, each) for each in self._ticked(self.requirements, self._requirements)
        ]
        wanted += [Wanted(each) for each in self._ticked(self.competencies, self._competencies)]
        return Question(
            unit=self.chosen_unit,
            unit_ids=self.unit_ids,
            wanted=tuple(wanted),
            halls=tuple(self._hall(row.form) for row in self.halls if row.form.name.data),
            days=self.days.days,
            length=ClassLength(self.length.data),
            kind_ids=tuple(self.kinds.data or ()),
            at_once=self.at_once.data,
            theory=self.theory.data or 0,
            practice=self.practice.data or 0,
            percent=self.percent.data,
        )

    def _hall(self, form: HallForm) -> Hall:
        return Hall(form.name.data, form.seats.data, self._units(form.units.data or self.units.data))

    def _units(self, words: str) -> tuple[int, ...]:
        try:
            return tuple(unit.id for unit in units_named(self.asker, words, self._first_day()))
        except Refusal as refusal:
            raise ValidationError(said(refusal.message)) from refusal

    def _known_days(self) -> tuple[date, ...]:
        """The days that were written, as far as they can be read."""
        try:
            self.days.pre_validate(self)
        except ValidationError:
            return ()
        return self.days.days

    def _first_day(self) -> date:
        return min(self.days.days, default=clock.today())

    @staticmethod
    def _ticked(field: SelectMultipleField, rows: dict[int, Any]) -> list[Any]:
        return [rows[key] for key in field.data or ()]

"""Rows of a year's plan as people fill them in."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.activities.forms.fields import choices, key_or_none
from lms.activities.models import SOLUTION_GROUPS
from lms.activities.rules.locating import unit_named
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.rules.naming import full_name
from lms.plans.forms.figures import FigureField
from lms.plans.models import BOUNDS, Bound, OutsideIndicator, PlannedClass, ReportingTime, SecondJobs
from lms.plans.rules.year_plan import day_of
from lms.standards.queries import competencies_on
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

BIG = 1_000_000
Row = PlannedClass | OutsideIndicator | ReportingTime | SecondJobs


class RowForm(Form):
    """A row of the plan: its columns by name, and the unit whose row it is."""

    COLUMNS: ClassVar[tuple[str, ...]] = ()

    unit = CleanStringField(lazy_gettext("Unit"), [InputRequired(lazy_gettext("Name the unit."))])

    def __init__(self, asker: Person, unit: Unit, year: int, row: Row | None = None) -> None:
        super().__init__(data=self.shown(row) if row else None)
        self.asker, self.year, self.chosen_unit = asker, year, row.unit if row else unit
        if not self.is_submitted():
            self.unit.data = full_name(self.chosen_unit)

    @classmethod
    def shown(cls, row: Row) -> dict[str, Any]:
        """A row as the form shows it."""
        return {name: getattr(row, name) for name in cls.COLUMNS}

    def validate_unit(self, field: CleanStringField) -> None:
        """The words name one unit of hers; the one that stood there may stay."""
        if field.data == full_name(self.chosen_unit):
            return
        try:
            self.chosen_unit = unit_named(self.asker, field.data, day_of(self.year))
        except Refusal as refusal:
            raise ValidationError(said(refusal.message)) from refusal

    def values(self) -> Mapping[str, Any]:
        """What was filled in, by column; words that were left out are empty."""
        fields = {name: self[name] for name in self.COLUMNS}
        return {
            name: field.data or "" if isinstance(field, CleanStringField) else field.data
            for name, field in fields.items()
        }


class PlannedClassForm(RowForm):
    """Classes of one kind."""

    COLUMNS = (
        "solution_group",
        "title",
        "competency_id",
        "classes",
        "seats",
        "persons",
        "month",
        "organiser",
        "note",
    )

    title = CleanStringField(
        lazy_gettext("Name of the class"),
        [InputRequired(lazy_gettext("The class needs a name.")), Length(max=300)],
    )
    solution_group = SelectField(lazy_gettext("Group of solutions"), [InputRequired()], coerce=key_or_none)
    competency_id = SelectField(lazy_gettext("It shows the competency"), [Optional()], coerce=key_or_none)
    classes = IntegerField(
        lazy_gettext("Number of classes"),
        [InputRequired(lazy_gettext("Give the number of classes.")), NumberRange(1, 10_000)],
        default=1,
    )
    seats = IntegerField(lazy_gettext("Seats in all classes together"), [Optional(), NumberRange(1, BIG)])
    persons = IntegerField(lazy_gettext("Different people"), [Optional(), NumberRange(1, BIG)])
    month = SelectField(lazy_gettext("Month in which it begins"), [Optional()], coerce=key_or_none)
    organiser = CleanStringField(lazy_gettext("Organiser"), [Optional(), Length(max=200)])
    note = CleanStringField(lazy_gettext("Note"), [Optional(), Length(max=500)])

    def __init__(self, asker: Person, unit: Unit, year: int, row: PlannedClass | None = None) -> None:
        super().__init__(asker, unit, year, row)
        self.solution_group.choices = choices(SOLUTION_GROUPS)
        self.month.choices = [("", "—"), *((str(month), str(month)) for month in range(1, 13))]
        self.competency_id.choices = [
            ("", gettext("nothing that is asked of anybody")),
            *((str(each.id), named(each)) for each in competencies_on(day_of(year))),
        ]

    @classmethod
    def shown(cls, row: Row) -> dict[str, Any]:
        """A row as the form shows it, its organiser by name."""
        organiser = row.organiser if isinstance(row, PlannedClass) else None
        return {**super().shown(row), "organiser": organiser.name if organiser else ""}


class IndicatorForm(RowForm):
    """A figure that others measure."""

    COLUMNS = ("name", "bound", "value", "measure", "source")

    name = CleanStringField(
        lazy_gettext("Name of the indicator"),
        [InputRequired(lazy_gettext("Name what is measured.")), Length(max=300)],
    )
    bound = SelectField(lazy_gettext("The figure is"), [InputRequired()], default=Bound.EXACT.value)
    value = FigureField(lazy_gettext("Value"), [InputRequired(lazy_gettext("Give the value."))])
    measure = CleanStringField(
        lazy_gettext("Unit of measure"),
        [InputRequired(lazy_gettext("Say in what it is measured.")), Length(max=40)],
        default="%",
    )
    source = CleanStringField(
        lazy_gettext("Source"),
        [InputRequired(lazy_gettext("Say which report or paper gives the figure.")), Length(max=300)],
    )

    def __init__(self, asker: Person, unit: Unit, year: int, row: OutsideIndicator | None = None) -> None:
        super().__init__(asker, unit, year, row)
        self.bound.choices = choices(BOUNDS)

    def values(self) -> Mapping[str, Any]:
        """What was filled in, the bound as the model knows it."""
        return {**super().values(), "bound": Bound(self.bound.data)}


class ReportingTimeForm(RowForm):
    """Hours before and after."""

    COLUMNS = ("hours_before", "hours_after", "source")

    hours_before = FigureField(
        lazy_gettext("Hours for one report before the training"),
        [
            InputRequired(lazy_gettext("Give the hours.")),
            NumberRange(Decimal("0.01"), 9999, lazy_gettext("The time before is more than 0 hours.")),
        ],
    )
    hours_after = FigureField(
        lazy_gettext("Hours for one report after it"),
        [InputRequired(lazy_gettext("Give the hours.")), NumberRange(0, 9999)],
    )
    source = CleanStringField(lazy_gettext("Who measured it, and how"), [Optional(), Length(max=300)])


class SecondJobsForm(RowForm):
    """How many collaborators have which second job."""

    COLUMNS = ("womens_heads", "health_workers", "others", "without_other", "source")
    NUMBER = (InputRequired(lazy_gettext("Give the number; 0 for none.")), NumberRange(0, BIG))

    womens_heads = IntegerField(lazy_gettext("Head of the women's branch"), NUMBER)
    health_workers = IntegerField(lazy_gettext("Village health worker"), NUMBER)
    others = IntegerField(lazy_gettext("Another second job"), NUMBER)
    without_other = IntegerField(lazy_gettext("No second job"), NUMBER)
    source = CleanStringField(lazy_gettext("Source"), [Optional(), Length(max=300)])

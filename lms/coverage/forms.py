"""What may be asked of the coverage pages, in their addresses."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from lms.activities.forms.papers import HeadForm
from lms.base.text import clean_block
from lms.coverage.formats.period_wording import SPANS
from lms.coverage.models import Knowing, Period, Rhythm, Shape, Span
from lms.coverage.queries.changing import Change
from lms.coverage.queries.comparing import Part
from lms.coverage.rules.arranging import By
from lms.coverage.rules.dating import Step
from lms.web.forms import CleanStringField, Form

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # as browsers send them, and as people type them
KEY = NumberRange(1, 2**31 - 1)
YEARS = range(1000, 9000)  # with room to count months from any day in them
TODAYS = "today"


def reachable(_form: Form, field: Field) -> None:
    """A day from which one can count months."""
    if field.data and field.data.year not in YEARS:
        raise ValidationError(gettext("This day lies too far away."))


class CoverageForm(Form):
    """A unit on a day, and whom to count. Looking changes nothing, so the form needs no token."""

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False

    unit = CleanStringField(lazy_gettext("Unit"), [Optional(), Length(max=8)])
    on = DateField(lazy_gettext("Numbers of the day"), [Optional(), reachable], format=DAYS)
    tree = SelectField(choices=["", TODAYS], default="")
    split = BooleanField(lazy_gettext("Each kind of staff by itself"))
    staff = SelectMultipleField(lazy_gettext("Staff kind"), validate_choice=False)
    only = CleanStringField(lazy_gettext("Requirement"), [Optional(), Length(max=40)])
    since = DateField(lazy_gettext("New since"), [Optional(), reachable], format=DAYS)
    second = BooleanField(lazy_gettext("Only who holds the post as a second job"))
    stale = BooleanField(lazy_gettext("Only who has not been updated for more than 24 months"))
    organiser = IntegerField(lazy_gettext("Taught in a class of"), [Optional(), KEY])
    clause = IntegerField(lazy_gettext("Has learned"), [Optional(), KEY])
    knowing = SelectField(
        lazy_gettext("In which version"), choices=[each.value for each in Knowing], default=Knowing.CURRENT
    )

    def kept(self) -> dict[str, Any]:
        """What a link to another page of the same question carries on, but the unit and the day."""
        fields = (self.tree, self.split, self.staff, self.only, *self.narrowing())
        kept = {field.short_name: _written(field) for field in fields if field.data}
        return kept if self.clause.data else {name: kept[name] for name in kept if name != "knowing"}

    def narrowing(self) -> tuple[Field, ...]:
        """The fields that say among whom to count, but the kind of staff."""
        return self.since, self.second, self.stale, self.organiser, self.clause, self.knowing

    def arranged(self) -> dict[str, Any]:
        """What a link to the same page carries on beside :meth:`kept`."""
        return {field.short_name: _written(field) for field in self.arranging() if field.data}

    def arranging(self) -> tuple[Field, ...]:
        """The fields that say how this page shows the numbers."""
        return ()


class TableForm(CoverageForm):
    """The same with the order of the rows, and which of them are shown."""

    sort = CleanStringField(validators=[Optional(), Length(max=48)])
    order = SelectField(choices=["", "desc"], default="")
    find = CleanStringField(lazy_gettext("Name of the unit"), [Optional(), Length(max=120)])
    below = BooleanField(lazy_gettext("Only where something is missing to a target"))

    def by(self) -> By:
        """In which order the rows stand, and which of them."""
        return By(
            self.sort.data or "", self.order.data == "desc", self.find.data or "", bool(self.below.data)
        )

    def arranging(self) -> tuple[Field, ...]:
        """The order of the rows, and which of them."""
        return self.sort, self.order, self.find, self.below


class NamesForm(CoverageForm):
    """Which of the people behind the numbers of a unit."""

    requirement = CleanStringField(validators=[Optional(), Length(max=40)])
    kind = CleanStringField(validators=[Optional(), Length(max=40)])
    row = SelectField(choices=["", "own", "nowhere", "unknown_hamlet"], default="")
    hamlet = IntegerField(validators=[Optional(), KEY])
    state = SelectField(choices=["", "confirmed", "declared", "lacking"], default="")


class ChangesForm(CoverageForm):
    """Which of the changes of a month."""

    what = SelectField(choices=[change.value for change in Change], default=Change.JOINED.value)


class TrendForm(CoverageForm):
    """Up to which day, in which steps."""

    by = SelectField(lazy_gettext("Step"), choices=[step.value for step in Step], default=Step.MONTH.value)

    def arranging(self) -> tuple[Field, ...]:
        """How far the days lie apart."""
        return (self.by,)


class UnitsForm(CoverageForm):
    """A unit by its name."""

    find = CleanStringField(lazy_gettext("Name of the unit"), [Length(max=120)], default="")


class ComparisonForm(CoverageForm):
    """With which earlier day."""

    then = DateField(lazy_gettext("Compared with the day"), [Optional(), reachable], format=DAYS)

    def arranging(self) -> tuple[Field, ...]:
        """The earlier day."""
        return (self.then,)


class DifferenceForm(ComparisonForm):
    """Which part of the difference of which requirement."""

    requirement = CleanStringField(validators=[Optional(), Length(max=40)])
    part = SelectField(choices=[each.value for each in Part], default=Part.JOINED.value)


class YearReportForm(HeadForm):
    """Whose year is reported, beside what stands at the head and the foot of the paper."""

    year = IntegerField(lazy_gettext("Year"), [Optional(), NumberRange(2000, 2100)])
    unit = CleanStringField(lazy_gettext("Code of the unit"), [Optional(), Length(max=8)])


class SubscribeForm(Form):
    """Of which report somebody wants to be told, and how often."""

    unit = CleanStringField(lazy_gettext("Code of the unit"), [InputRequired(), Length(max=8)])
    rhythm = SelectField(
        lazy_gettext("How often"),
        [InputRequired()],
        choices=[
            SelectChoice(Rhythm.MONTH.value, lazy_gettext("every month")),
            SelectChoice(Rhythm.QUARTER.value, lazy_gettext("every quarter")),
        ],
        default=Rhythm.QUARTER.value,
    )
    shape = SelectField(
        lazy_gettext("File"),
        [InputRequired()],
        choices=[
            SelectChoice(Shape.PDF.value, lazy_gettext("PDF to print")),
            SelectChoice(Shape.DOCX.value, lazy_gettext("Word file to edit")),
            SelectChoice(Shape.XLSX.value, lazy_gettext("Excel workbook")),
        ],
        default=Shape.PDF.value,
    )

    def words(self) -> dict[str, str]:
        """What each rhythm and each shape is called."""
        return {each.value: str(each.label) for each in [*self.rhythm.choices, *self.shape.choices]}


class ClosePeriodForm(Form):
    """Which period of which unit is to be closed."""

    unit = CleanStringField(lazy_gettext("Code of the unit"), [InputRequired(), Length(max=8)])
    span = SelectField(
        lazy_gettext("Period"),
        [InputRequired()],
        choices=lambda: [SelectChoice(span.value, SPANS[span]) for span in Span],
        default=Span.YEAR.value,
    )
    year = IntegerField(lazy_gettext("Year"), [InputRequired(), NumberRange(2000, 2100)])
    reason = CleanStringField(lazy_gettext("Why it is closed again"), [Optional(), Length(max=300)])

    @property
    def period(self) -> Period:
        """The period asked for; only of a form that is valid."""
        return Period(self.year.data, Span(self.span.data))


class PeriodNamesForm(Form):
    """Which of the differences of a closed period. Looking needs no token."""

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False

    requirement = CleanStringField(validators=[Optional(), Length(max=40)])
    reading = SelectField(choices=["now", "today"], default="now")


def _written(field: Field) -> Any:
    """A value as an address carries it."""
    if isinstance(field, BooleanField):
        return "y"
    return field.data.isoformat() if isinstance(field, DateField) else field.data


class RemindForm(Form):
    """What people are told."""

    text = TextAreaField(
        lazy_gettext("The text"),
        [DataRequired(lazy_gettext("Write what they are to be told.")), Length(max=2000)],
        filters=[lambda text: clean_block(text or "").strip()],
        render_kw={"rows": 7},
    )


class AssignForm(Form):
    """By when people are to have learned something."""

    due_on = DateField(
        lazy_gettext("To be done by"),
        [InputRequired(lazy_gettext("Give the last day."))],
        format=DAYS,
    )

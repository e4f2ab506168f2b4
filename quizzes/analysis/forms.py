"""What may be asked of the pages of answers, in their addresses. Looking changes nothing: no token."""

from datetime import date, timedelta
from typing import Any, Self

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, SelectField
from wtforms.validators import Length, Optional, ValidationError

from lms.base import clock
from lms.people.queries import units_in_scope
from lms.places.models import Unit
from lms.places.rules.naming import full_name
from lms.web.access import Permission, asker
from lms.web.forms import CleanStringField, Form
from quizzes.analysis.models import By, Question, Which

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # as browsers send them, and as people type them
YEARS = range(1900, 9000)
A_DAY = timedelta(days=1)
NAMED_AT_MOST = 5


def reachable(_form: Form, field: Field) -> None:
    """A day that a clock can show."""
    if field.data and field.data.year not in YEARS:
        raise ValidationError(gettext("This day lies too far away."))


class QuestionForm(Form):
    """Whose answers are looked at."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    which = SelectField(_l("Which attempt of a person"), default=Which.FIRST.value)
    by = SelectField(_l("Who answered"), default=By.ALONE.value)
    since = DateField(_l("Arrived from the day"), [Optional(), reachable], format=DAYS, name="from")
    until = DateField(_l("to the day"), [Optional(), reachable], format=DAYS, name="to")
    unit = CleanStringField(_l("People serving in (commune, district or province)"), [Length(max=120)])
    course = SelectField(_l("Course"), [Optional()], default="")

    found: Unit | None = None
    """The unit that the words name; found while validating."""

    @classmethod
    def from_address(cls, courses: dict[str, str]) -> Self:
        """The question in the address; ``courses`` may be asked for, each with its name."""
        form = cls(request.args)
        form.which.choices = [
            (Which.FIRST.value, gettext("the first one")),
            (Which.LAST.value, gettext("the latest one")),
            (Which.ALL.value, gettext("all of them")),
        ]
        form.by.choices = [
            (By.ALONE.value, gettext("people alone")),
            (By.HELPED.value, gettext("people with a helper")),
            (By.PAPER.value, gettext("people on paper")),
            (By.EVERYBODY.value, gettext("everybody")),
        ]
        form.course.choices = [("", gettext("All courses")), *courses.items()]
        return form

    def validate_unit(self, field: Field) -> None:
        """The words name one unit over which she writes exercises."""
        if not field.data:
            return
        units = units_in_scope(asker(), field.data, clock.today(), Permission.EXERCISES_WRITE)
        if len(units) != 1:
            names = "; ".join(full_name(unit) for unit in units[:NAMED_AT_MOST])
            raise ValidationError(
                gettext("Which one is meant: %(names)s? Write the name in full.", names=names)
                if units
                else gettext("No unit is called so today.")
            )
        self.found = units[0]

    def question(self) -> Question:
        """What was asked; everything that was said wrongly is not asked."""
        return Question(
            which=Which(self._said(self.which) or Which.FIRST),
            by=By(self._said(self.by) or By.ALONE),
            since=self._said(self.since),
            until=_after(self._said(self.until)),
            unit_id=self.found.id if self.found else None,
            course=self._said(self.course) or None,
        )

    def kept(self) -> dict[str, Any]:
        """What a link to the same question carries."""
        values = {
            "which": self._said(self.which),
            "by": self._said(self.by),
            "from": _written(self._said(self.since)),
            "to": _written(self._said(self.until)),
            "unit": self._said(self.unit),
            "course": self._said(self.course),
        }
        usual = {"which": Which.FIRST, "by": By.ALONE}
        return {name: value for name, value in values.items() if value and value != usual.get(name)}

    def _said(self, field: Field) -> Any:
        return None if field.errors else field.data


class ComparisonForm(QuestionForm):
    """Two spans of days, parted by one; or two versions."""

    day = DateField(_l("Before and from the day"), [Optional(), reachable], format=DAYS)
    earlier = IntegerField(_l("Version before"), [Optional()])
    later = IntegerField(_l("Version after"), [Optional()])


def _after(day: date | None) -> date | None:
    return day + A_DAY if day else None


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""

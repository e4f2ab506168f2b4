"""Ticks of a half-day, observed tasks, tasks in the commune, the questionnaire."""

from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID, uuid4

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from lms.activities.forms.fields import DayField, choices, key_or_none
from lms.activities.models import MARKS, OPEN_QUESTION, QUESTIONS, WAYS, Activity, AttendanceWay, HalfDay
from lms.activities.rules.observing import Seen
from lms.base import clock
from lms.standards.queries import competencies_on
from lms.web.asking import row_key
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said


class TicksForm(Form):
    """How the attendance of a half-day was taken; the ticks themselves stand beside it."""

    way = RadioField(lazy_gettext("How it was taken"), [InputRequired()])
    note = CleanStringField(lazy_gettext("From which sheet"), [Optional(), Length(max=300)])

    @classmethod
    def of(cls, half_day: HalfDay) -> Self:
        """The form: ticked in the room on the day itself, from the sheet afterwards."""
        default = AttendanceWay.TICKED if half_day.day >= clock.today() else AttendanceWay.SHEET
        form = cls(data={"way": default.value})
        form.way.choices = choices({way: WAYS[way] for way in (AttendanceWay.TICKED, AttendanceWay.SHEET)})
        return form


class TaskForm(Form):
    """A task that several people did before an observer."""

    task = CleanStringField(
        lazy_gettext("Task"), [InputRequired(lazy_gettext("Say which task was done.")), Length(max=200)]
    )
    competency = SelectField(lazy_gettext("It shows the competency"), coerce=key_or_none)
    done_on = DayField(lazy_gettext("Day"), [InputRequired(lazy_gettext("Give the day."))])

    @classmethod
    def of(cls, activity: Activity) -> Self:
        """The form; what the activity teaches comes first."""
        last_day = max(half_day.day for half_day in activity.half_days)
        form = cls(data={"done_on": min(last_day, clock.today())})
        taught = {topic.competency_id for topic in activity.topics}
        every = sorted(competencies_on(activity.valid_from), key=lambda each: each.id not in taught)
        form.competency.choices = [(str(each.id), named(each)) for each in every]
        return form

    def seen(self) -> dict[int, Seen]:
        """How each person who was marked did it, by her seat."""
        found = {}
        for name, value in request.form.items():
            what, _, entry = name.partition("-")
            if what == "seen" and value in ("passed", "not_yet") and entry.isdecimal():
                note = request.form.get(f"note-{entry}", "")
                found[row_key(entry)] = Seen(value == "passed", note)
        return found


class FollowUpForm(Form):
    """A task in the commune after the class."""

    task = CleanStringField(
        lazy_gettext("Task in the commune"),
        [InputRequired(lazy_gettext("Say which task is to be done.")), Length(max=300)],
    )
    due_on = DayField(lazy_gettext("To be done by"), [InputRequired(lazy_gettext("Give the day."))])


class AnswerForm(Form):
    """The questionnaire; its id is minted with the page, so that what is sent twice arrives once."""

    answer = HiddenField()
    words = TextAreaField(validators=[Optional(), Length(max=1000)])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.words.label.text = said(OPEN_QUESTION)
        if not self.answer.data:
            self.answer.data = str(uuid4())

    def validate_answer(self, field: HiddenField) -> None:
        """The id is one."""
        try:
            UUID(field.data)
        except ValueError as wrong:
            raise ValidationError(gettext("The page is no longer valid. Please open it again.")) from wrong

    @property
    def marks(self) -> dict[str, int]:
        """The marks given, by question."""
        given: Mapping[str, str] = request.form
        found = {code: given.get(f"mark-{code}", "") for code in QUESTIONS}
        return {code: int(mark) for code, mark in found.items() if mark in {str(each) for each in MARKS}}

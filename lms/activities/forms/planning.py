"""The questions to the list of activities, and an activity as people plan it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import FieldList, FormField, IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.activities.forms.fields import DayField, HalfDaysField, choices, key_or_none
from lms.activities.models import KINDS, PARTS, SOLUTION_GROUPS, Activity, ActivityKind, TeacherPart
from lms.activities.rules.locating import clauses_named, known_clauses, unit_named, written
from lms.activities.rules.planning import (
    MOST_DAYS,
    HalfDayKey,
    Plan,
    PlannedTeacher,
    PlannedTopic,
    every_half_day,
)
from lms.base import clock
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.people.policies import tops_of
from lms.people.queries import person_by_code
from lms.places.models import Unit
from lms.places.rules.naming import full_name
from lms.standards.queries import competencies_on
from lms.web.access import Permission
from lms.web.asking import row_key
from lms.web.filters import day as written_day
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

MOST_ROWS = 30
"""Topics, or teachers, in one form."""
BIG = 100_000


class FindActivitiesForm(Form):
    """A year, a kind, an organiser and words; they stand in the address and change nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    year = IntegerField(lazy_gettext("Year"), [Optional(), NumberRange(1990, 2100)])
    kind = SelectField(lazy_gettext("Kind"), [Optional()])
    organiser = SelectField(lazy_gettext("Organiser"), [Optional()], validate_choice=False)
    words = CleanStringField(lazy_gettext("Words of the title"), [Optional()])

    @classmethod
    def from_address(cls, organisers: Iterable[tuple[str, str]] = ()) -> Self:
        """The question in the address; this year where none is asked for."""
        form = cls(request.args)
        form.kind.choices = choices(KINDS, empty=gettext("All kinds"))
        form.organiser.choices = [("", gettext("All organisers")), *organisers]
        if not form.validate():
            form.kind.data = ""
        form.year.data = form.year.data if form.year.data and not form.year.errors else clock.today().year
        return form


class RowForm(Form):
    """A row of another form."""

    class Meta(Form.Meta):
        """The token stands in the form around it."""

        csrf = False


class TopicForm(RowForm):
    """One topic of the programme."""

    title = CleanStringField(lazy_gettext("Topic"), [Optional(), Length(max=300)])
    competency = SelectField(lazy_gettext("It shows the competency"), coerce=key_or_none)
    theory = IntegerField(lazy_gettext("Periods of theory"), [Optional(), NumberRange(0, 200)])
    practice = IntegerField(lazy_gettext("Periods of practice"), [Optional(), NumberRange(0, 200)])
    clauses = CleanStringField(lazy_gettext("Clauses it teaches"), [Optional(), Length(max=600)])


class TeacherForm(RowForm):
    """One person who teaches or speaks."""

    name = CleanStringField(lazy_gettext("Name, with title"), [Optional(), Length(max=120)])
    organisation = CleanStringField(lazy_gettext("From which body"), [Optional(), Length(max=200)])
    part = SelectField(lazy_gettext("Part"), default=TeacherPart.TRAINER.value)
    code = CleanStringField(lazy_gettext("Staff code, where she is on record"), [Optional(), Length(max=32)])


class PlanForm(Form):
    """An activity as people plan it: what, when, where, who teaches what."""

    kind = SelectField(lazy_gettext("Kind"), [InputRequired()])
    title = CleanStringField(
        lazy_gettext("Name of the activity"),
        [InputRequired(lazy_gettext("The activity needs a title.")), Length(max=300)],
    )
    unit = CleanStringField(
        lazy_gettext("Unit that answers for it"), [InputRequired(lazy_gettext("Name the unit."))]
    )
    first_day = DayField(
        lazy_gettext("First day"), [InputRequired(lazy_gettext("Give the day on which it begins."))]
    )
    last_day = DayField(lazy_gettext("Last day"), [Optional()])
    half_days = HalfDaysField(lazy_gettext("Half-days"))
    place = CleanStringField(lazy_gettext("Place"), [Optional(), Length(max=200)])
    organiser = CleanStringField(lazy_gettext("Organiser"), [Optional(), Length(max=200)])
    capacity = IntegerField(lazy_gettext("Seats"), [Optional(), NumberRange(1, BIG)])
    topics = FieldList(FormField(TopicForm), min_entries=2, max_entries=MOST_ROWS)
    teachers = FieldList(FormField(TeacherForm), min_entries=1, max_entries=MOST_ROWS)
    minimum_attendance = IntegerField(
        lazy_gettext("Minimum attendance of a topic, in percent"),
        [InputRequired(lazy_gettext("Give a share from 1 to 100.")), NumberRange(1, 100)],
        default=80,
    )
    document = CleanStringField(lazy_gettext("Decision, plan or letter"), [Optional(), Length(max=200)])
    budget_line = CleanStringField(lazy_gettext("Budget line"), [Optional(), Length(max=200)])
    solution_group = SelectField(
        lazy_gettext("Group of solutions in the year's plan"), [Optional()], coerce=key_or_none
    )
    typed_count = IntegerField(
        lazy_gettext("Participants according to a report"), [Optional(), NumberRange(0, BIG)]
    )
    note = CleanStringField(lazy_gettext("Note"), [Optional(), Length(max=500)])

    def __init__(self, asker: Person, activity: Activity | None = None) -> None:
        super().__init__(data=_values(activity) if activity else None)
        self.asker, self.chosen_unit = asker, None
        self._clauses: dict[str, tuple[int, ...]] = {}
        self.kind.choices = choices(KINDS)
        self.solution_group.choices = [
            ("", "—"),
            *((str(key), said(name)) for key, name in SOLUTION_GROUPS.items()),
        ]
        shown = [("", gettext("nothing that is asked of anybody"))]
        shown += [(str(each.id), named(each)) for each in competencies_on(clock.today())]
        for row in self.topics:
            row.form.competency.choices = shown
        for row in self.teachers:
            row.form.part.choices = choices(PARTS)
        if activity and not self.is_submitted():
            self.half_days.shown = frozenset(self.days())
        if not activity and not self.is_submitted():
            self._propose_topic()
        if not self.unit.data and not self.is_submitted():
            tops = tops_of(asker, Permission.ACTIVITIES_RUN)
            self.unit.data = full_name(tops[0]) if len(tops) == 1 else ""

    def _propose_topic(self) -> None:
        """What a page that lists who does not know a clause asks for: a class about it."""
        asked = request.args.get("clause", type=row_key)
        clause = next((each for each in known_clauses(clock.today()) if each.id == asked), None)
        if clause:
            self.topics[0].form.title.data = clause.summary[:300]
            self.topics[0].form.clauses.data = written(clause)

    chosen_unit: Unit | None
    """The unit that the words name on the first day; found while validating."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check everything; of a list of rows the summary says what is wrong first."""
        valid = bool(super().validate(extra_validators))
        for rows in (self.topics, self.teachers):
            rows.errors = [error for row in rows for field in row.form for error in field.errors][:1]
        return valid

    def add_rows(self) -> None:
        """Empty rows where the button under a list asked for them."""
        more = request.form.get("more")
        if more == "topics" and len(self.topics) < MOST_ROWS:
            self.topics.append_entry()
            self.topics[-1].form.competency.choices = self.topics[0].form.competency.choices
        elif more == "teachers" and len(self.teachers) < MOST_ROWS:
            self.teachers.append_entry()
            self.teachers[-1].form.part.choices = choices(PARTS)

    def days(self) -> list[date]:
        """The days to be ticked; none while first and last make no sense."""
        first, last = self.first_day.data, self.last_day.data or self.first_day.data
        if not first or last < first or (last - first).days >= MOST_DAYS:
            return []
        return list(dict.fromkeys(day for day, _half in every_half_day(first, last)))

    def ticked(self) -> list[HalfDayKey]:
        """The half-days that count: on days that were not shown yet, both."""
        ticks, shown, days = self.half_days.data or [], self.half_days.shown, self.days()
        if not days:
            return []
        return [key for key in every_half_day(days[0], days[-1]) if key in ticks or key[0] not in shown]

    def validate_last_day(self, field: DayField) -> None:
        """The last day follows the first, and not too late."""
        first = self.first_day.data
        if first and field.data and field.data < first:
            raise ValidationError(gettext("The last day lies before the first."))
        if first and field.data and (field.data - first).days >= MOST_DAYS:
            raise ValidationError(gettext("An activity lasts at most %(most)d days.", most=MOST_DAYS))

    def validate_half_days(self, field: HalfDaysField) -> None:
        """Ticks lie within the days, and one is left."""
        days = self.days()
        outside = [day for day, _half in field.data or [] if days and day not in days]
        if outside:
            raise ValidationError(
                gettext(
                    "%(day)s lies outside the days of the activity. Look at the half-days again and save.",
                    day=written_day(outside[0]),
                )
            )
        if days and not self.ticked():
            raise ValidationError(gettext("Tick at least one half-day."))

    def validate_unit(self, field: CleanStringField) -> None:
        """The words name one unit of hers."""
        try:
            self.chosen_unit = unit_named(self.asker, field.data, self.first_day.data or clock.today())
        except Refusal as refusal:
            raise ValidationError(said(refusal.message)) from refusal

    def validate_topics(self, field: FieldList) -> None:
        """A topic with hours has a title, and its clauses are known."""
        for row in field:
            self._check_topic(row.form)

    def _check_topic(self, form: TopicForm) -> None:
        if (form.theory.data or form.practice.data) and not form.title.data:
            form.title.errors = [gettext("A topic needs a title.")]
            raise ValidationError(form.title.errors[0])
        try:
            found = clauses_named(form.clauses.data or "", self.first_day.data or clock.today())
        except Refusal as refusal:
            form.clauses.errors = [said(refusal.message)]
            raise ValidationError(form.clauses.errors[0]) from refusal
        self._clauses[form.clauses.data or ""] = found

    def validate_teachers(self, field: FieldList) -> None:
        """A staff code, where one is given, is somebody's."""
        for row in field:
            if row.form.code.data and not person_by_code(row.form.code.data):
                row.form.code.errors = [gettext("Nobody has the code %(code)s.", code=row.form.code.data)]
                raise ValidationError(row.form.code.errors[0])

    def plan(self, organiser_id: int | None) -> Plan:
        """What was filled in, valid; rows without a title or a name are left out."""
        if self.chosen_unit is None:
            raise ValueError("a plan is taken from a valid form")
        return Plan(
            kind=ActivityKind(self.kind.data),
            title=self.title.data,
            unit_id=self.chosen_unit.id,
            half_days=tuple(self.ticked()),
            topics=tuple(self._topic(row.form) for row in self.topics if row.form.title.data),
            teachers=tuple(_teacher(row.form) for row in self.teachers if row.form.name.data),
            organiser_id=organiser_id,
            place=self.place.data or "",
            capacity=self.capacity.data,
            minimum_attendance=self.minimum_attendance.data,
            document=self.document.data or "",
            budget_line=self.budget_line.data or "",
            solution_group=self.solution_group.data,
            typed_count=self.typed_count.data,
            note=self.note.data or "",
        )

    def _topic(self, form: TopicForm) -> PlannedTopic:
        return PlannedTopic(
            form.title.data,
            form.competency.data,
            form.theory.data or 0,
            form.practice.data or 0,
            self._clauses.get(form.clauses.data or "", ()),
        )


def _teacher(form: TeacherForm) -> PlannedTeacher:
    known = person_by_code(form.code.data) if form.code.data else None
    return PlannedTeacher(
        form.name.data, form.organisation.data or "", TeacherPart(form.part.data), known.id if known else None
    )


def _values(activity: Activity) -> dict[str, Any]:
    """An activity as the form shows it."""
    days = [half_day.day for half_day in activity.half_days]
    return {
        "kind": activity.kind.value,
        "unit": full_name(activity.unit),
        "first_day": min(days),
        "last_day": max(days),
        "half_days": [(each.day, each.half) for each in activity.half_days],
        "organiser": activity.organiser.name if activity.organiser else "",
        "topics": [_topic_values(each) for each in activity.topics],
        "teachers": [
            {
                "name": each.name,
                "organisation": each.organisation,
                "part": each.part.value,
                "code": each.person.code if each.person else "",
            }
            for each in activity.teachers
        ],
        **{name: getattr(activity, name) for name in _PLAIN},
    }


_PLAIN = (
    "title",
    "place",
    "capacity",
    "minimum_attendance",
    "document",
    "budget_line",
    "solution_group",
    "typed_count",
    "note",
)


def _topic_values(topic: Any) -> dict[str, Any]:
    return {
        "title": topic.title,
        "competency": topic.competency_id,
        "theory": topic.theory,
        "practice": topic.practice,
        "clauses": "; ".join(written(each) for each in topic.clauses),
    }

"""A support visit as its team writes it down, the questions to the list, and what is done about a finding."""

from typing import Any, Self

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from lms.activities.forms.fields import DayField, choices
from lms.activities.forms.papers import HeadForm
from lms.activities.forms.planning import RowForm
from lms.activities.rules.locating import unit_named
from lms.base import clock
from lms.base.messages import Message, Refusal, message
from lms.people.models import Person
from lms.people.policies import tops_of
from lms.people.queries import person_by_code
from lms.places.models import UnitKind
from lms.places.rules.naming import full_name
from lms.visits.library import shipped_checklist
from lms.visits.models import OUTCOMES, CheckOutcome, SupportVisit
from lms.visits.rules.visiting import Checked, Found, VisitNotes, Visitor
from lms.web.access import Permission
from lms.web.asking import row_key
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

MOST_ROWS = 30
"""People of a team, items or findings in one form."""
EMPTY_FINDINGS = 2
"""Rows for findings that stand there at first."""
STANDINGS: dict[str, Message] = {
    "open": message("Something is open"),
    "overdue": message("Something is overdue"),
    "settled": message("Everything is settled"),
}


class FindVisitsForm(Form):
    """Words of a unit and how the findings stand; they stand in the address and change nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    unit = CleanStringField(lazy_gettext("Unit visited"), [Optional(), Length(max=120)])
    standing = SelectField(lazy_gettext("How the findings stand"), [Optional()])

    @classmethod
    def from_address(cls) -> Self:
        """The question in the address; what makes no sense is not asked."""
        form = cls(request.args)
        form.standing.choices = choices(STANDINGS, empty=gettext("All visits"))
        form.validate()
        for field in (form.unit, form.standing):
            if field.errors:
                field.data = ""
        return form


class MemberForm(RowForm):
    """One person of the team."""

    name = CleanStringField(lazy_gettext("Name, with title"), [Optional(), Length(max=120)])
    office = CleanStringField(lazy_gettext("Office and agency"), [Optional(), Length(max=200)])
    code = CleanStringField(lazy_gettext("Staff code, where she is on record"), [Optional(), Length(max=32)])


class CheckForm(RowForm):
    """One item of the checklist."""

    code = HiddenField(validators=[Length(max=40)])
    words = CleanStringField(lazy_gettext("What is looked at"), [Optional(), Length(max=300)])
    outcome = RadioField(lazy_gettext("How it stands"), default=CheckOutcome.NOT_SEEN.value)
    note = CleanStringField(lazy_gettext("Note"), [Optional(), Length(max=300)])


class FindingForm(RowForm):
    """One thing to be put right."""

    key = HiddenField()
    words = TextAreaField(lazy_gettext("What was found"), [Optional(), Length(max=1000)])
    advice = TextAreaField(lazy_gettext("Advice"), [Optional(), Length(max=1000)])
    responsible = CleanStringField(lazy_gettext("Who puts it right"), [Optional(), Length(max=200)])
    due_on = DayField(lazy_gettext("To be done by"), [Optional()])

    def validate_key(self, field: HiddenField) -> None:
        """It can be the key of a finding."""
        try:
            self.finding_id = row_key(field.data) if field.data else None
        except ValueError as wrong:
            raise ValidationError(gettext("The page is no longer valid. Please open it again.")) from wrong

    finding_id: int | None = None
    """The finding that the visit has already; found while validating."""


class VisitForm(Form):
    """A visit: who went where and when, the checklist, what was found."""

    visiting_unit = CleanStringField(
        lazy_gettext("Unit that makes the visit"), [InputRequired(lazy_gettext("Name the unit."))]
    )
    unit = CleanStringField(lazy_gettext("Unit visited"), [InputRequired(lazy_gettext("Name the unit."))])
    visited_on = DayField(
        lazy_gettext("Day of the visit"), [InputRequired(lazy_gettext("Give the day of the visit."))]
    )
    document = CleanStringField(lazy_gettext("Decision, plan or letter"), [Optional(), Length(max=200)])
    team = FieldList(FormField(MemberForm), lazy_gettext("The team"), min_entries=2, max_entries=MOST_ROWS)
    received_by = CleanStringField(lazy_gettext("Whom the team met"), [Optional(), Length(max=300)])
    checks = FieldList(FormField(CheckForm), lazy_gettext("Checklist"), max_entries=MOST_ROWS)
    findings = FieldList(FormField(FindingForm), lazy_gettext("Findings and advice"), max_entries=MOST_ROWS)
    summary = TextAreaField(lazy_gettext("Remarks on the whole"), [Optional(), Length(max=2000)])

    def __init__(self, asker: Person, visit: SupportVisit | None = None) -> None:
        super().__init__(data=_values(visit) if visit else _fresh(asker))
        self.asker = asker
        self.known = {row.code: row for row in (*shipped_checklist(), *(visit.checks if visit else ()))}
        self.unit_ids: dict[str, int] = {}
        self._offer_outcomes()

    def _offer_outcomes(self) -> None:
        for row in self.checks:
            row.form.outcome.choices = choices(OUTCOMES)

    def add_rows(self) -> None:
        """An empty row where the button under a list asked for it."""
        lists = {"team": self.team, "checks": self.checks, "findings": self.findings}
        rows = lists.get(request.form.get("more", ""))
        if rows is not None and len(rows) < MOST_ROWS:
            rows.append_entry()
        self._offer_outcomes()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check everything; of a list of rows the summary says what is wrong first."""
        valid = bool(super().validate(extra_validators))
        for rows in (self.team, self.checks, self.findings):
            rows.errors = [error for row in rows for field in row.form for error in field.errors][:1]
        return valid

    def validate_visited_on(self, field: DayField) -> None:
        """A visit is written down once it was made."""
        if field.data and field.data > clock.today():
            raise ValidationError(gettext("A visit is written down once it was made."))

    def validate_unit(self, field: CleanStringField) -> None:
        """The words name one unit of hers."""
        self._find_unit("unit", field)

    def validate_visiting_unit(self, field: CleanStringField) -> None:
        """The words name one unit of hers."""
        self._find_unit("visiting_unit", field)

    def _find_unit(self, name: str, field: CleanStringField) -> None:
        try:
            day = self.visited_on.data or clock.today()
            self.unit_ids[name] = unit_named(self.asker, field.data, day).id
        except Refusal as refusal:
            raise ValidationError(said(refusal.message)) from refusal

    def validate_team(self, field: FieldList) -> None:
        """Somebody was there, and a staff code, where one is given, is somebody's."""
        if not any(row.form.name.data for row in field):
            field[0].form.name.errors = [gettext("Say who was in the team.")]
            raise ValidationError(field[0].form.name.errors[0])
        for row in field:
            if row.form.code.data and not person_by_code(row.form.code.data):
                row.form.code.errors = [gettext("Nobody has the code %(code)s.", code=row.form.code.data)]
                raise ValidationError(row.form.code.errors[0])

    def validate_findings(self, field: FieldList) -> None:
        """A finding says what was found, and by when it is put right; one that says nothing any more goes."""
        for row in field:
            form, says = row.form, bool((row.form.words.data or "").strip())
            if any((form.advice.data, form.responsible.data, form.due_on.data)) and not (
                says or form.key.data
            ):
                form.words.errors = [gettext("Say what was found.")]
                raise ValidationError(form.words.errors[0])
            if says and not form.due_on.data and not form.due_on.errors:
                form.due_on.errors = [gettext("Give the day.")]
                raise ValidationError(form.due_on.errors[0])

    def notes(self) -> VisitNotes:
        """What was filled in, valid; rows without words or a name are left out."""
        return VisitNotes(
            unit_id=self.unit_ids["unit"],
            visiting_unit_id=self.unit_ids["visiting_unit"],
            visited_on=self.visited_on.data,
            team=[_visitor(row.form) for row in self.team if row.form.name.data],
            checks=[self._checked(row.form) for row in self.checks if row.form.words.data],
            findings=[_found(row.form) for row in self.findings if (row.form.words.data or "").strip()],
            received_by=self.received_by.data or "",
            document=self.document.data or "",
            summary=self.summary.data or "",
        )

    def _checked(self, form: CheckForm) -> Checked:
        """An item; one whose words were left alone keeps both its languages."""
        words, outcome = form.words.data, CheckOutcome(form.outcome.data)
        known = self.known.get(form.code.data) if form.code.data else None
        if known and words in (known.name_vi, known.name_en):
            return Checked(known.name_vi, known.name_en, outcome, form.note.data or "", known.code)
        return Checked(words, words, outcome, form.note.data or "")


class CloseForm(Form):
    """A finding was put right."""

    day = DayField(lazy_gettext("Put right on"), [InputRequired(lazy_gettext("Give the day."))])
    words = TextAreaField(
        lazy_gettext("How it was put right"),
        [InputRequired(lazy_gettext("Say in one sentence what was done.")), Length(max=1000)],
    )


class ReopenForm(Form):
    """What was done is not enough."""

    words = TextAreaField(
        lazy_gettext("Why is it opened again?"),
        [InputRequired(lazy_gettext("Say what is still missing.")), Length(max=1000)],
    )


class MinutesForm(HeadForm):
    """What stands at the head of the minutes; they carry no dated place."""

    sign = "/BB"


def _fresh(asker: Person) -> dict[str, Any]:
    """A form to begin with: today, the shipped checklist, the unit that can only be meant."""
    tops = [each for each in tops_of(asker, Permission.ACTIVITIES_RUN) if each.kind is not UnitKind.COUNTRY]
    return {
        "visiting_unit": full_name(tops[0]) if len(tops) == 1 else "",
        "visited_on": clock.today(),
        "checks": [{"code": each.code, "words": named(each)} for each in shipped_checklist()],
        "findings": [{} for _number in range(EMPTY_FINDINGS)],
    }


def _values(visit: SupportVisit) -> dict[str, Any]:
    """A visit as the form shows it."""
    return {
        "visiting_unit": full_name(visit.visiting_unit),
        "unit": full_name(visit.unit),
        "team": [
            {"name": each.name, "office": each.office, "code": each.person.code if each.person else ""}
            for each in visit.team
        ],
        "checks": [
            {
                "code": each.code or "",
                "words": named(each),
                "outcome": each.outcome.value,
                "note": each.note,
            }
            for each in visit.checks
        ],
        "findings": [
            {
                "key": str(each.id),
                "words": each.words,
                "advice": each.advice,
                "responsible": each.responsible,
                "due_on": each.due_on,
            }
            for each in visit.findings
        ],
        **{name: getattr(visit, name) for name in ("visited_on", "document", "received_by", "summary")},
    }


def _visitor(form: MemberForm) -> Visitor:
    known = person_by_code(form.code.data) if form.code.data else None
    return Visitor(form.name.data, form.office.data or "", known.id if known else None)


def _found(form: FindingForm) -> Found:
    return Found(
        form.words.data,
        form.advice.data or "",
        form.responsible.data or "",
        form.due_on.data,
        form.finding_id,
    )

"""What is filled in to search the bank, and to put its questions to use."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from lms.base.text import clean
from lms.web.forms import CleanStringField, Form
from quizzes.bank.queries import Wanted

NEW = ""
"""Where chosen questions go when they begin an exercise."""
LONGEST = 200


class SearchForm(Form):
    """What somebody looks for; it stands in the address."""

    class Meta(Form.Meta):
        """A search changes nothing and needs no token."""

        csrf = False

    q = CleanStringField(lazy_gettext("Words of the question or its answers"), [Length(max=LONGEST)])
    tag = SelectField(lazy_gettext("Tag"), validate_choice=False)
    competency = SelectField(lazy_gettext("Competency"), validate_choice=False)
    clause = SelectField(lazy_gettext("Legal basis"), validate_choice=False)
    type = SelectField(lazy_gettext("Kind of question"), validate_choice=False)
    course = SelectField(lazy_gettext("Course"), validate_choice=False)
    doubles = BooleanField(lazy_gettext("Only what is asked more than once"))

    @classmethod
    def of(
        cls,
        labels: Mapping[str, Iterable[str]],
        types: Mapping[str, str],
        courses: Mapping[str, str],
    ) -> Self:
        """The form as the address fills it in, with what may be chosen."""
        form = cls(request.args)
        every = [("", gettext("All"))]
        for name in ("tag", "competency", "clause"):
            form[name].choices = every + [(value, value) for value in labels.get(name, ())]
        form.type.choices = every + list(types.items())
        form.course.choices = every + list(courses.items())
        return form

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        said = {
            name: clean(self[name].data or "") for name in ("tag", "competency", "clause", "type", "course")
        }
        return Wanted(words=(self.q.data or "")[:LONGEST], doubles=self.doubles.data, **said)

    @property
    def address(self) -> dict[str, Any]:
        """The same as parts of an address, for the pages that follow."""
        said = {
            name: (self[name].data or "") for name in ("q", "tag", "competency", "clause", "type", "course")
        }
        return {name: text for name, text in said.items() if text} | (
            {"doubles": "y"} if self.doubles.data else {}
        )


class ChosenForm(Form):
    """Where chosen questions go: behind those of a draft, or into a new exercise."""

    target = SelectField(lazy_gettext("Put them into"), [Optional()])
    title = CleanStringField(lazy_gettext("Title of the new exercise"), [Length(max=LONGEST)])

    @classmethod
    def of(cls, drafts: Mapping[str, str]) -> Self:
        """The form with her drafts, by their code."""
        form = cls()
        form.target.choices = [(NEW, gettext("A new exercise")), *drafts.items()]
        return form


class TagsForm(Form):
    """The tags of a question of a draft."""

    tags = CleanStringField(lazy_gettext("Tags, with commas between them"), [Length(max=LONGEST)])
    revision = IntegerField(validators=[InputRequired()], widget=HiddenInput())

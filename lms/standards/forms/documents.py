"""What is filled in to find documents, and to keep those of the office."""

from typing import Any, Self

from flask import request
from flask_babel import lazy_gettext
from wtforms import BooleanField, DateField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.base.text import clean
from lms.standards.forms.fields import DAYS
from lms.standards.models import Document
from lms.standards.models.document import CERTAIN, DocumentState
from lms.standards.rules.documenting import DocumentFacts
from lms.standards.rules.quoting import ClauseFacts
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said


class FindDocumentsForm(Form):
    """Words and a state to narrow the list by; it stands in the address and changes nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    words = CleanStringField(lazy_gettext("Number or words of the name"), [Optional(), Length(max=100)])
    state = SelectField(lazy_gettext("State"), [Optional()])

    @classmethod
    def from_address(cls) -> Self:
        """The question in the address of the page."""
        form = cls(request.args)
        labels = [(state.value, said(state.label)) for state in DocumentState]
        form.state.choices = [("", lazy_gettext("Every state")), *labels]
        form.words.data = (form.words.data or "")[:100]
        return form

    @property
    def chosen(self) -> DocumentState | None:
        """The state asked for; None for every one."""
        return next((each for each in DocumentState if each.value == self.state.data), None)


class DocumentForm(Form):
    """A document of the office."""

    number = CleanStringField(
        lazy_gettext("Number and sign"),
        [DataRequired(lazy_gettext("Give the number, as it stands on the document.")), Length(max=60)],
    )
    name_vi = CleanStringField(
        lazy_gettext("Name in Vietnamese"),
        [DataRequired(lazy_gettext("Give the name of the document.")), Length(max=400)],
    )
    name_en = CleanStringField(lazy_gettext("Name in English"), [Optional(), Length(max=400)])
    issued_on = DateField(lazy_gettext("Day of issue"), [Optional()], format=DAYS)
    effective_on = DateField(lazy_gettext("In force from"), [Optional()], format=DAYS)
    unconfirmed = BooleanField(lazy_gettext("A specialist still has to confirm what is said here"))

    @classmethod
    def of(cls, document: Document) -> Self:
        """The form as a document fills it, where nothing was sent."""
        form = cls(obj=document)
        if not form.is_submitted():
            form.unconfirmed.data = document.confidence != CERTAIN
        return form

    @property
    def facts(self) -> DocumentFacts:
        """What was filled in."""
        return DocumentFacts(
            number=self.number.data,
            name_vi=self.name_vi.data,
            name_en=self.name_en.data or "",
            issued_on=self.issued_on.data,
            effective_on=self.effective_on.data,
            unconfirmed=self.unconfirmed.data,
        )


class EndForm(Form):
    """How a document ended."""

    ended_on = DateField(
        lazy_gettext("First day on which it is no longer in force"), [Optional()], format=DAYS
    )
    replaced_by_id = SelectField(
        lazy_gettext("Replaced by"), [Optional()], coerce=lambda value: int(value) if value else None
    )


class ClauseForm(Form):
    """A passage of a document of the office."""

    article = CleanStringField(
        lazy_gettext("Article or subject"),
        [DataRequired(lazy_gettext("Say which article or subject it is.")), Length(max=60)],
    )
    effective_on = DateField(
        lazy_gettext("Holds from"),
        [InputRequired(lazy_gettext("Give the first day on which it holds."))],
        format=DAYS,
    )
    summary = TextAreaField(
        lazy_gettext("What it says, in our own words"),
        [DataRequired(lazy_gettext("Say in a sentence or two what it says.")), Length(max=1000)],
        filters=[lambda text: clean(text or "")],
    )

    @property
    def facts(self) -> ClauseFacts:
        """What was filled in."""
        return ClauseFacts(self.article.data, self.effective_on.data, self.summary.data)


class NewVersionForm(ClauseForm):
    """What a passage says from a day on; which passage it is stands fast."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.article

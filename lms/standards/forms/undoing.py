"""What is filled in to void evidence, and to say that an ability ended."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from flask_babel import lazy_gettext
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.base.messages import message
from lms.standards.forms.fields import DAYS, offer, offer_rows
from lms.standards.models import Competency
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said


class VoidReason(StrEnum):
    """Why a row of evidence was never right."""

    WRONG_ENTRY = "wrong_entry"
    WRONG_PERSON = "wrong_person"
    FORGED = "forged"
    UNREADABLE = "unreadable"
    PROVES_OTHER = "proves_other"


REASONS = {
    VoidReason.WRONG_ENTRY: message("It was entered wrongly"),
    VoidReason.WRONG_PERSON: message("It is of somebody else"),
    VoidReason.FORGED: message("The document is forged or not valid"),
    VoidReason.UNREADABLE: message("The photo cannot be read"),
    VoidReason.PROVES_OTHER: message("The document does not prove this"),
}


class VoidForm(Form):
    """Why a row was never right."""

    reason = RadioField(
        lazy_gettext("Why it is wrong"), [InputRequired(lazy_gettext("Choose why it is wrong."))]
    )
    more = CleanStringField(lazy_gettext("What happened with it"), [Optional(), Length(max=200)])

    @classmethod
    def fresh(cls) -> Self:
        """The form with its reasons."""
        form = cls()
        offer(form.reason, REASONS)
        return form

    @property
    def note(self) -> str:
        """The reason as it is kept: its word, and what was added to it."""
        reason = VoidReason(self.reason.data).value
        return f"{reason}: {self.more.data}" if self.more.data else reason


def void_words(note: str) -> str:
    """Why a row was voided, in the language of the page; what was written otherwise stays as it is."""
    word, colon, more = note.partition(": ")
    return f"{said(REASONS[VoidReason(word)])}{colon}{more}" if word in set(VoidReason) else note


class LapseForm(Form):
    """From which day an ability no longer counts, and by which paper."""

    competency = SelectField(lazy_gettext("Competency"), [InputRequired()], coerce=int)
    day = DateField(
        lazy_gettext("Day on which it ended"),
        [InputRequired(lazy_gettext("Give the day on which it ended."))],
        format=DAYS,
    )
    note = CleanStringField(
        lazy_gettext("Document that ends it, and why"),
        [DataRequired(lazy_gettext("Say by which document it ended.")), Length(max=300)],
    )

    @classmethod
    def of(cls, shown: Iterable[Competency]) -> Self:
        """The form with what she has shown."""
        form = cls()
        offer_rows(form.competency, [(each.id, named(each)) for each in shown])
        return form

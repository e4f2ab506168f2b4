"""Fields and choices that the forms of the standard share."""

import hashlib
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext
from wtforms import DateField, HiddenField, SelectField
from wtforms.validators import InputRequired

from lms.base.messages import Message, message
from lms.people.models import Level, Role
from lms.standards.models import Validity, Window
from lms.web.filters import named
from lms.web.forms import Form
from lms.web.i18n import said

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # as browsers send them, and as people type them

LEVELS = {
    Level.CENTRAL: message("central"),
    Level.PROVINCE: message("province"),
    Level.DISTRICT: message("district"),
    Level.COMMUNE: message("commune"),
    Level.HAMLET: message("hamlet"),
}
VALIDITIES = {
    Validity.NONE: message("without an end"),
    Validity.MONTHS: message("for a number of months"),
    Validity.CALENDAR_YEAR: message("until the end of the year in which it was shown"),
    Validity.FIXED: message("until a fixed day of the year"),
    Validity.UNTIL_CLAUSE_CHANGE: message("until a rule that must be known changes"),
}
WINDOWS = {
    Window.ON_DATE: message("held on the day asked about"),
    Window.IN_YEAR: message("shown in the year asked about"),
}


class WeighedForm(Form):
    """A form whose effect is looked at before it is written: sent once it shows what it would do, sent again
    unchanged it is written."""

    looked = HiddenField()

    @property
    def was_looked_at(self) -> bool:
        """Whether somebody saw what exactly this would do."""
        return bool(self.looked.data) and self.looked.data == self._seal()

    def look(self) -> None:
        """Remember that what stands in the form is being looked at."""
        self.looked.data = self._seal()

    def _seal(self) -> str:
        filled = {name: value for name, value in self.data.items() if name not in ("looked", "csrf_token")}
        return hashlib.sha256(repr(sorted(filled.items())).encode()).hexdigest()


class EndingForm(WeighedForm):
    """The day from which something no longer holds."""

    valid_until = DateField(
        lazy_gettext("First day on which it no longer holds"),
        [InputRequired(lazy_gettext("Give the first day on which it no longer holds."))],
        format=DAYS,
    )


def key_or_none(value: Any) -> int | None:
    """The key in a choice; None for the choice of none."""
    return int(value) if value not in (None, "", "None") else None


def role_name(role: Role) -> str:
    """A role in words: the staff kind, and the level at which it works."""
    return f"{named(role.staff_kind)} ({said(LEVELS[role.level])})"


def offer(field: SelectField, words: dict[Any, Message]) -> None:
    """Let a field offer these words, each with its sentence."""
    field.choices = [(each.value, said(sentence)) for each, sentence in words.items()]


def offer_rows(field: SelectField, rows: Iterable[tuple[int | str, str]], none: str | None = None) -> None:
    """Let a field offer these rows by key and name; ``none`` is the choice of none of them."""
    field.choices = ([("", none)] if none is not None else []) + list(rows)

"""Fields that several forms of activities use."""

from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import DateField, Field

from lms.activities.models import Half
from lms.activities.rules.planning import HalfDayKey
from lms.base.cells import WrongValue, day_of
from lms.base.messages import Message
from lms.web.i18n import said


class DayField(DateField):  # type: ignore[misc]
    """A day, as browsers send it or as people type it; one that no calendar has is named."""

    data: Any

    def process_formdata(self, values: list[str]) -> None:
        """Read the day that was given."""
        try:
            self.data = day_of(values[0]) if values else None
        except WrongValue as wrong:
            self.data = None
            raise ValueError(said(wrong.message)) from wrong


class HalfDaysField(Field):  # type: ignore[misc]
    """Mornings and afternoons, ticked day by day; beside the ticks stand the days that were shown."""

    data: list[HalfDayKey] | None
    shown: frozenset[date] = frozenset()

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        """Read the ticks, and which days were there to be ticked."""
        super().process(formdata, *rest, **more)
        days = formdata.getlist(f"{self.name}-shown") if formdata else []
        try:
            self.shown = frozenset(date.fromisoformat(day) for day in days)
        except ValueError:
            self.shown = frozenset()

    def process_formdata(self, values: list[str]) -> None:
        """Read ticks like ``2022-06-14:morning``."""
        pairs = [each.partition(":") for each in values]
        try:
            self.data = [(date.fromisoformat(day), Half(half)) for day, _, half in pairs]
        except ValueError as wrong:
            self.data = None
            raise ValueError(gettext("A half-day could not be read.")) from wrong


def choices(named: dict[Any, Message], *, empty: str | None = None) -> list[tuple[str, str]]:
    """The choices of a select field: words and what they are called; first what stands for none."""
    return ([] if empty is None else [("", empty)]) + [
        (str(word), said(name)) for word, name in named.items()
    ]


def key_or_none(value: Any) -> int | None:
    """The key in a choice; None for the choice of none."""
    return int(value) if value not in (None, "", "None") else None

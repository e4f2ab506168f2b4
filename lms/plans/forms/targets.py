"""Targets as people fill them in: a unit's own, and those of the units below."""

import re
from decimal import Decimal
from typing import Self

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms.base.text import clean
from lms.plans.forms.figures import FigureField, figure_of, written
from lms.plans.rules.handing_down import MOST_PEOPLE, Figure, Given
from lms.standards.models import Target
from lms.web.forms import CleanStringField, Form

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")


class TargetForm(Form):
    """The target of a unit for a year."""

    number = IntegerField(lazy_gettext("Number of people"), [Optional(), NumberRange(1, MOST_PEOPLE)])
    share = FigureField(lazy_gettext("Share in percent"), [Optional(), NumberRange(Decimal("0.01"), 100)])
    document = CleanStringField(
        lazy_gettext("Number of the document that sets it"),
        [InputRequired(lazy_gettext("Give the number of the decision or plan.")), Length(max=60)],
    )
    note = CleanStringField(lazy_gettext("Note"), [Optional(), Length(max=300)])

    @classmethod
    def of(cls, target: Target | None) -> Self:
        """The form as the unit's own target fills it."""
        if target is None:
            return cls()
        return cls(
            data={
                "number": target.number,
                "share": target.threshold,
                "document": target.document.number,
                "note": target.note,
            }
        )

    @property
    def figure(self) -> Figure:
        """What is to be reached."""
        return Figure(self.number.data, self.share.data)


class HandDownForm(Form):
    """One document, and a figure for each unit below; the figures stand beside it, by unit."""

    measure = RadioField(lazy_gettext("The figures are"), [InputRequired()])
    document = CleanStringField(
        lazy_gettext("Number of the document that hands it down"),
        [InputRequired(lazy_gettext("Give the number of the decision or plan.")), Length(max=60)],
    )

    @classmethod
    def of(cls, given: list[Given], target: Target | None) -> Self:
        """The form; people or percent as the figures below, else as the unit's own."""
        own = [each.target for each in given if each.target]
        model = own[0] if own else target
        by_share = model is not None and model.number is None and model.threshold is not None
        form = cls(
            data={
                "measure": "share" if by_share else "number",
                "document": own[0].document.number if own else "",
            }
        )
        form.measure.choices = [
            ("number", gettext("numbers of people")),
            ("share", gettext("shares in percent")),
        ]
        form.typed = {
            each.unit.id: request.form.get(f"figure-{each.unit.id}", "")
            if form.is_submitted()
            else _shown(each.target, by_share=by_share)
            for each in given
        }
        form.wrong = {}
        return form

    typed: dict[int, str]
    """What stands in the field of each unit."""
    wrong: dict[int, str]
    """What is wrong with it, by unit."""

    def figures(self) -> dict[int, Figure | None]:
        """The figure for each unit; None where its field was left empty. Fills ``wrong``."""
        found: dict[int, Figure | None] = {}
        for unit_id, words in self.typed.items():
            try:
                found[unit_id] = self._figure(clean(words).removesuffix("%").strip())
            except ValueError as wrong:
                self.wrong[unit_id] = str(wrong)
        return found

    def _figure(self, words: str) -> Figure | None:
        if not words:
            return None
        if self.measure.data == "share":
            return Figure(share=figure_of(words))
        number = figure_of(words.replace(".", "") if _THOUSANDS.fullmatch(words) else words)
        if number != number.to_integral_value():
            raise ValueError(gettext("People are counted in whole numbers."))
        return Figure(number=int(number))


def _shown(target: Target | None, *, by_share: bool) -> str:
    figure = None if target is None else target.threshold if by_share else target.number
    return "" if figure is None else written(Decimal(figure))

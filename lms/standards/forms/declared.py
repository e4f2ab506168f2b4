"""What is filled in to find declarations and to confirm many of them at once."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, Length, Optional

from lms.places.models import Unit
from lms.standards.forms.fields import key_or_none, offer_rows
from lms.standards.models import Competency
from lms.standards.queries.declared import Wanted
from lms.web.asking import row_key
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form

NOWHERE = "0"  # stands for people without a post that has a place


class FindDeclaredForm(Form):
    """By what the list is narrowed; it changes nothing."""

    class Meta(Form.Meta):
        """A question needs no token."""

        csrf = False

    unit = SelectField(lazy_gettext("Unit"), [Optional()], default="")
    competency = SelectField(lazy_gettext("Competency"), [Optional()], coerce=key_or_none)
    document = CleanStringField(lazy_gettext("Document that was declared"), [Optional(), Length(max=100)])

    @classmethod
    def of(cls, sent: Any, units: Mapping[str, str], competencies: list[Competency]) -> Self:
        """The question as it was sent, in the address or with a form; ``units`` are names by key."""
        form = cls(sent)
        offer_rows(form.unit, list(units.items()), gettext("Every unit"))
        offer_rows(
            form.competency, [(each.id, named(each)) for each in competencies], gettext("Every competency")
        )
        form.document.data = (form.document.data or "")[:100]
        return form

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        unit = self.unit.data
        units = frozenset({_unit_key(unit)}) if unit else frozenset[int | None]()
        return Wanted(units, self.competency.data, self.document.data or "")


class ConfirmManyForm(Form):
    """The document that somebody has seen, and what it proves."""

    evidence = HiddenField()
    document = CleanStringField(
        lazy_gettext("Document that you have seen"),
        [DataRequired(lazy_gettext("Give the number of the document.")), Length(max=200)],
    )

    @property
    def chosen(self) -> frozenset[int]:
        """The keys of the declarations."""
        return keys_in((self.evidence.data or "").split())


def keys_in(words: list[str]) -> frozenset[int]:
    """The keys among some words; what is none is left out."""
    found = set()
    for word in words:
        try:
            found.add(row_key(word))
        except ValueError:
            continue
    return frozenset(found)


def unit_keys_in(words: list[str]) -> frozenset[int | None]:
    """The keys of units among some words; None for people without a post that has a place."""
    return frozenset(_unit_key(word) for word in words if word == NOWHERE or keys_in([word]))


def key_of(unit: Unit | None) -> str:
    """How a form names a unit."""
    return str(unit.id) if unit else NOWHERE


def _unit_key(word: str) -> int | None:
    return None if word == NOWHERE else next(iter(keys_in([word])), -1)

"""What is filled in to name a competency."""

from collections.abc import Sequence
from typing import Self

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.standards.forms.fields import DAYS, key_or_none, offer_rows
from lms.standards.models import Clause, Competency, ScaleLevel
from lms.standards.queries import clauses_kept, other_documents, scale_levels
from lms.standards.rules.proposing import CompetencyFacts
from lms.web.asking import row_key
from lms.web.filters import named
from lms.web.forms import TICKS, CleanStringField, Form


class CompetencyForm(Form):
    """Something that can be shown by evidence."""

    code = CleanStringField(
        lazy_gettext("Short code"), [DataRequired(lazy_gettext("Give a short code.")), Length(max=40)]
    )
    name_vi = CleanStringField(
        lazy_gettext("Name in Vietnamese"), [DataRequired(lazy_gettext("Give the name.")), Length(max=300)]
    )
    name_en = CleanStringField(lazy_gettext("Name in English"), [Optional(), Length(max=300)])
    scale = SelectField(lazy_gettext("Scale of its levels"))
    document = SelectField(lazy_gettext("Document it comes from"), coerce=key_or_none)
    valid_from = DateField(
        lazy_gettext("Used from"),
        [InputRequired(lazy_gettext("Give the first day on which it holds."))],
        format=DAYS,
    )
    clauses = SelectMultipleField(lazy_gettext("Rules that must be known"), coerce=row_key, **TICKS)

    @classmethod
    def of(cls, competency: Competency | None = None) -> Self:
        """The form with its choices, filled with the competency where nothing was sent."""
        form = cls()
        form.scale.choices = _scales(scale_levels())
        offer_rows(form.document, [(each.id, each.number) for each in other_documents(0)], gettext("none"))
        offer_rows(form.clauses, [(each.id, _clause(each)) for each in clauses_kept()])
        if competency is None:
            return form
        form.code.data, form.valid_from.data = competency.code, competency.valid_from
        if not form.is_submitted():
            form.name_vi.data, form.name_en.data = competency.name_vi, competency.name_en
            form.scale.data, form.document.data = competency.scale, competency.document_id
            form.clauses.data = [each.id for each in competency.clauses]
        return form

    @property
    def facts(self) -> CompetencyFacts:
        """What was filled in."""
        return CompetencyFacts(
            code=self.code.data,
            name_vi=self.name_vi.data,
            name_en=self.name_en.data or "",
            scale=self.scale.data,
            document_id=self.document.data,
            valid_from=self.valid_from.data,
            clause_ids=tuple(self.clauses.data or ()),
        )


def _scales(levels: Sequence[ScaleLevel]) -> list[tuple[str, str]]:
    names: dict[str, list[str]] = {}
    for level in levels:
        names.setdefault(level.scale, []).append(named(level))
    return [(scale, " – ".join(each)) for scale, each in names.items()]


def _clause(clause: Clause) -> str:
    return f"{clause.document.number}, {clause.article}, {clause.effective_on:%d/%m/%Y}"

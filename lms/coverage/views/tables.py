"""The head's table as a page, as a heat table and as a workbook."""

from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from lms.base import clock
from lms.coverage.formats.wording import heading, reconciliation, row_name
from lms.coverage.formats.workbook import as_workbook, file_name
from lms.coverage.forms import CoverageForm, TableForm
from lms.coverage.models import Table
from lms.coverage.queries.naming import details, roles_by_id, units_by_id
from lms.coverage.rules.arranging import arranged
from lms.coverage.rules.choosing import unit_of_today
from lms.coverage.rules.tabulating import table_of
from lms.coverage.views import coverage
from lms.coverage.views.choosing import Asked, asked
from lms.coverage.views.noting import note
from lms.staffing.queries import confirmed_units
from lms.standards.queries import requirements_on
from lms.web.access import Permission, asker, requires
from lms.web.charts import bar_height
from lms.web.files import sent

WORDING = {
    "heading": heading,
    "row_name": row_name,
    "reconciliation": reconciliation,
}


@coverage.get("/coverage")
@requires(Permission.COVERAGE_SEE)
def table() -> str:
    """What lies below a unit × requirements, on any day."""
    return _shown("coverage/table.html", asked(TableForm))


@coverage.get("/coverage/heat")
@requires(Permission.COVERAGE_SEE)
def heat() -> str:
    """The same at a glance: every share as a coloured bar, for a wall and for paper."""
    return _shown("coverage/heat.html", asked(TableForm), bar_height=bar_height)


@coverage.get("/coverage/workbook")
@requires(Permission.COVERAGE_SEE)
def workbook() -> Response:
    """The same as a file, with the names behind the numbers; the export is noted."""
    return workbook_of(asked(CoverageForm))


def workbook_of(question: Asked[Any]) -> Response:
    """The file that an address asks for; noted before its names are read."""
    note(asker().id, f"coverage workbook {question.unit.code} {question.day}", exported=True)
    people = details(question.scene())
    units = units_by_id({each.unit_id for each in people if each.unit_id is not None})
    table = table_asked(question)
    data = as_workbook(table, people, units, roles_by_id(), requirements_on(question.day), question.counted)
    return sent(data, "xlsx", file_name(question.unit, question.day))


def table_asked(question: Asked[Any]) -> Table:
    """The table that an address asks for."""
    form = question.form
    return table_of(
        question.unit,
        question.day,
        split=form.split.data,
        among=question.among,
        tree=question.tree,
        only=form.only.data or "",
    )


def _shown(template: str, question: Asked[TableForm], **more: Any) -> str:
    found = table_asked(question)
    by = question.form.by()
    return render_template(
        template,
        asked=question,
        table=found,
        rows=arranged(found, by),
        by=by,
        confirmed=confirmed_units(question.unit, question.unit_day),
        is_future=question.day > clock.today(),
        is_past=question.day < clock.today(),
        today_unit=unit_of_today(asker(), question.unit),
        wording=WORDING,
        **more,
    )

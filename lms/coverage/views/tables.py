"""The head's table as a page and as a workbook."""

import io

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from lms.base import clock
from lms.coverage.formats.wording import heading, reconciliation, row_name
from lms.coverage.formats.workbook import as_workbook, file_name
from lms.coverage.forms import CoverageForm
from lms.coverage.queries.naming import details, roles_by_id, units_by_id
from lms.coverage.rules.choosing import path_to
from lms.coverage.rules.tabulating import scene_of, table_of
from lms.coverage.views import coverage
from lms.coverage.views.choosing import day_asked, unit_asked
from lms.coverage.views.noting import note
from lms.places.models import Unit
from lms.standards.queries import requirements_on
from lms.web.access import Permission, asker, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@coverage.get("/coverage")
@requires(Permission.COVERAGE_SEE)
def table() -> str:
    """Units below the one asked for × requirements, on any day."""
    form = CoverageForm(request.args)
    unit = unit_asked(form, asker())
    return render_template(
        "coverage/table.html",
        form=form,
        table=table_of(unit, day_asked(form), split=form.split.data),
        path=path_to(asker(), unit, day_asked(form)),
        is_future=day_asked(form) > clock.today(),
        wording={"heading": heading, "row_name": row_name, "reconciliation": reconciliation},
    )


@coverage.get("/coverage/workbook")
@requires(Permission.COVERAGE_SEE)
def workbook() -> Response:
    """The same as a file, with the names behind the numbers; the export is noted."""
    form = CoverageForm(request.args)
    unit = unit_asked(form, asker())
    note(asker().id, f"coverage workbook {unit.code} {day_asked(form)}", exported=True)
    return _sent(unit, form)


def _sent(unit: Unit, form: CoverageForm) -> Response:
    day = day_asked(form)
    people = details(scene_of(unit, day))
    units = units_by_id({each.unit_id for each in people if each.unit_id is not None})
    table = table_of(unit, day, split=form.split.data)
    data = as_workbook(table, people, units, roles_by_id(), requirements_on(day))
    return send_file(io.BytesIO(data), XLSX, as_attachment=True, download_name=file_name(unit, day))

"""The report of a year: the activities of a unit, their seats and the people behind them."""

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from lms.activities.rules.heading import head_for
from lms.base import clock
from lms.paper.drawing import drawn
from lms.places.models import Unit
from lms.plans.formats.year_paper import year_paper
from lms.plans.formats.year_workbook import year_workbook
from lms.plans.forms.year import YearForm
from lms.plans.rules.reporting import units_reported_by, year_report
from lms.plans.views.blueprint import plans
from lms.web.access import Permission, asker, requires
from lms.web.files import sent, shape_asked


@plans.get("/activities/year")
@requires(Permission.ACTIVITIES_RUN)
def year() -> str:
    """The activities of a year of a unit, as its report will say them; it names nobody."""
    return _page(*_asked())


@plans.get("/activities/year/report")
@requires(Permission.ACTIVITIES_RUN)
def year_file() -> Response | tuple[str, int]:
    """The same as a file: ``as`` is pdf, docx or xlsx."""
    form, unit, units = _asked()
    shape = shape_asked()
    if form.errors:
        return _page(form, unit, units), 422
    report = year_report(unit, form.year.data)
    name = f"bao-cao-hoat-dong-nam-{form.year.data}-{unit.name}"
    if shape == "xlsx":
        return sent(year_workbook(report), shape, name)
    return sent(drawn(shape, lambda: year_paper(report, form.frame)), shape, name)


def _page(form: YearForm, unit: Unit, units: list[Unit]) -> str:
    paper = year_paper(year_report(unit, form.year.data), form.frame)
    return render_template("plans/year.html", form=form, unit=unit, units=units, paper=paper)


def _asked() -> tuple[YearForm, Unit, list[Unit]]:
    """The year in the address, else this one; the unit in the address, else the asker's highest."""
    form = YearForm(request.args)
    units = units_reported_by(asker(), clock.today())
    if not units:
        abort(404)
    unit = next((each for each in units if each.id == form.unit.data), None) if form.unit.data else units[0]
    if unit is None:
        abort(404)
    form.unit.data = unit.id
    form.fill(head_for(asker(), unit, clock.today()))
    if form.year.data is None or form.year.errors:
        form.year.data = clock.today().year
    return form, unit, units

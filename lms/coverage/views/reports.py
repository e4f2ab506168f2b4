"""Reports to print, to edit and to compute with: of a unit on a day, and of its year. They name nobody."""

from typing import Any

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from lms.activities.forms.papers import HeadForm
from lms.activities.rules.heading import head_for
from lms.base import clock
from lms.coverage.formats.coverage_paper import coverage_paper
from lms.coverage.formats.report import as_csv, as_json
from lms.coverage.formats.workbook import file_name
from lms.coverage.formats.year_paper import year_paper
from lms.coverage.formats.year_workbook import year_workbook
from lms.coverage.forms import CoverageForm, YearReportForm
from lms.coverage.models import Table
from lms.coverage.rules.choosing import UnknownUnit, top_units, unit_for
from lms.coverage.rules.reporting import last_day_of, year_figures
from lms.coverage.views import coverage
from lms.coverage.views.choosing import Asked, asked
from lms.coverage.views.tables import table_asked, workbook_of
from lms.paper.drawing import drawn
from lms.paper.official import OfficialPaper
from lms.places.models import Unit
from lms.web.access import Permission, asker, requires
from lms.web.files import sent, shape_asked

DATA = ("csv", "json")


@coverage.get("/coverage/report")
@requires(Permission.COVERAGE_SEE)
def report() -> str:
    """The report of a unit on a day, as its files will say it."""
    question = asked(CoverageForm)
    return _report_page(question, _head(question.unit))


@coverage.get("/coverage/report/file")
@requires(Permission.COVERAGE_SEE)
def report_file() -> Response | tuple[str, int]:
    """The same as a file: ``as`` is pdf, docx, xlsx, csv or json. Only the workbook has names beside it."""
    question = asked(CoverageForm)
    shape = shape_asked(*DATA)
    if shape == "xlsx":
        return workbook_of(question)
    name = file_name(question.unit, question.day)
    if shape in DATA:
        return sent(_data(table_asked(question), shape), shape, name)
    form = _head(question.unit)
    if form.errors:
        return _report_page(question, form), 422
    table = table_asked(question)
    return sent(drawn(shape, lambda: _paper(table, question, form)), shape, name)


@coverage.get("/coverage/year-report")
@requires(Permission.COVERAGE_SEE)
def year_report() -> str:
    """The year of a unit: its workforce, its targets and its activities."""
    return _year_page(*_year_asked())


@coverage.get("/coverage/year-report/file")
@requires(Permission.COVERAGE_SEE)
def year_report_file() -> Response | tuple[str, int]:
    """The same as a file: ``as`` is pdf, docx or xlsx."""
    form, unit = _year_asked()
    shape = shape_asked()
    if form.errors:
        return _year_page(form, unit), 422
    figures = year_figures(unit, form.year.data)
    name = f"bao-cao-nam-{form.year.data}-{unit.name}"
    if shape == "xlsx":
        return sent(year_workbook(figures), shape, name)
    return sent(drawn(shape, lambda: year_paper(figures, form.frame)), shape, name)


def _head(unit: Unit) -> HeadForm:
    """What stands at the head and the foot: what the address says, else what is known of the asker."""
    form = HeadForm(request.args)
    form.fill(head_for(asker(), unit, clock.today()))
    return form


def _paper(table: Table, question: Asked[CoverageForm], form: HeadForm) -> OfficialPaper:
    return coverage_paper(table, form.frame, question.counted)


def _report_page(question: Asked[CoverageForm], form: HeadForm) -> str:
    return render_template(
        "coverage/reports/day.html",
        asked=question,
        form=form,
        paper=_paper(table_asked(question), question, form),
    )


def _data(table: Table, shape: str) -> bytes:
    return as_json(table) if shape == "json" else as_csv(table, semicolon="semicolon" in request.args)


def _year_asked() -> tuple[YearReportForm, Unit]:
    """The year in the address, else this one; the unit of its last day in the address, else the asker's
    highest."""
    form = YearReportForm(request.args)
    form.validate()
    if form.year.data is None or form.year.errors:
        form.year.data = clock.today().year
    unit = _unit_on(form.unit.data or "", form.year.data)
    form.unit.data = unit.code
    form.fill(head_for(asker(), unit, clock.today()))
    return form, unit


def _unit_on(code: str, year: int) -> Unit:
    day = last_day_of(year)
    if not code:
        tops = top_units(asker(), day)
        return tops[0] if tops else abort(404)
    try:
        return unit_for(asker(), code, day)
    except UnknownUnit:
        abort(404)


def _year_page(form: YearReportForm, unit: Unit) -> str:
    figures = year_figures(unit, form.year.data)
    more: dict[str, Any] = {"form": form, "unit": unit, "figures": figures}
    paper = year_paper(figures, form.frame)
    return render_template("coverage/reports/year.html", paper=paper, **more)

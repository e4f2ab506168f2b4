"""How the numbers of a unit went over twelve months or eight quarters."""

from flask import render_template

from lms.coverage.forms import TrendForm
from lms.coverage.rules.dating import Step, days_of
from lms.coverage.rules.trending import Series, trend_of
from lms.coverage.views import coverage
from lms.coverage.views.choosing import asked
from lms.staffing.queries import confirmed_units
from lms.web.access import Permission, requires
from lms.web.charts import LineChart, line_chart


@coverage.get("/coverage/trend")
@requires(Permission.COVERAGE_SEE)
def trend() -> str:
    """A small chart for each requirement, and all their numbers."""
    question = asked(TrendForm)
    step = Step(question.form.by.data)
    found = trend_of(days_of(question.day, step), question.scene, question.form.only.data or "")
    return render_template(
        "coverage/trend.html",
        asked=question,
        step=step,
        Step=Step,
        trend=found,
        charts=[_chart(series) for series in found.series],
        confirmed=confirmed_units(question.unit, question.unit_day),
    )


def _chart(series: Series) -> LineChart:
    shares = [None if cell.percent is None else float(cell.percent) for cell in series.cells]
    threshold = series.cells[-1].threshold
    return line_chart(shares, None if threshold is None else float(threshold))

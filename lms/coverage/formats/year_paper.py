"""The report of a year as an administrative paper: workforce, targets, units, activities. No names."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.coverage.formats.coverage_paper import how_it_counts, places_grids, totals_grid, totals_line
from lms.coverage.models import YearFigures
from lms.paper.official import Block, Column, Frame, OfficialPaper, Section, Table, Text
from lms.places.rules.naming import full_name
from lms.plans.formats.year_paper import activities_table, groups_table, how_seats_count, people_table
from lms.standards.forms.fields import role_name
from lms.web.filters import count, day, named


def year_paper(figures: YearFigures, frame: Frame) -> OfficialPaper:
    """The year of a unit as a report."""
    subject = _(
        "On training and professional work of the population workforce in %(year)d of %(unit)s",
        year=figures.year,
        unit=full_name(figures.unit),
    )
    return frame.around(_("REPORT"), subject, _body(figures), wide=True)


def _body(figures: YearFigures) -> Iterator[Block]:
    yield Text(_("Figures of the day %(day)s.", day=day(figures.day)))
    yield Section(_("I. Workforce"))
    yield staff_grid(figures)
    if figures.without_officer:
        without, of = figures.without_officer
        yield Text(
            _(
                "Communes without a population officer: %(without)s of %(of)s.",
                without=count(without),
                of=count(of),
            )
        )
    yield Section(_("II. Results against the targets"))
    yield totals_grid(totals_line(named(each.requirement), each.target, each.cell) for each in figures.lines)
    yield how_it_counts()
    yield Section(_("III. By unit"))
    yield from places_grids(figures.table)
    yield Section(_("IV. Activities of the year"))
    yield from _activities(figures)
    yield Text(_("This is the report on the year.") + "/.")


def staff_grid(figures: YearFigures) -> Table:
    """How many people serve in each role; below, everybody once."""
    columns = [Column(_("Staff kind and level"), 8), Column(_("People"), 2, "right")]
    rows = [[role_name(each.role), count(each.people)] for each in figures.staff]
    return Table(columns, rows, [[_("People, each once"), count(figures.table.total.people)]])


def _activities(figures: YearFigures) -> Iterator[Block]:
    if not figures.activities.lines:
        yield Text(_("No activity was planned or held in %(year)d.", year=figures.year))
        return
    yield activities_table(figures.activities)
    yield Section(_("V. Seats and people"))
    yield people_table(figures.activities)
    yield Section(_("VI. By group of solutions"))
    yield groups_table(figures.activities)
    yield how_seats_count()

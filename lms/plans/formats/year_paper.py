"""The report of a year's activities as an administrative paper."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.activities.formats.wording import counted, days_of, decimal, group_name, titled, unknown
from lms.activities.models import SOLUTION_GROUPS, ActivityState
from lms.base import clock
from lms.paper.official import Block, Column, Frame, Note, OfficialPaper, Section, Table, Text
from lms.places.rules.naming import full_name
from lms.plans.models.year_report import YearLine, YearReport
from lms.web.filters import count
from lms.web.i18n import said


def year_paper(report: YearReport, frame: Frame) -> OfficialPaper:
    """What was held, by whom, with how many seats and people; then by group of solutions."""
    subject = _(
        "On training and professional activities in %(year)d of %(unit)s",
        year=report.year,
        unit=full_name(report.unit),
    )
    return frame.around(_("REPORT"), subject, _body(report), wide=True)


def _body(report: YearReport) -> Iterator[Block]:
    yield Section(_("I. Activities of the year"))
    if not report.lines:
        yield Text(_("No activity was planned or held in %(year)d.", year=report.year))
        return
    yield activities_table(report)
    yield how_seats_count()
    yield Section(_("II. Seats and people"))
    yield people_table(report)
    if report.sums.is_known:
        yield Text(_("On average %(mean)s people came to an activity.", mean=decimal(report.mean_seats)))
    yield Section(_("III. By group of solutions"))
    yield groups_table(report)
    yield Text(_("This is the report on the activities of the year.") + "/.")


def how_seats_count() -> Note:
    """What seats and people of a report mean."""
    return Note(
        _(
            "Seats count everybody who came to each activity; people count once, however often they came. "
            "Guests are counted as seats only. Figures stand only where attendance has been closed."
        )
    )


def activities_table(report: YearReport) -> Table:
    """A line for each activity; the seats of all of them, and the people behind the seats, below."""
    kinds = report.sums.kinds
    columns = [
        Column(_("No."), 1, "center"),
        Column(_("Days"), 2.6),
        Column(_("Activity"), 8),
        Column(_("Organiser"), 4),
        *(Column(group_name(kind, None), 2.2, "right") for kind in kinds),
        Column(_("Guests"), 1.8, "right"),
        Column(_("Total"), 2, "right"),
    ]
    rows = [
        [
            str(number),
            days_of(line.activity),
            titled(line.activity),
            line.activity.organiser.name if line.activity.organiser else "—",
            *_numbers(report, line),
        ]
        for number, line in enumerate(report.lines, 1)
    ]
    seats = ["", "", _("Total (seats)"), "", *(count(report.sums.seats_of(kind)) for kind in kinds)]
    people = ["", "", _("People, each once"), "", *(count(report.sums.persons_of(kind)) for kind in kinds)]
    return Table(
        columns,
        rows,
        [
            [
                *seats,
                counted(report.sums.guests, report.sums.is_known),
                counted(report.sums.all, report.sums.is_known),
            ],
            [*people, "—", counted(report.sums.persons, report.sums.is_known)],
        ],
    )


def people_table(report: YearReport) -> Table:
    """Seats and people side by side, by kind of staff; guests apart."""
    columns = [
        Column(_("Who"), 7),
        Column(_("Seats taken"), 3, "right"),
        Column(_("People, each once"), 3, "right"),
    ]
    rows = [
        [group_name(kind, None), count(report.sums.seats_of(kind)), count(report.sums.persons_of(kind))]
        for kind in report.sums.kinds
    ]
    return Table(
        columns,
        rows,
        [
            [
                _("Staff"),
                counted(report.sums.seats, report.sums.is_known),
                counted(report.sums.persons, report.sums.is_known),
            ],
            [_("Guests"), counted(report.sums.guests, report.sums.is_known), "—"],
        ],
    )


def groups_table(report: YearReport) -> Table:
    """How many activities, and seats, stand under each group of solutions."""
    columns = [
        Column(_("Group of solutions"), 8),
        Column(_("Activities"), 2, "right"),
        Column(_("Seats of staff"), 2.5, "right"),
        Column(_("Seats of guests"), 2.5, "right"),
    ]
    rows = [
        [
            said(SOLUTION_GROUPS[group]) if group else _("Under no group"),
            count(len(lines)),
            *_sums([line for line in lines if line.sums.is_known]),
        ]
        for group, lines in report.by_group.items()
    ]
    total = [
        _("Total"),
        count(len(report.lines)),
        counted(report.sums.seats, report.sums.is_known),
        counted(report.sums.guests, report.sums.is_known),
    ]
    return Table(columns, rows, [total])


def _sums(lines: list[YearLine]) -> list[str]:
    if not lines:
        return [unknown(), unknown()]
    return [count(sum(line.sums.seats for line in lines)), count(sum(line.sums.guests for line in lines))]


def _numbers(report: YearReport, line: YearLine) -> list[str]:
    """The seats of a line; where they are not known, the last cell says why and the others nothing."""
    if not line.sums.is_known:
        return ["—"] * (len(report.sums.kinds) + 1) + [why_unknown(line)]
    seats = [line.sums.seats_of(kind) for kind in report.sums.kinds]
    return [count(number) for number in (*seats, line.sums.guests, line.sums.all)]


def why_unknown(line: YearLine) -> str:
    """Why an activity has no numbers."""
    if line.activity.valid_from > clock.today():
        return str(_("still to come"))
    if line.activity.state is ActivityState.PLANNED and line.listed:
        return str(_("not closed yet"))
    return unknown()

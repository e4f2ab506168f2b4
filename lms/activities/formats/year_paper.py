"""The report of a year's activities as an administrative paper."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.activities.formats.wording import counted, days_of, group_name, titled, unknown
from lms.activities.models import SOLUTION_GROUPS, ActivityState
from lms.activities.models.report import YearLine, YearReport
from lms.base import clock
from lms.paper.official import (
    Block,
    Column,
    Letterhead,
    Note,
    OfficialPaper,
    Section,
    Signature,
    Table,
    Text,
)
from lms.places.rules.naming import full_name
from lms.web.filters import count
from lms.web.i18n import said


def year_paper(
    report: YearReport, letterhead: Letterhead, signature: Signature, recipients: list[str]
) -> OfficialPaper:
    """What was held, by whom, with how many seats and people; then by group of solutions."""
    return OfficialPaper(
        title=_("REPORT"),
        subject=_(
            "On training and professional activities in %(year)d of %(unit)s",
            year=report.year,
            unit=full_name(report.unit),
        ),
        body=list(_body(report)),
        letterhead=letterhead,
        signatures=[signature],
        recipients=recipients,
        wide=True,
    )


def _body(report: YearReport) -> Iterator[Block]:
    yield Section(_("I. Activities of the year"))
    if not report.lines:
        yield Text(_("No activity was planned or held in %(year)d.", year=report.year))
        return
    yield activities_table(report)
    yield Note(
        _(
            "Seats count everybody who came to each activity; people count once, however often they came. "
            "Guests are counted as seats only. Figures stand only where attendance has been closed."
        )
    )
    yield Section(_("II. Seats and people"))
    yield people_table(report)
    yield Section(_("III. By group of solutions"))
    yield groups_table(report)
    yield Text(_("This is the report on the activities of the year.") + "/.")


def activities_table(report: YearReport) -> Table:
    """A line for each activity; the seats of all of them, and the people behind the seats, below."""
    kinds = report.staff_kinds
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
    seats = ["", "", _("Total (seats)"), "", *(count(report.seats_of(kind)) for kind in kinds)]
    people = ["", "", _("People, each once"), "", *(count(report.persons_of(kind)) for kind in kinds)]
    return Table(
        columns,
        rows,
        [
            [
                *seats,
                counted(report.guests, report.is_counted),
                counted(report.seats + report.guests, report.is_counted),
            ],
            [*people, "—", counted(report.everybody, report.is_counted)],
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
        [group_name(kind, None), count(report.seats_of(kind)), count(report.persons_of(kind))]
        for kind in report.staff_kinds
    ]
    return Table(
        columns,
        rows,
        [
            [
                _("Staff"),
                counted(report.seats, report.is_counted),
                counted(report.everybody, report.is_counted),
            ],
            [_("Guests"), counted(report.guests, report.is_counted), "—"],
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
            *_sums([line for line in lines if line.is_counted]),
        ]
        for group, lines in report.by_group.items()
    ]
    total = [
        _("Total"),
        count(len(report.lines)),
        counted(report.seats, report.is_counted),
        counted(report.guests, report.is_counted),
    ]
    return Table(columns, rows, [total])


def _sums(lines: list[YearLine]) -> list[str]:
    if not lines:
        return [unknown(), unknown()]
    staff = sum(sum(line.seats.values()) for line in lines)
    return [count(staff), count(sum(line.guests for line in lines))]


def _numbers(report: YearReport, line: YearLine) -> list[str]:
    """The seats of a line; where they are not known, the last cell says why and the others nothing."""
    if not line.is_counted:
        return ["—"] * (len(report.staff_kinds) + 1) + [why_unknown(line)]
    seats = [line.seats.get(kind.id if kind else None, 0) for kind in report.staff_kinds]
    return [count(number) for number in (*seats, line.guests, line.total)]


def why_unknown(line: YearLine) -> str:
    """Why an activity has no numbers."""
    if line.activity.state is ActivityState.PLANNED:
        return str(_("still to come") if line.activity.valid_from > clock.today() else _("not closed yet"))
    return unknown()

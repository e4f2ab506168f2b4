"""Reports as Excel workbooks: numbers as numbers, days as days, text never a formula."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from lms.activities.formats.wording import group_name, last_day, unknown
from lms.activities.formats.year_paper import why_unknown
from lms.activities.models import KINDS, MARKS, QUESTIONS, SOLUTION_GROUPS
from lms.activities.models.report import ActivityReport, YearReport
from lms.base.spreadsheets import Column, Workbook
from lms.places.rules.naming import full_name
from lms.web.filters import day
from lms.web.i18n import said

COUNT = "#,##0"
MEAN = "0.0"


def activity_workbook(report: ActivityReport) -> bytes:
    """People, sums by kind, topics, and what participants thought: a sheet each."""
    book = Workbook()
    activity = report.activity
    about = [
        _("%(first)s to %(last)s", first=day(activity.valid_from), last=day(last_day(activity))),
        *([activity.place] if activity.place else []),
    ]
    _add_people(book, report, about)
    _add_groups(book, report, about)
    _add_topics(book, report, about)
    if report.questions:
        _add_questions(book, report, about)
    return book.data()


def _add_people(book: Workbook, report: ActivityReport, about: list[str]) -> None:
    topics = [line.topic for line in report.topics]
    columns = [
        Column(_("No."), 6),
        Column(_("Unit"), 28),
        Column(_("Full name"), 28),
        Column(_("Post or group"), 28),
        Column(_("Expected"), 10),
        Column(_("Came"), 10),
        Column(_("Half-days attended"), 10, COUNT),
        Column(_("Periods attended"), 10, COUNT),
        *(Column(_("Enough of: %(topic)s", topic=topic.title), 16) for topic in topics),
    ]
    known = report.is_counted
    rows: Iterator[list[Any]] = (
        [
            number,
            each.place,
            each.name,
            group_name(each.staff_kind, each.guest_group),
            _yes(each.planned),
            _yes(each.came) if known else None,
            len(each.present) if known else None,
            each.periods if known else None,
            *(_yes(topic.id in each.met) if known else None for topic in topics),
        ]
        for number, each in enumerate(report.participants, 1)
    )
    totals = [None, None, _("Total"), None, report.planned]
    if known:
        totals += [
            report.came,
            sum(len(each.present) for each in report.participants),
            sum(each.periods for each in report.participants),
            *(line.met for line in report.topics),
        ]
    else:
        totals.append(unknown())
    book.add_sheet(
        _("Participants"), columns, rows, title=report.activity.title, notes=about, totals=[totals]
    )


def _yes(fact: bool) -> str | None:
    return "x" if fact else None


def _add_groups(book: Workbook, report: ActivityReport, about: list[str]) -> None:
    columns = [Column(_("Who"), 40), Column(_("Expected"), 12, COUNT), Column(_("Came"), 12, COUNT)]
    known = report.is_counted
    rows = (
        [group_name(line.staff_kind, line.guest_group), line.planned, line.came if known else unknown()]
        for line in report.groups
    )
    guests = sum(line.planned for line in report.groups if line.guest_group)
    totals = [
        [_("Staff"), report.planned - guests, report.came - report.guests_came],
        [_("Guests"), guests, report.guests_came],
        [_("Total"), report.planned, report.came],
    ]
    if not known:
        totals = [[*line[:2], unknown()] for line in totals]
    book.add_sheet(_("By kind"), columns, rows, title=report.activity.title, notes=about, totals=totals)


def _add_topics(book: Workbook, report: ActivityReport, about: list[str]) -> None:
    columns = [
        Column(_("No."), 6),
        Column(_("Topic"), 60),
        Column(_("Theory (periods)"), 12, COUNT),
        Column(_("Practice (periods)"), 12, COUNT),
        Column(_("Total (periods)"), 12, COUNT),
        Column(_("Attended enough"), 12, COUNT),
        Column(_("Of those who came"), 12, COUNT),
    ]
    rows = [
        [
            line.topic.ordinal,
            line.topic.title,
            line.topic.theory,
            line.topic.practice,
            line.topic.theory + line.topic.practice,
            *([line.met, report.came] if report.is_counted else [unknown()]),
        ]
        for line in report.topics
    ]
    sums = [sum(row[number] for row in rows) for number in (2, 3, 4)]
    book.add_sheet(
        _("Topics"),
        columns,
        rows,
        title=report.activity.title,
        notes=about,
        totals=[[None, _("Total"), *sums]],
    )


def _add_questions(book: Workbook, report: ActivityReport, about: list[str]) -> None:
    columns = [
        Column(_("Statement"), 60),
        *(Column(f"{mark} – {said(name)}", 14, COUNT) for mark, name in MARKS.items()),
        Column(_("Mean"), 10, MEAN),
    ]
    rows = ([said(QUESTIONS[line.code]), *line.counts, line.mean] for line in report.questions)
    notes = [*about, _("Filled questionnaires: %(number)s.", number=report.sheets)]
    book.add_sheet(_("Questionnaire"), columns, rows, title=report.activity.title, notes=notes)


def year_workbook(report: YearReport) -> bytes:
    """The activities of a year with their seats; seats and people side by side."""
    book = Workbook()
    title = _("Activities in %(year)d", year=report.year)
    about = [full_name(report.unit)]
    _add_activities(book, report, title, about)
    columns = [
        Column(_("Who"), 40),
        Column(_("Seats taken"), 12, COUNT),
        Column(_("People, each once"), 12, COUNT),
    ]
    rows = (
        [group_name(kind, None), report.seats_of(kind), report.persons_of(kind)]
        for kind in report.staff_kinds
    )
    totals = [[_("Staff"), report.seats, report.everybody], [_("Guests"), report.guests]]
    if not report.is_counted:
        totals = [[_("Staff"), unknown(), unknown()]]
    book.add_sheet(_("Seats and people"), columns, rows, title=title, notes=about, totals=totals)
    return book.data()


def _add_activities(book: Workbook, report: YearReport, title: str, about: list[str]) -> None:
    columns = [
        Column(_("No."), 6),
        Column(_("First day"), 12),
        Column(_("Last day"), 12),
        Column(_("Kind"), 18),
        Column(_("Activity"), 50),
        Column(_("Organiser"), 34),
        Column(_("Group of solutions"), 34),
        *(Column(group_name(kind, None), 14, COUNT) for kind in report.staff_kinds),
        Column(_("Guests"), 10, COUNT),
        Column(_("Total"), 14, COUNT),
    ]
    width = len(report.staff_kinds) + 1
    rows: Iterator[list[Any]] = (
        [
            number,
            line.activity.valid_from,
            last_day(line.activity),
            said(KINDS[line.activity.kind]),
            line.activity.title,
            line.activity.organiser.name if line.activity.organiser else None,
            said(SOLUTION_GROUPS[line.activity.solution_group]) if line.activity.solution_group else None,
            *(
                (
                    *(line.seats.get(kind.id if kind else None, 0) for kind in report.staff_kinds),
                    line.guests,
                    line.total,
                )
                if line.is_counted
                else (*[None] * width, why_unknown(line))
            ),
        ]
        for number, line in enumerate(report.lines, 1)
    )
    lead: list[Any] = [None, None, None, None]
    seats = [report.seats_of(kind) for kind in report.staff_kinds]
    people = [report.persons_of(kind) for kind in report.staff_kinds]
    totals = [
        [*lead, _("Total (seats)"), None, None, *seats, report.guests, report.seats + report.guests],
        [*lead, _("People, each once"), None, None, *people, None, report.everybody],
    ]
    if not report.is_counted:
        totals = [[*lead, _("Total (seats)"), None, None, *[None] * width, unknown()]]
    book.add_sheet(_("Activities"), columns, rows, title=title, notes=about, totals=totals)

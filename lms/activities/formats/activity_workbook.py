"""The report of an activity as an Excel workbook: numbers as numbers, text never a formula."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from lms.activities.formats.wording import group_name, last_day, unknown
from lms.activities.models import MARKS, QUESTIONS
from lms.activities.models.report import ActivityReport
from lms.base.spreadsheets import Column, Workbook
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
    columns = [
        Column(_("No."), 6),
        Column(_("Unit"), 28),
        Column(_("Full name"), 28),
        Column(_("Post or group"), 28),
        Column(_("Expected"), 10),
        Column(_("Came"), 10),
        Column(_("Half-days attended"), 10, COUNT),
        Column(_("Periods attended"), 10, COUNT),
        *(Column(_("Enough of: %(topic)s", topic=line.topic.title), 16) for line in report.topics),
    ]
    book.add_sheet(
        _("Participants"),
        columns,
        _people(report),
        title=report.activity.title,
        notes=about,
        totals=[_sums_of_people(report)],
    )


def _people(report: ActivityReport) -> Iterator[list[Any]]:
    for number, each in enumerate(report.participants, 1):
        row = [
            number,
            each.place,
            each.name,
            group_name(each.staff_kind, each.guest_group),
            _yes(each.planned),
        ]
        if report.is_counted:
            row += [_yes(each.came), len(each.present), each.periods]
            row += [_yes(line.topic.id in each.met) for line in report.topics]
        yield row


def _sums_of_people(report: ActivityReport) -> list[Any]:
    sums: list[Any] = [None, None, _("Total"), None, report.planned]
    if not report.is_counted:
        return [*sums, unknown()]
    return [
        *sums,
        report.came,
        sum(len(each.present) for each in report.participants),
        sum(each.periods for each in report.participants),
        *(line.met for line in report.topics),
    ]


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

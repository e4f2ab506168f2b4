"""The report of an activity as an administrative paper."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.activities.formats.wording import (
    counted,
    days_of,
    decimal,
    group_name,
    teachers_of,
    unknown,
)
from lms.activities.models import KINDS, MARKS, QUESTIONS, Activity
from lms.activities.models.report import FEWEST_SHEETS, ActivityReport
from lms.paper.official import (
    Annex,
    Block,
    Column,
    Frame,
    Items,
    Note,
    OfficialPaper,
    Section,
    Table,
    Text,
)
from lms.web.filters import count
from lms.web.i18n import said


def activity_paper(report: ActivityReport, frame: Frame) -> OfficialPaper:
    """What was held, who came, what it gave; the names in an annex."""
    subject = _("On the results of: %(title)s", title=report.activity.title)
    annexes = [Annex(_("LIST OF PARTICIPANTS"), [_people(report)])] if report.participants else []
    return frame.around(_("REPORT"), subject, _body(report), annexes=annexes)


def _body(report: ActivityReport) -> Iterator[Block]:
    yield Section(_("I. General information"))
    yield Items([f"{label}: {words}" for label, words in _facts(report.activity) if words])
    yield Section(_("II. Programme"))
    yield from _programme(report.activity)
    yield Section(_("III. Participants"))
    yield from _participants(report)
    yield Section(_("IV. Results"))
    yield from _results(report)
    yield Section(_("V. What participants thought"))
    yield from _thoughts(report)
    yield Text(_("This is the report on the results of the activity.") + "/.")


def _facts(activity: Activity) -> Iterator[tuple[str, str]]:
    yield _("Kind"), said(KINDS[activity.kind])
    yield (
        _("Time"),
        _("%(days)s (half-days: %(number)s)", days=days_of(activity), number=len(activity.half_days)),
    )
    yield _("Place"), activity.place
    yield _("Organiser"), activity.organiser.name if activity.organiser else ""
    yield _("Trainers and speakers"), "; ".join(teachers_of(activity))
    yield _("Based on"), activity.document
    yield _("Budget"), activity.budget_line
    yield _("Note"), activity.note


def _programme(activity: Activity) -> Iterator[Block]:
    if not activity.topics:
        yield Text(_("The programme was not recorded."))
        return
    columns = [
        Column(_("No."), 1, "center"),
        Column(_("Topic"), 8),
        Column(_("Theory (periods)"), 2, "right"),
        Column(_("Practice (periods)"), 2, "right"),
        Column(_("Total (periods)"), 2, "right"),
    ]
    rows = [
        [str(each.ordinal), each.title, *_periods(each.theory, each.practice)] for each in activity.topics
    ]
    theory = sum(each.theory for each in activity.topics)
    practice = sum(each.practice for each in activity.topics)
    yield Table(columns, rows, [["", _("Total"), *_periods(theory, practice)]])


def _periods(theory: int, practice: int) -> list[str]:
    return [str(theory), str(practice), str(theory + practice)]


def _participants(report: ActivityReport) -> Iterator[Block]:
    if not report.participants:
        yield Text(_("Participants: %(unknown)s.", unknown=unknown()))
    else:
        yield _groups(report)
    activity = report.activity
    if report.typed_differs and activity.typed_count is not None:
        yield Note(
            _(
                "The report says %(typed)d, the roster has %(people)d people.",
                typed=activity.typed_count,
                people=report.on_list,
            )
        )


def _groups(report: ActivityReport) -> Table:
    columns = [
        Column(_("Who"), 7),
        Column(_("Expected (people)"), 3, "right"),
        Column(_("Came (people)"), 3, "right"),
    ]
    staff = [line for line in report.groups if line.guest_group is None]
    guests = [line for line in report.groups if line.guest_group]
    rows = [
        [
            group_name(line.staff_kind, line.guest_group),
            count(line.planned),
            counted(line.came, report.is_counted),
        ]
        for line in (*staff, *guests)
    ]
    sums = [(_("Staff"), staff), (_("Guests"), guests), (_("Total"), report.groups)]
    totals = [
        [
            name,
            count(sum(each.planned for each in lines)),
            counted(sum(each.came for each in lines), report.is_counted),
        ]
        for name, lines in sums
    ]
    return Table(columns, rows, totals)


def _results(report: ActivityReport) -> Iterator[Block]:
    if not report.is_counted:
        yield Text(_("Attendance: %(unknown)s.", unknown=unknown()))
        return
    share = report.activity.minimum_attendance
    yield Text(_("A topic counts for who attended at least %(share)s %% of its periods.", share=share))
    columns = [
        Column(_("Topic"), 8),
        Column(_("Attended enough"), 3, "right"),
        Column(_("Of those who came"), 3, "right"),
    ]
    yield Table(
        columns,
        [[line.topic.title, count(line.met), count(report.came)] for line in report.topics],
    )


def _thoughts(report: ActivityReport) -> Iterator[Block]:
    if not report.sheets:
        yield Text(_("Questionnaires: %(unknown)s.", unknown=unknown()))
        return
    yield Text(_("Filled questionnaires: %(number)s.", number=count(report.sheets)))
    if not report.questions:
        yield Note(
            _("With fewer than %(fewest)d questionnaires the marks are not shown.", fewest=FEWEST_SHEETS)
        )
        return
    columns = [Column(_("Statement"), 9)]
    columns += [Column(f"{mark} – {said(name)}", 2, "right") for mark, name in MARKS.items()]
    columns.append(Column(_("Mean"), 1.8, "right"))
    yield Table(
        columns,
        [
            [said(QUESTIONS[line.code]), *(count(number) for number in line.counts), decimal(line.mean)]
            for line in report.questions
        ],
    )


def _people(report: ActivityReport) -> Table:
    """Who was expected or came, by unit and given name."""
    periods = sum(topic.theory + topic.practice for topic in report.activity.topics)
    columns = [
        Column(_("No."), 1.2, "center"),
        Column(_("Full name"), 6),
        Column(_("Unit"), 5),
        Column(_("Post or group"), 5),
        Column(_("Half-days attended"), 2, "center"),
        Column(_("Periods attended"), 2, "center"),
    ]
    rows = [
        [
            str(number),
            each.name,
            each.place,
            group_name(each.staff_kind, each.guest_group),
            _share(len(each.present), len(report.activity.half_days), report.is_counted),
            _share(each.periods, periods, report.is_counted),
        ]
        for number, each in enumerate(report.participants, 1)
    ]
    return Table(columns, rows)


def _share(part: int, whole: int, is_known: bool) -> str:
    if not whole:
        return "—"
    return f"{part}/{whole}" if is_known else "—"

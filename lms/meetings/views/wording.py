"""What the page and the sheet of a monthly meeting say, in words."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.activities.formats.wording import half_day
from lms.base.messages import message
from lms.meetings.models import MeetingFollowUp
from lms.meetings.pdf.meeting_sheet import AgreedRow, MeetingSheet, SheetRow
from lms.meetings.rules.preparing import Help, Line, Preparation
from lms.places.rules.naming import full_name
from lms.web.filters import day, named
from lms.web.i18n import said

MOST_NAMED = 2
HELP_NAMES = {
    Help.EXPIRED: message("Something has expired"),
    Help.MISSING: message("Something is missing"),
    Help.DUE: message("Something is due this month"),
    Help.NONE: message("Nothing to do this month"),
}
"""What those who need help alike have in common."""


def sheet_of(prepared: Preparation) -> MeetingSheet:
    """All that the page of a meeting says, short enough for a sheet."""
    first = ", ".join(line.person.full_name for line in prepared.first)
    return MeetingSheet(
        unit=full_name(prepared.unit),
        title=_("Monthly meeting of %(month)s", month=f"{prepared.month:%m/%Y}"),
        when=_when(prepared),
        first=_("Help first: %(names)s.", names=first) if first else "",
        rows=[_row(line) for line in prepared.lines],
        messages=[each.words for each in prepared.messages],
        agreed=[_agreed(each) for each in prepared.agreed],
    )


def _when(prepared: Preparation) -> str:
    """The half-days and the place; the day as of which it speaks while there is no meeting."""
    meeting = prepared.meeting
    if meeting is None:
        return str(_("As of %(day)s", day=day(prepared.day)))
    half_days = "; ".join(half_day(each) for each in meeting.half_days)
    return " – ".join(filter(None, (half_days, meeting.place)))


def _row(line: Line) -> SheetRow:
    due = [f"{named(asked)}: {said(standing.state.label)}" for asked, standing in line.due]
    due += [_("%(task)s (by %(day)s)", task=each.task, day=day(each.due_on)) for each in line.tasks]
    lacking = [f"{named(asked)}: {said(standing.state.label)}" for asked, standing in line.lacking]
    return SheetRow(
        name=line.person.full_name,
        about=line.hamlet,
        lacking="; ".join(lacking),
        due="; ".join(due),
        finished=_few([named(each) for each in line.finished]),
        came=_("present") if line.came else "",
    )


def _agreed(each: MeetingFollowUp) -> AgreedRow:
    return AgreedRow(
        done=_("done") if each.done_on else "",
        words=each.words,
        person=each.person.full_name if each.person else _("Everybody"),
        month=f"{each.month:%m/%Y}",
    )


def _few(names: Sequence[str]) -> str:
    """The first names, and how many there are beside them: a row of the sheet stays low."""
    rest = len(names) - MOST_NAMED
    more = [_("and %(number)s more", number=rest)] if rest > 0 else []
    return "; ".join([*names[:MOST_NAMED], *more])

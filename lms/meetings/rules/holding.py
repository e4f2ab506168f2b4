"""The monthly meeting (giao ban) of a commune: making it, what it passes on, what it follows up."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from lms.activities.models import Activity, ActivityKind, Half, RosterEntry
from lms.activities.rules.planning import Plan, plan_activity
from lms.activities.rules.seating import seat
from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.meetings.models import MeetingFollowUp, MeetingMessage
from lms.meetings.queries import agreed_in, collaborators_of, meeting_in, people_of
from lms.paper.faces import printable
from lms.standards.rules.folding import add_months

LONGEST_MESSAGE = 500
LONGEST_FOLLOW_UP = 300
"""In characters, as the columns."""


class BadMeeting(Refusal):
    """A meeting, or a note of one, cannot be as it was given."""


def hold_meeting(unit_id: int, month: date, *, day: date, half: Half, by: int | None) -> Activity:
    """The meeting of a commune in the month that begins with ``month``, on ``day``: made where there is none
    yet. The commune's collaborators of its day have a seat each afterwards, also who came since.

    Raises :class:`BadMeeting` for a day of another month, and where nobody serves on it.
    """
    if not month <= day < add_months(month, 1):
        raise BadMeeting(message("The meeting of a month is held on one of its days."))
    lock_for_writing("activities")
    meeting = meeting_in(unit_id, month)
    day = meeting.valid_from if meeting else day
    expected = [person.id for person in collaborators_of(unit_id, day)]
    if not expected:
        raise BadMeeting(
            message("On %(day)s no collaborator serves here, so nobody can meet.", day=f"{day:%d/%m/%Y}")
        )
    if meeting is None:
        title = f"Giao ban tháng {month:%m/%Y}"
        plan = Plan(ActivityKind.MEETING, title, unit_id, half_days=((day, half),))
        meeting = plan_activity(plan, by=by)
    seated = db.session.scalars(select(RosterEntry.person_id).where(RosterEntry.activity_id == meeting.id))
    missing = set(expected) - set(seated)
    if missing:
        seat(meeting.id, [each for each in expected if each in missing], by=by)
    return meeting


def pass_on(unit_id: int, month: date, words: str, *, by: int | None) -> MeetingMessage:
    """Have something passed on at the meetings of a month in a commune, or in all communes of a unit."""
    lock_for_writing("meetings")
    row = MeetingMessage(
        unit_id=unit_id,
        month=month,
        words=_words(words, LONGEST_MESSAGE),
        written_by_id=by,
        written_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    record("meeting-message:written", row, by=by, facts={"unit": unit_id, "month": f"{month:%Y-%m}"})
    return row


def take_back(message_id: int, *, by: int | None) -> None:
    """Take away what was to be passed on; nothing happens where somebody else did so before."""
    lock_for_writing("meetings")
    row = db.session.get(MeetingMessage, message_id)
    if row is not None:
        record("meeting-message:taken-back", row, by=by, facts={"unit": row.unit_id})
        db.session.delete(row)
        db.session.flush()


def agree(unit_id: int, month: date, words: str, *, person_id: int | None, by: int | None) -> MeetingFollowUp:
    """Note what is to be done until the next meeting, by one of the commune's people or (None) by all."""
    lock_for_writing("meetings")
    if person_id is not None and person_id not in people_of(unit_id, month):
        raise BadMeeting(message("This person does not serve as a collaborator here in this month."))
    row = MeetingFollowUp(
        unit_id=unit_id,
        month=month,
        person_id=person_id,
        words=_words(words, LONGEST_FOLLOW_UP),
        given_by_id=by,
        given_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    record("meeting-follow-up:agreed", row, by=by, facts={"unit": unit_id, "month": f"{month:%Y-%m}"})
    return row


def tick_off_agreed(
    unit_id: int,
    month: date,
    *,
    shown: Collection[int],
    done: Collection[int],
    by: int,
    on: date | None = None,
) -> int:
    """Note which of the follow-ups ``shown`` on the page of a month are done, seen ``on`` a day (None:
    today); a tick taken away opens it again. Answers how many changed.

    Raises :class:`BadMeeting` for one that does not stand on that page.
    """
    lock_for_writing("meetings")
    here = {each.id: each for each in agreed_in(unit_id, month)}
    if not set(shown) <= set(here):
        raise BadMeeting(message("This follow-up is no longer on the page of the meeting."))
    changed = [
        here[each] for each in sorted(set(shown)) if (each in done) != (here[each].done_on is not None)
    ]
    for row in changed:
        row.done_on, row.seen_by_id = (on or clock.today(), by) if row.done_on is None else (None, None)
        record("meeting-follow-up:ticked", row, by=by, facts={"done": row.done_on is not None})
    db.session.flush()
    return len(changed)


def drop_agreed(follow_up_id: int, *, by: int | None) -> None:
    """Take away a follow-up that was written by mistake; nothing happens where somebody did so before."""
    lock_for_writing("meetings")
    row = db.session.get(MeetingFollowUp, follow_up_id)
    if row is not None:
        record("meeting-follow-up:dropped", row, by=by, facts={"unit": row.unit_id})
        db.session.delete(row)
        db.session.flush()


def _words(words: str, longest: int) -> str:
    """The words as they are kept; a character that no paper can print is refused as they are typed."""
    cleaned = clean(words)
    if not cleaned:
        raise BadMeeting(message("Write a sentence first."))
    if len(cleaned) > longest:
        raise BadMeeting(message("This text is too long: at most %(longest)s characters.", longest=longest))
    return printable(cleaned)

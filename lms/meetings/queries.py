"""What the page of a monthly meeting reads: the meeting itself, its people, messages and follow-ups."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from lms.activities.models import Activity, ActivityKind, ActivityState, Attendance, HalfDay, RosterEntry
from lms.activities.queries import roster_of
from lms.base import clock
from lms.base.database import db
from lms.base.text import fold
from lms.meetings.models import MeetingFollowUp, MeetingMessage
from lms.people.models import Level, Person, Role
from lms.people.queries import posting_rows
from lms.places.models import Unit, UnitKind
from lms.places.queries import lineage_ids, subtree_ids
from lms.standards.models import Evidence, EvidenceKind
from lms.standards.rules.folding import add_months


def meetings_in(month: date) -> Select[Activity]:
    """The meetings of the month that begins with ``month`` and were not called off, the first first."""
    return (
        select(Activity)
        .where(
            Activity.kind == ActivityKind.MEETING,
            Activity.state != ActivityState.CANCELLED,
            Activity.valid_from >= month,
            Activity.valid_from < add_months(month, 1),
        )
        .order_by(Activity.valid_from, Activity.id)
    )


def meeting_in(unit_id: int, month: date) -> Activity | None:
    """The meeting of a commune in a month; the first where there are several."""
    return db.session.scalars(meetings_in(month).where(Activity.unit_id == unit_id)).first()


def meetings_of(unit_ids: Collection[int], month: date) -> dict[int, Activity]:
    """The meeting of each of these communes in a month; one without any is not listed."""
    found: dict[int, Activity] = {}
    for meeting in db.session.scalars(meetings_in(month).where(Activity.unit_id.in_(unit_ids))):
        found.setdefault(meeting.unit_id, meeting)
    return found


def communes_of(led: ColumnElement[bool], day: date, words: str = "") -> Select[Unit]:
    """The communes that meet ``led``, have collaborators on ``day`` and are called so, by name."""
    serving = _serving(select(Unit.id).where(Unit.kind == UnitKind.COMMUNE, Unit.holding_on(day)), day)
    named = Unit.folded.contains(fold(words), autoescape=True)
    meeting = Unit.id.in_(serving.with_only_columns(serving.selected_columns.unit_id))
    return select(Unit).where(led, meeting, named).order_by(Unit.folded, Unit.code)


def progress_of(led: ColumnElement[bool], day: date) -> tuple[int, int]:
    """How many communes of ``day`` meet ``led``, and how many of them have a meeting in its month."""
    communes = communes_of(led, day).order_by(None).with_only_columns(Unit.id)
    meeting = meetings_in(day.replace(day=1)).order_by(None).with_only_columns(Activity.unit_id)
    counts = (communes, communes.where(Unit.id.in_(meeting)))
    total, held = (
        db.session.scalar(select(func.count()).select_from(each.subquery())) or 0 for each in counts
    )
    return total, held


def day_of_meeting(meeting: Activity | None, month: date) -> date:
    """The day as of which the page speaks: that of the meeting; without one today, brought into the month."""
    if meeting is not None:
        return meeting.valid_from
    return min(max(month, clock.today()), add_months(month, 1) - timedelta(days=1))


def collaborators_of(unit_id: int, day: date) -> Sequence[Person]:
    """Who works in the hamlets of a commune on ``day``, by name."""
    serving = _serving(subtree_ids([unit_id], day), day)
    here = Person.id.in_(serving.with_only_columns(serving.selected_columns.person_id))
    return db.session.scalars(select(Person).where(here).order_by(Person.sort_key, Person.id)).all()


def seats_at(meeting: Activity | None) -> dict[int, RosterEntry]:
    """The seats of a meeting by person; guests have none of these."""
    entries = roster_of(meeting.id) if meeting else ()
    return {entry.person_id: entry for entry in entries if entry.person_id is not None}


def people_of(unit_id: int, month: date) -> dict[int, Person]:
    """Whom the meeting of a month is about: the collaborators of its day, and whoever else has a seat."""
    meeting = meeting_in(unit_id, month)
    people = {person.id: person for person in collaborators_of(unit_id, day_of_meeting(meeting, month))}
    seated = (entry.person for entry in seats_at(meeting).values())
    return {**people, **{person.id: person for person in seated if person}}


def last_meeting_day(unit_id: int, before: date) -> date | None:
    """The day of the latest meeting that a commune, or one that it followed, held before a day."""
    held = (
        select(Activity.valid_from)
        .join(RosterEntry, RosterEntry.activity_id == Activity.id)
        .join(Attendance, Attendance.entry_id == RosterEntry.id)
        .where(
            Activity.kind == ActivityKind.MEETING,
            Activity.state != ActivityState.CANCELLED,
            Activity.unit_id.in_(lineage_ids([unit_id])),
            Activity.valid_from < before,
            Attendance.present,
        )
    )
    return db.session.scalar(held.order_by(Activity.valid_from.desc()).limit(1))


def messages_of(unit: Unit, month: date) -> Sequence[MeetingMessage]:
    """What is passed on at the meeting of a commune in a month: first what the units above say."""
    above = []
    each: Unit | None = unit
    while each is not None:
        above.append(each.id)
        each = each.parent
    found = db.session.scalars(
        select(MeetingMessage)
        .where(MeetingMessage.unit_id.in_(above), MeetingMessage.month == month)
        .options(joinedload(MeetingMessage.unit))
    ).all()
    return sorted(found, key=lambda row: (-above.index(row.unit_id), row.id))


def agreed_in(unit_id: int, month: date) -> Sequence[MeetingFollowUp]:
    """The follow-ups on the page of a month: those agreed by then that were not ticked off in an earlier
    month, the oldest first; also those of the communes that this one followed."""
    after = add_months(month, 1)
    still = or_(MeetingFollowUp.done_on.is_(None), MeetingFollowUp.done_on >= month)
    return db.session.scalars(
        select(MeetingFollowUp)
        .where(
            and_(MeetingFollowUp.unit_id.in_(lineage_ids([unit_id])), MeetingFollowUp.month < after, still)
        )
        .options(joinedload(MeetingFollowUp.person))
        .order_by(MeetingFollowUp.month, MeetingFollowUp.id)
    ).all()


def shown_by(person_ids: Collection[int], until: date) -> Sequence[Evidence]:
    """What these people showed until a day (included) and still stands, the newest first."""
    voided = select(Evidence.voids_id).where(Evidence.voids_id.is_not(None))
    return db.session.scalars(
        select(Evidence)
        .where(
            Evidence.person_id.in_(person_ids),
            Evidence.occurred_on <= until,
            Evidence.kind.not_in([EvidenceKind.VOID, EvidenceKind.LAPSE]),
            Evidence.id.not_in(voided),
        )
        .options(joinedload(Evidence.competency))
        .order_by(Evidence.occurred_on.desc(), Evidence.id.desc())
    ).all()


def last_attended(person_ids: Collection[int], before: date) -> dict[int, date]:
    """The last day before ``before`` on which each of these people was at an activity, if any."""
    found = (
        select(RosterEntry.person_id, HalfDay.day)
        .join(Attendance, Attendance.entry_id == RosterEntry.id)
        .join(HalfDay, HalfDay.id == Attendance.half_day_id)
        .where(RosterEntry.person_id.in_(person_ids), Attendance.present, HalfDay.day < before)
        .order_by(HalfDay.day)
    )
    return {person_id: day for person_id, day in db.session.execute(found) if person_id is not None}


def _serving(unit_ids: Select[int], day: date) -> Select[int, int]:
    """Who (person_id) works in the hamlets of which of these units (unit_id) on ``day``."""
    rows = posting_rows(unit_ids, day).subquery()
    hamlets = Role.level == Level.HAMLET
    return select(rows.c.person_id, rows.c.unit_id).join(Role, Role.id == rows.c.role_id).where(hamlets)

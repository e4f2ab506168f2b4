"""Reading activities: which there are, who is on their rosters, who came."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.activities.models import Activity, ActivityState, Attendance, HalfDay, RosterEntry, Topic
from lms.base.database import db
from lms.people.models import Person, Role


def activities_in(unit_ids: Select[int], first: date, last: date) -> Select[Activity]:
    """The activities of these units that begin from ``first`` to ``last`` (both included), oldest first."""
    return (
        select(Activity)
        .where(Activity.unit_id.in_(unit_ids), Activity.valid_from.between(first, last))
        .options(joinedload(Activity.organiser), joinedload(Activity.unit))
        .order_by(Activity.valid_from, Activity.id)
    )


def whole_activity(activity_id: int) -> Activity | None:
    """An activity with its programme and its teachers."""
    return db.session.scalar(
        select(Activity)
        .where(Activity.id == activity_id)
        .options(
            joinedload(Activity.organiser),
            joinedload(Activity.unit),
            selectinload(Activity.half_days),
            selectinload(Activity.teachers),
            selectinload(Activity.topics).selectinload(Topic.shares),
            selectinload(Activity.topics).selectinload(Topic.clauses),
            selectinload(Activity.topics).joinedload(Topic.competency),
        )
    )


def roster_of(activity_id: int) -> Sequence[RosterEntry]:
    """The seats of an activity with their people, roles and attendances: staff by name, then guests."""
    return db.session.scalars(
        select(RosterEntry)
        .outerjoin(Person, Person.id == RosterEntry.person_id)
        .where(RosterEntry.activity_id == activity_id)
        .options(
            joinedload(RosterEntry.person),
            joinedload(RosterEntry.role).joinedload(Role.staff_kind),
            selectinload(RosterEntry.attendances),
        )
        .order_by(RosterEntry.person_id.is_(None), Person.sort_key, RosterEntry.guest_name, RosterEntry.id)
        .execution_options(populate_existing=True)  # attendance arrives by its own rows
    ).all()


def half_days_of(activity_id: int) -> Sequence[HalfDay]:
    """The half-days of an activity, in their order."""
    return db.session.scalars(
        select(HalfDay).where(HalfDay.activity_id == activity_id).order_by(HalfDay.day, HalfDay.half.desc())
    ).all()


def seats_taken(activity_ids: Sequence[int]) -> dict[int, int]:
    """How many came to each of these activities at least once, guests included; 0 is not listed."""
    return dict(
        db.session.execute(
            select(RosterEntry.activity_id, func.count(func.distinct(RosterEntry.id)))
            .join(Attendance, Attendance.entry_id == RosterEntry.id)
            .where(RosterEntry.activity_id.in_(activity_ids), Attendance.present)
            .group_by(RosterEntry.activity_id)
        ).all()
    )


def closed_activities(unit_ids: Select[int], first: date, last: date) -> Select[Activity]:
    """Those of :func:`activities_in` whose attendance has been checked and counts."""
    return activities_in(unit_ids, first, last).where(Activity.state == ActivityState.CLOSED)

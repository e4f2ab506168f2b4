"""Reading a year: what a unit and those below it held, who came, who serves there."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from lms.activities.models import Activity, ActivityState, Attendance, GuestGroup, RosterEntry, Topic
from lms.base.database import db
from lms.people.models import Posting, Role, StaffKind
from lms.people.queries import posting_rows
from lms.places.models import Unit, UnitKind
from lms.places.queries import lineage_ids, scope_ids
from lms.standards.models import Clause


def activities_of_year(unit: Unit, year: int) -> Sequence[Activity]:
    """What a unit, those below it and those they followed held or planned in a year, oldest first; nothing
    called off."""
    everywhere = unit.kind is UnitKind.COUNTRY
    units = select(Unit.id) if everywhere else lineage_ids([unit.id])
    found = (
        select(Activity)
        .where(
            Activity.unit_id.in_(units),
            Activity.valid_from.between(date(year, 1, 1), date(year, 12, 31)),
            Activity.state != ActivityState.CANCELLED,
        )
        .options(joinedload(Activity.organiser), joinedload(Activity.unit))
        .order_by(Activity.valid_from, Activity.id)
    )
    return db.session.scalars(found).all()


class SeatTaken(NamedTuple):
    """Somebody who came to an activity; a guest has no person, who held no post no kind."""

    activity_id: int
    person_id: int | None
    kind: StaffKind | None
    guest_group: GuestGroup | None


def seats_in(activity_ids: Sequence[int]) -> list[SeatTaken]:
    """Everybody who came to these activities at least once."""
    there = select(Attendance.entry_id).where(Attendance.present)
    found = (
        select(RosterEntry.activity_id, RosterEntry.person_id, StaffKind, RosterEntry.guest_group)
        .outerjoin(Role, Role.id == RosterEntry.role_id)
        .outerjoin(StaffKind, StaffKind.id == Role.staff_kind_id)
        .where(RosterEntry.activity_id.in_(activity_ids), RosterEntry.id.in_(there))
    )
    return [SeatTaken(*row) for row in db.session.execute(found)]


def programmes_of(activity_ids: Sequence[int]) -> Sequence[Activity]:
    """These activities with what they teach, the oldest first."""
    return db.session.scalars(
        select(Activity)
        .where(Activity.id.in_(activity_ids))
        .options(
            selectinload(Activity.half_days),
            selectinload(Activity.topics).selectinload(Topic.shares),
            selectinload(Activity.topics).selectinload(Topic.clauses).joinedload(Clause.document),
            selectinload(Activity.topics).joinedload(Topic.competency),
        )
        .order_by(Activity.valid_from, Activity.id)
    ).all()


class Presence(NamedTuple):
    """A seat of somebody of the staff, with a half-day in which she was there; None for not at all."""

    activity_id: int
    person_id: int
    note: str | None
    half_day_id: int | None


def presences_in(activity_ids: Sequence[int]) -> list[Presence]:
    """The seats of the staff in these activities, once for each half-day in which somebody was there."""
    there = and_(Attendance.entry_id == RosterEntry.id, Attendance.present)
    found = (
        select(RosterEntry.activity_id, RosterEntry.person_id, RosterEntry.note, Attendance.half_day_id)
        .outerjoin(Attendance, there)
        .where(RosterEntry.activity_id.in_(activity_ids), RosterEntry.person_id.is_not(None))
    )
    return [Presence._make(row) for row in db.session.execute(found)]


class InPost(NamedTuple):
    """Somebody in a post: which unit she serves, and since when."""

    person_id: int
    unit_id: int
    since: date


def in_post(unit_id: int, kind_id: int, day: date) -> list[InPost]:
    """Who of a kind of staff serves a unit, those below it or those they followed, on ``day``; each once."""
    rows = posting_rows(scope_ids([unit_id], day), day).subquery()
    found = db.session.execute(
        select(rows.c.person_id, rows.c.unit_id, Posting.valid_from)
        .join(Posting, Posting.id == rows.c.posting_id)
        .join(Role, Role.id == rows.c.role_id)
        .where(Role.staff_kind_id == kind_id)
        .order_by(Posting.second_job.desc(), Posting.id.desc())
    )
    return list({row.person_id: InPost(*row) for row in found}.values())

"""Reading activities: which there are, who is on their rosters, who came."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from lms.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Answer,
    Attendance,
    GuestGroup,
    HalfDay,
    ObservedTask,
    RosterEntry,
    Teacher,
    Topic,
)
from lms.base.database import db
from lms.base.text import fold
from lms.people.models import Person, Posting, Role, StaffKind
from lms.people.queries import posting_rows
from lms.places.models import Organisation, OrganisationKind, Unit, UnitKind
from lms.places.queries import lineage_ids, scope_ids
from lms.standards.models import Clause

MOST_CLASSES = 10  # of the next ones, where one is chosen among them


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
            selectinload(Activity.teachers).joinedload(Teacher.person),
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


class Seats(NamedTuple):
    """How many sit in an activity, staff and guests apart."""

    staff: int = 0
    guests: int = 0
    staff_came: int = 0
    """Staff who were there in at least one half-day."""
    guests_came: int = 0

    @property
    def all(self) -> int:
        """Everybody on the roster."""
        return self.staff + self.guests

    @property
    def came(self) -> int:
        """Everybody who was there at least once."""
        return self.staff_came + self.guests_came


def seats_of(activity_ids: Sequence[int]) -> dict[int, Seats]:
    """The seats of each of these activities; one without any is not listed."""
    came = select(Attendance.entry_id).where(Attendance.present)
    guest, there = RosterEntry.person_id.is_(None), RosterEntry.id.in_(came)
    sums = [(~guest, true()), (guest, true()), (~guest, there), (guest, there)]
    found = db.session.execute(
        select(
            RosterEntry.activity_id, *(func.sum(case((and_(who, when), 1), else_=0)) for who, when in sums)
        )
        .where(RosterEntry.activity_id.in_(activity_ids))
        .group_by(RosterEntry.activity_id)
    )
    return {activity_id: Seats(*numbers) for activity_id, *numbers in found}


def find_activities(
    runs: ColumnElement[bool],
    year: int,
    *,
    kind: ActivityKind | None = None,
    organiser_id: int | None = None,
    words: str = "",
) -> list[Activity]:
    """The activities of a year among those that meet ``runs``, the newest first, narrowed by kind, organiser
    and words of the title or place, with or without diacritics."""
    query = (
        select(Activity)
        .where(runs, Activity.valid_from.between(date(year, 1, 1), date(year, 12, 31)))
        .options(joinedload(Activity.organiser), joinedload(Activity.unit))
        .order_by(Activity.valid_from.desc(), Activity.id.desc())
    )
    if kind:
        query = query.where(Activity.kind == kind)
    if organiser_id:
        query = query.where(Activity.organiser_id == organiser_id)
    folded = fold(words)
    return [each for each in db.session.scalars(query) if folded in fold(f"{each.title} {each.place}")]


def organisers_among(runs: ColumnElement[bool]) -> Sequence[Organisation]:
    """Who holds the activities that meet ``runs``, by name."""
    holding = select(Activity.organiser_id).where(runs, Activity.organiser_id.is_not(None))
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(holding))
        .order_by(Organisation.folded, Organisation.id)
    ).all()


def organisations_on(day: date, at_most: int = 300) -> Sequence[Organisation]:
    """Organisations to choose an organiser from: those of ``day``, stations last, by name."""
    station = Organisation.kind == OrganisationKind.STATION
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.holding_on(day))
        .order_by(station, Organisation.folded, Organisation.id)
        .limit(at_most)
    ).all()


def activities_of_year(unit: Unit, year: int) -> Sequence[Activity]:
    """What a unit, those below it and those they followed held or planned in a year; nothing called off."""
    everywhere = unit.kind is UnitKind.COUNTRY
    units = select(Unit.id) if everywhere else lineage_ids([unit.id])
    found = activities_in(units, date(year, 1, 1), date(year, 12, 31))
    return db.session.scalars(found.where(Activity.state != ActivityState.CANCELLED)).all()


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


def marks_given(activity_id: int) -> Sequence[Mapping[str, int]]:
    """The marks of each filled questionnaire."""
    return db.session.scalars(select(Answer.marks).where(Answer.activity_id == activity_id)).all()


def observed_in(activity_id: int) -> Sequence[ObservedTask]:
    """The observed tasks of an activity with their people, by task, then by name."""
    return db.session.scalars(
        select(ObservedTask)
        .join(RosterEntry, RosterEntry.id == ObservedTask.entry_id)
        .join(Person, Person.id == RosterEntry.person_id)
        .where(RosterEntry.activity_id == activity_id)
        .options(
            joinedload(ObservedTask.entry).joinedload(RosterEntry.person),
            joinedload(ObservedTask.competency),
        )
        .order_by(ObservedTask.task, Person.sort_key, ObservedTask.id)
    ).all()


def words_given(activity_id: int) -> Sequence[str]:
    """What was written at the end of the questionnaires of an activity, in an order that tells nothing."""
    found = select(Answer.words).where(Answer.activity_id == activity_id, Answer.words != "")
    return db.session.scalars(found.order_by(Answer.words)).all()


def classes_of(person_id: int) -> Sequence[RosterEntry]:
    """The seats of a person in activities that were not called off, the newest first."""
    return db.session.scalars(_seats_of_person(person_id).order_by(Activity.valid_from.desc())).all()


def invitations_of(person_id: int, day: date) -> Sequence[RosterEntry]:
    """The seats of a person to which she was invited and whose activity is not over on ``day``."""
    query = _seats_of_person(person_id).where(
        RosterEntry.invited_on.is_not(None), Activity.valid_until > day, RosterEntry.planned
    )
    return db.session.scalars(query.order_by(Activity.valid_from)).all()


def coming_classes(runs: ColumnElement[bool], day: date) -> Sequence[Activity]:
    """The next activities, of those that somebody runs, into which people can still be brought on ``day``."""
    coming = Activity.state == ActivityState.PLANNED, Activity.valid_from >= day
    found = select(Activity).where(runs, *coming).order_by(Activity.valid_from, Activity.id)
    return db.session.scalars(found.limit(MOST_CLASSES)).all()


def unanswered_of(person_id: int) -> Sequence[RosterEntry]:
    """The seats of a person in activities that she attended and whose questionnaire she has not filled in."""
    there = select(Attendance.entry_id).where(Attendance.present)
    query = _seats_of_person(person_id).where(RosterEntry.id.in_(there), ~RosterEntry.answered)
    return db.session.scalars(query.order_by(Activity.valid_from)).all()


def _seats_of_person(person_id: int) -> Select[RosterEntry]:
    return (
        select(RosterEntry)
        .join(Activity, Activity.id == RosterEntry.activity_id)
        .where(RosterEntry.person_id == person_id, Activity.state != ActivityState.CANCELLED)
        .options(
            joinedload(RosterEntry.activity).selectinload(Activity.half_days),
            joinedload(RosterEntry.activity).joinedload(Activity.organiser),
            selectinload(RosterEntry.attendances),
        )
    )

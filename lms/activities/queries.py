"""Reading activities: which there are, who is on their rosters, who came."""

from collections.abc import Collection, Mapping, Sequence
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
    Gathered,
    HalfDay,
    ObservedTask,
    RosterEntry,
    Teacher,
    Topic,
)
from lms.base.database import db
from lms.base.text import fold
from lms.people.models import Person, Role
from lms.places.models import Organisation, OrganisationKind

MOST_CLASSES = 10  # of the next ones, where one is chosen among them


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
    """The seats of a person in activities that were not called off, with who took her attendance; the newest
    first."""
    taken = selectinload(RosterEntry.attendances)
    query = _seats_of_person(person_id).options(
        taken.joinedload(Attendance.half_day), taken.joinedload(Attendance.taken_by)
    )
    return db.session.scalars(query.order_by(Activity.valid_from.desc())).all()


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


def present_now(half_day_id: int, entry_ids: Collection[int]) -> dict[int, bool]:
    """Who of these seats is there in a half-day and who is not, as it stands; who was not asked after is not
    listed."""
    rows = select(Attendance.entry_id, Attendance.present).where(
        Attendance.half_day_id == half_day_id, Attendance.entry_id.in_(entry_ids)
    )
    return dict(db.session.execute(rows).all())


def waiting_apart(place: str) -> Sequence[Gathered]:
    """What revoked devices handed in at a place, and nobody has decided about yet, the oldest first."""
    return db.session.scalars(
        select(Gathered)
        .where(Gathered.place == place, _waits())
        .options(joinedload(Gathered.sender))
        .order_by(Gathered.received_at, Gathered.id)
    ).all()


def number_waiting_of(sender_id: int) -> int:
    """How much of what revoked devices handed in in somebody's name waits for a decision."""
    return db.session.scalar(select(func.count()).where(Gathered.sender_id == sender_id, _waits())) or 0


def _waits() -> ColumnElement[bool]:
    return and_(Gathered.apart, Gathered.decided_at.is_(None))


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

"""Planning an activity: what it is, its days, what it teaches and who teaches it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from lms.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Attendance,
    Half,
    HalfDay,
    Teacher,
    TeacherPart,
    Topic,
    TopicShare,
)
from lms.activities.queries import half_days_of, whole_activity
from lms.activities.rules.spreading import spread
from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.standards.models import Clause

MOST_DAYS = 31
MOST_PERIODS = 6
"""The most periods (tiết) that fit into a half-day."""

HalfDayKey = tuple[date, Half]


class BadActivity(Refusal):
    """An activity cannot be as it was given."""


@dataclass(frozen=True)
class PlannedTopic:
    """Something the activity will teach; without ``shares`` its periods fall where they fit."""

    title: str
    competency_id: int | None = None
    theory: int = 0
    practice: int = 0
    clause_ids: tuple[int, ...] = ()

    @property
    def periods(self) -> int:
        """How many periods it takes."""
        return self.theory + self.practice


@dataclass(frozen=True)
class PlannedTeacher:
    """Who will teach or speak."""

    name: str
    organisation: str = ""
    part: TeacherPart = TeacherPart.TRAINER
    person_id: int | None = None


@dataclass(frozen=True)
class Plan:
    """An activity as somebody wants it; the fields mean what the columns of :class:`Activity` mean."""

    kind: ActivityKind
    title: str
    unit_id: int
    half_days: tuple[HalfDayKey, ...]
    topics: tuple[PlannedTopic, ...] = ()
    teachers: tuple[PlannedTeacher, ...] = ()
    organiser_id: int | None = None
    place: str = ""
    capacity: int | None = None
    minimum_attendance: int = 80
    document: str = ""
    budget_line: str = ""
    solution_group: int | None = None
    typed_count: int | None = None
    note: str = ""


def every_half_day(first: date, last: date) -> tuple[HalfDayKey, ...]:
    """Mornings and afternoons from ``first`` to ``last``, both included."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple((day, half) for day in days for half in Half)


def plan_activity(plan: Plan, *, by: int | None) -> Activity:
    """Put an activity into the plan. Raises :class:`BadActivity` for what cannot be."""
    check(plan)
    lock_for_writing("activities")
    activity = Activity(state=ActivityState.PLANNED, created_by_id=by, created_at=clock.now())
    _describe(activity, plan)
    db.session.add(activity)
    activity.half_days = [HalfDay(day=day, half=half) for day, half in sorted(plan.half_days, key=_order)]
    _teach(activity, plan)
    db.session.flush()
    record(
        "activity:planned", activity, by=by, facts={"unit": plan.unit_id, "from": str(activity.valid_from)}
    )
    return activity


def change_activity(activity_id: int, plan: Plan, *, by: int | None) -> Activity:
    """Make an activity as ``plan`` says; half-days that stay keep their attendance.

    Refuses to take away a half-day for which attendance was taken, and to change one that is not planned any
    more in what its evidence rests on (days, topics, minimum).
    """
    check(plan)
    lock_for_writing("activities")
    activity = _open(activity_id)
    before = {(each.day, each.half): each for each in half_days_of(activity_id)}
    gone = [each for key, each in before.items() if key not in plan.half_days]
    taken = select(Attendance.half_day_id).where(Attendance.half_day_id.in_([each.id for each in gone]))
    if db.session.scalar(taken.limit(1)) is not None:
        raise BadActivity(message("Attendance was taken for a half-day that is no longer among the days."))
    _describe(activity, plan)
    for row in (*activity.topics, *activity.teachers, *gone):
        db.session.delete(row)
    db.session.flush()
    db.session.expire(activity)
    activity.half_days = sorted(
        (before.get(key) or HalfDay(day=key[0], half=key[1]) for key in plan.half_days),
        key=lambda each: _order((each.day, each.half)),
    )
    _teach(activity, plan)
    db.session.flush()
    record(
        "activity:changed", activity, by=by, facts={"unit": plan.unit_id, "from": str(activity.valid_from)}
    )
    return activity


def cancel(activity_id: int, *, reason: str, by: int | None) -> Activity:
    """Call a planned activity off, for a reason that stays with it."""
    lock_for_writing("activities")
    activity = _open(activity_id)
    reason = clean(reason)
    if not reason:
        raise BadActivity(message("Say why the activity does not take place."))
    activity.state, activity.note = ActivityState.CANCELLED, reason[:500]
    db.session.flush()
    record("activity:cancelled", activity, by=by)
    return activity


def check(plan: Plan) -> None:
    """Refuse what cannot be: no title, no days, a half-day twice, more teaching than time."""
    days = {day for day, _half in plan.half_days}
    periods = sum(topic.periods for topic in plan.topics)
    problems = (
        (not clean(plan.title), message("The activity needs a title.")),
        (not days, message("The activity needs at least one half-day.")),
        (len(set(plan.half_days)) != len(plan.half_days), message("A half-day stands there twice.")),
        (
            bool(days) and (max(days) - min(days)).days >= MOST_DAYS,
            message("An activity lasts at most %(most)d days.", most=MOST_DAYS),
        ),
        (any(not clean(each.title) for each in plan.topics), message("A topic needs a title.")),
        (
            any(min(each.theory, each.practice) < 0 for each in plan.topics),
            message("Periods cannot be negative."),
        ),
        (
            periods > MOST_PERIODS * len(plan.half_days),
            message(
                "Half-days: %(count)d, at most %(most)d periods in each. %(periods)d periods do not fit.",
                periods=periods,
                count=len(plan.half_days),
                most=MOST_PERIODS,
            ),
        ),
        (
            not 1 <= plan.minimum_attendance <= 100,
            message("The minimum attendance is a share from 1 to 100 percent."),
        ),
        (plan.capacity is not None and plan.capacity < 1, message("There must be at least one seat.")),
    )
    for wrong, sentence in problems:
        if wrong:
            raise BadActivity(sentence)


def _open(activity_id: int) -> Activity:
    activity = whole_activity(activity_id)
    if activity is None or activity.state is not ActivityState.PLANNED:
        raise BadActivity(message("This activity can no longer be changed."))
    return activity


def _describe(activity: Activity, plan: Plan) -> None:
    days = [day for day, _half in plan.half_days]
    activity.kind, activity.title, activity.unit_id = plan.kind, clean(plan.title), plan.unit_id
    activity.valid_from, activity.valid_until = min(days), max(days) + timedelta(days=1)
    activity.organiser_id, activity.place = plan.organiser_id, clean(plan.place)
    activity.capacity, activity.minimum_attendance = plan.capacity, plan.minimum_attendance
    activity.document, activity.budget_line = clean(plan.document), clean(plan.budget_line)
    activity.solution_group, activity.typed_count = plan.solution_group, plan.typed_count
    activity.note = clean(plan.note)


def _teach(activity: Activity, plan: Plan) -> None:
    """Add topics, spread over the half-days, and teachers."""
    spreads = spread([topic.periods for topic in plan.topics], len(activity.half_days))
    for ordinal, (planned, shares) in enumerate(zip(plan.topics, spreads, strict=True), 1):
        topic = Topic(
            activity=activity,
            ordinal=ordinal,
            title=clean(planned.title),
            competency_id=planned.competency_id,
            theory=planned.theory,
            practice=planned.practice,
            clauses=_clauses(planned.clause_ids),
        )
        topic.shares = [
            TopicShare(half_day=activity.half_days[number], periods=count) for number, count in shares.items()
        ]
        db.session.add(topic)
    for each in plan.teachers:
        db.session.add(
            Teacher(
                activity=activity,
                person_id=each.person_id,
                name=clean(each.name),
                organisation=clean(each.organisation),
                part=each.part,
            )
        )


def _clauses(clause_ids: Iterable[int]) -> list[Clause]:
    return list(db.session.scalars(select(Clause).where(Clause.id.in_(list(clause_ids)))))


def _order(key: HalfDayKey) -> tuple[date, int]:
    return key[0], list(Half).index(key[1])

"""The sheet "cơ sở tham mưu phụ cấp": what a year of work is like, commune by commune. No pay, no names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from lms.activities.models import Activity, ActivityState, Attendance, RosterEntry, TopicShare
from lms.base.database import db
from lms.people.models import Post, Posting, PostPlace
from lms.places.models import Unit, UnitKind
from lms.places.queries import scope_ids
from lms.plans.models.plan_report import AllowanceLine, AllowanceSheet
from lms.plans.rules.year_plan import day_of, second_jobs_of, units_of


class _Served(NamedTuple):
    """Somebody serves a unit, or served it until she or her post left."""

    person_id: int
    unit_id: int
    since: date
    until: date | None
    second_job: bool


@dataclass
class _Staff:
    """Who was in a place during a year."""

    at_start: set[int] = field(default_factory=set)
    at_end: set[int] = field(default_factory=set)
    ever: set[int] = field(default_factory=set)
    second_jobs: set[int] = field(default_factory=set)


def allowance_sheet(unit: Unit, year: int) -> AllowanceSheet:
    """A line for each commune of a unit where somebody served in the year, and one for all who serve none.

    People, posts and turnover are those of the unit's places at the end of the year (today while it lasts):
    a merger of communes is no turnover. Seats and periods are those of closed activities, whoever held them,
    attended from the posts of a place.
    """
    day = day_of(year)
    units = units_of(unit)
    communes = {each.id: each for each in db.session.scalars(_communes(unit, day))}
    served = _served(units, year, day)
    everybody, by_place = _Staff(), defaultdict[int | None, _Staff](_Staff)
    for each in served:
        place = each.unit_id if each.unit_id in communes else None
        for staff in (everybody, by_place[place]):
            _enter(staff, each, date(year, 1, 1), day)
    attended = _attended(units, year, day)
    seats, periods = _sums(attended, communes)
    lines = [
        _line(communes[place] if place else None, staff, seats[place], periods[place])
        for place, staff in by_place.items()
    ]
    return AllowanceSheet(
        unit=unit,
        year=year,
        lines=sorted(lines, key=_by_name),
        total=_line(None, everybody, len({entry for entry, _, _ in attended}), _once(attended)),
        declared=second_jobs_of(unit, year),
    )


def _communes(unit: Unit, day: date) -> Select[Unit]:
    """The communes of ``day`` in a unit, or in those it followed."""
    return select(Unit).where(Unit.id.in_(scope_ids([unit.id], day)), Unit.kind == UnitKind.COMMUNE)


def _served(units: Select[int], year: int, day: date) -> list[_Served]:
    """Who held a post of the units' places on any day of the year up to ``day``."""
    first = date(year, 1, 1)
    found = (
        select(
            Posting.person_id, PostPlace.unit_id, Posting.valid_from, Posting.valid_until, Posting.second_job
        )
        .join(Post, Post.id == Posting.post_id)
        .join(PostPlace, PostPlace.post_id == Post.id)
        .where(
            PostPlace.unit_id.in_(units),
            _last_place(day),
            Posting.valid_from <= day,
            or_(Posting.valid_until.is_(None), Posting.valid_until > first),
        )
    )
    return [_Served(*row) for row in db.session.execute(found)]


def _last_place(day: date) -> ColumnElement[bool]:
    """Condition on ``PostPlace``: where a post serves on ``day``, or served until it was closed."""
    closed = and_(PostPlace.valid_until == Post.valid_until, PostPlace.valid_until <= day)
    return or_(PostPlace.holding_on(day), closed)


def _enter(staff: _Staff, each: _Served, first: date, day: date) -> None:
    staff.ever.add(each.person_id)
    if each.since <= first:
        staff.at_start.add(each.person_id)
    if each.until is None or each.until > day:
        staff.at_end.add(each.person_id)
        if each.second_job:
            staff.second_jobs.add(each.person_id)


def _attended(units: Select[int], year: int, day: date) -> list[tuple[int, int, int]]:
    """The seats of closed activities of the year that were taken from posts of these units: the seat, the
    unit of the post, and the periods attended."""
    periods = (
        select(Attendance.entry_id, func.coalesce(func.sum(TopicShare.periods), 0).label("periods"))
        .outerjoin(TopicShare, TopicShare.half_day_id == Attendance.half_day_id)
        .where(Attendance.present)
        .group_by(Attendance.entry_id)
        .subquery()
    )
    found = (
        select(RosterEntry.id, PostPlace.unit_id, periods.c.periods)
        .join(periods, periods.c.entry_id == RosterEntry.id)
        .join(Activity, Activity.id == RosterEntry.activity_id)
        .join(
            Posting,
            and_(
                Posting.person_id == RosterEntry.person_id,
                Posting.valid_from <= Activity.valid_from,
                or_(Posting.valid_until.is_(None), Posting.valid_until > Activity.valid_from),
            ),
        )
        .join(Post, Post.id == Posting.post_id)
        .join(PostPlace, PostPlace.post_id == Post.id)
        .where(
            Activity.state == ActivityState.CLOSED,
            Activity.valid_from.between(date(year, 1, 1), date(year, 12, 31)),
            PostPlace.unit_id.in_(units),
            _last_place(day),
        )
        .distinct()
    )
    return [(entry, place, int(count)) for entry, place, count in db.session.execute(found)]


def _sums(
    attended: Iterable[tuple[int, int, int]], communes: dict[int, Unit]
) -> tuple[dict[int | None, int], dict[int | None, int]]:
    """Seats and periods by commune; None for what was attended from elsewhere."""
    found: defaultdict[int | None, dict[int, int]] = defaultdict(dict)
    for entry, place, periods in attended:
        found[place if place in communes else None][entry] = periods
    seats = defaultdict[int | None, int](int, {place: len(entries) for place, entries in found.items()})
    periods_by_place = {place: sum(entries.values()) for place, entries in found.items()}
    return seats, defaultdict[int | None, int](int, periods_by_place)


def _once(attended: Sequence[tuple[int, int, int]]) -> int:
    return sum({entry: periods for entry, _, periods in attended}.values())


def _line(unit: Unit | None, staff: _Staff, seats: int, periods: int) -> AllowanceLine:
    return AllowanceLine(
        unit=unit,
        people=len(staff.at_end),
        seats=seats,
        periods=periods,
        second_jobs=len(staff.second_jobs),
        at_start=len(staff.at_start),
        joined=len(staff.ever - staff.at_start),
        left=len(staff.ever - staff.at_end),
    )


def _by_name(line: AllowanceLine) -> tuple[bool, str, int]:
    return (True, "", 0) if line.unit is None else (False, line.unit.folded, line.unit.id)

"""Activities for tests: fixed, speaking values, made by the product's own rules. The caller commits."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from lms.activities.models import Activity, ActivityKind, AttendanceWay, Half, RosterEntry
from lms.activities.queries import half_days_of, roster_of
from lms.activities.rules.attending import Taken, present_in, take
from lms.activities.rules.planning import Plan, PlannedTopic, plan_activity
from lms.activities.rules.seating import seat
from lms.base.clock import VIETNAM
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.places.queries import country, unit_by_code
from tests.factories.standards import competency

DAY = date(2022, 6, 14)


def a_class(*topics: PlannedTopic, days: int = 1, **more: Any) -> Activity:
    """A planned class of the whole country from 14 June 2022 on, mornings and afternoons."""
    half_days = tuple((DAY + timedelta(days=number), half) for number in range(days) for half in Half)
    plan = {
        "kind": ActivityKind.TRAINING,
        "title": "Tập huấn nội dung mới của Sổ A0",
        "unit_id": country().id,
        "half_days": half_days,
        "topics": topics,
        "document": "12/KH-TTYT",
    }
    return plan_activity(Plan(**{**plan, **more}), by=None)


def sit(activity: Activity, *people: Person) -> list[RosterEntry]:
    """Their seats."""
    seat(activity.id, [person.id for person in people], by=None)
    entries = {entry.person_id: entry for entry in roster_of(activity.id)}
    return [entries[person.id] for person in people]


def come(
    activity: Activity,
    entries: Sequence[RosterEntry],
    *,
    half_days: Sequence[int] | None = None,
    present: bool = True,
    minute: int = 0,
) -> None:
    """They come (or not) in the half-days of these positions; in all where none are said."""
    every = half_days_of(activity.id)
    chosen = every if half_days is None else [every[number] for number in half_days]
    moment = datetime(2022, 6, 14, 8, minute, tzinfo=VIETNAM)
    batch = [
        Taken(str(uuid4()), entry.id, each.id, present, AttendanceWay.TICKED, moment)
        for entry in entries
        for each in chosen
    ]
    take(activity.id, batch, by=None)


def in_tam_duong(*topics: PlannedTopic, **more: Any) -> Activity:
    """A planned class of the district of Tam Dương on 14 June 2022, in the demonstration."""
    district = unit_by_code("247", DAY)
    assert district
    return a_class(*topics, unit_id=district.id, **more)


def a_morning(*codes: str, day: date = date(2026, 6, 14), **more: Any) -> Activity:
    """A class of one day in Phú Thọ with one topic of eight periods, and these people of the demonstration on
    its roster; committed."""
    province = unit_by_code("25", day)
    assert province
    topic = PlannedTopic("Sổ A0 mới", competency("ctv_nv5").id, 4, 4)
    activity = a_class(
        topic, unit_id=province.id, half_days=((day, Half.MORNING), (day, Half.AFTERNOON)), **more
    )
    sit(activity, *(person for code in codes if (person := person_by_code(code))))
    db.session.commit()
    return activity


def half_day(activity: Activity, number: int = 0) -> str:
    """The address of the page of a half-day."""
    return f"/activities/{activity.id}/attendance/{activity.half_days[number].id}"


def seat_ids(activity: Activity) -> dict[str, int]:
    """The seats of an activity, by the code of their people."""
    return {entry.person.code: entry.id for entry in roster_of(activity.id) if entry.person}


def who_came(activity: Activity) -> set[str]:
    """The codes of those who were there in some half-day."""
    return {entry.person.code for entry in roster_of(activity.id) if entry.person and present_in(entry)}

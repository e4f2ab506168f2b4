"""The demonstration's activities: Tam Dương's year 2022 as it was reported, classes since, some to come."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import select

from lms.activities.demo_afterwards import load_afterwards
from lms.activities.library import DemoActivity, DemoTopic, demo_activities, demo_organisations
from lms.activities.models import Activity, AttendanceWay
from lms.activities.queries import half_days_of
from lms.activities.rules.attending import Taken, close, take
from lms.activities.rules.planning import Plan, PlannedTeacher, PlannedTopic, cancel, plan_activity
from lms.activities.rules.seating import Guest, seat, seat_guests
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.places.rules.founding import organisation
from lms.standards.models import Competency
from lms.standards.queries import clause_of

EVENING = time(17, 30)  # when the signed sheets of a day are typed


def load_demo() -> None:
    """Add the demonstration's activities, unless there are some already."""
    if db.session.scalar(select(Activity.id).limit(1)):
        return
    loader = _Loader()
    for line in demo_activities(clock.today()):
        loader.load(line)
    load_afterwards()
    db.session.commit()


def _unit(code: str, day: date) -> Unit:
    unit = unit_by_code(code, day)
    if unit is None:
        raise LookupError(code)
    return unit


class _Loader:
    """Enters activities by the rules that everybody uses; knows people, organisers and competencies."""

    def __init__(self) -> None:
        self._people = dict(db.session.execute(select(Person.code, Person.id)).all())
        self._competencies = dict(db.session.execute(select(Competency.code, Competency.id)).all())
        self._organisers = {
            each.key: organisation(
                each.kind, each.name, unit_by_code(each.unit, each.since), since=each.since, until=each.until
            )
            for each in demo_organisations()
        }

    def load(self, line: DemoActivity) -> None:
        """Plan it, fill its roster, and let it take place as far as its days have come."""
        activity = plan_activity(self._plan(line), by=None)
        if line.cancelled:
            cancel(activity.id, reason=line.cancelled, by=None)
            return
        came = seat(activity.id, self._ids(line.people), by=None).added
        away = seat(activity.id, self._ids(line.absent), by=None).added
        guests = [Guest(each.name, each.group, each.place) for each in line.guests]
        came += seat_guests(activity.id, guests, by=None).added
        if came and activity.valid_until and activity.valid_until <= clock.today():
            _attend(activity, came, away)
            if line.closed:
                close(activity.id, by=None)

    def _plan(self, line: DemoActivity) -> Plan:
        first = min(day for day, _half in line.half_days)
        unit = _unit(line.unit, first)
        return Plan(
            kind=line.kind,
            title=line.title,
            unit_id=unit.id,
            half_days=tuple(line.half_days),
            topics=tuple(self._topic(each, first) for each in line.topics),
            teachers=tuple(
                PlannedTeacher(each.name, self._organisation(each.organisation), each.part)
                for each in line.teachers
            ),
            organiser_id=self._organisers[line.organiser].id,
            place=line.place,
            capacity=line.capacity,
            document=line.document,
            solution_group=line.solution_group,
            typed_count=line.typed,
        )

    def _topic(self, line: DemoTopic, day: date) -> PlannedTopic:
        clauses = [clause_of(number, article, day) for number, article in line.clauses]
        return PlannedTopic(
            line.title,
            self._competencies[line.competency] if line.competency else None,
            line.theory,
            line.practice,
            tuple(each.id for each in clauses if each),
        )

    def _organisation(self, key: str) -> str:
        return self._organisers[key].name if key in self._organisers else key

    def _ids(self, codes: Iterable[str]) -> list[int]:
        return [self._people[code] for code in codes]


def _attend(activity: Activity, came: Sequence[int], away: Sequence[int]) -> None:
    """Type the signed sheets: who came was there in every half-day."""
    presence = {**dict.fromkeys(came, True), **dict.fromkeys(away, False)}
    batch = [
        Taken(
            id=str(uuid4()),
            entry_id=entry_id,
            half_day_id=half_day.id,
            present=present,
            way=AttendanceWay.SHEET,
            taken_at=datetime.combine(half_day.day, EVENING, clock.VIETNAM),
        )
        for half_day in half_days_of(activity.id)
        for entry_id, present in presence.items()
    ]
    take(activity.id, batch, by=None)

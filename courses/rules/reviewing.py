"""For which courses a second person has to look at what is published, and who those are."""

from datetime import date, datetime

from sqlalchemy import select

from courses.models import Demand, Edition, SecondLookChoice
from courses.source.course import CourseSource
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.people.models import AccessRole, Grant, Person

TRAINERS_ENOUGH = 2
"""From so many trainers on one of them can look at what another one has made."""


def demand() -> Demand:
    """What was decided last about second looks; until then certified courses need one."""
    newest = select(SecondLookChoice.demand).order_by(SecondLookChoice.id.desc()).limit(1)
    return db.session.scalar(newest) or Demand.CERTIFIED


def choose_demand(wanted: Demand, *, by: int, now: datetime) -> None:
    """Decide for which courses a second look is needed from now on; the same again changes nothing."""
    lock_for_writing("second-looks")
    if demand() is wanted:
        return
    choice = SecondLookChoice(demand=wanted, decided_at=now, decided_by_id=by)
    db.session.add(choice)
    db.session.flush()
    record("second_look:chosen", choice, by=by, facts={"demand": wanted.value})


def demands_second_look(course: CourseSource | Edition, day: date) -> bool:
    """Whether nobody may publish this course without somebody else having looked at it.

    By what was decided; until then, and with :attr:`Demand.CERTIFIED`, those that give a certificate or carry
    the block of child protection, where at least :data:`TRAINERS_ENOUGH` trainers could look.
    """
    wanted = demand()
    if wanted is not Demand.CERTIFIED:
        return wanted is Demand.ALWAYS
    matters = course.certificate is not None or course.always_show is not None
    return matters and len(trainers(day)) >= TRAINERS_ENOUGH


def trainers(day: date) -> list[int]:
    """Who has the access of a trainer on a day; not those who may do everything only because they look after
    the product."""
    return _with_role(AccessRole.TRAINER, day)


def reviewers(asked_by: int, day: date) -> list[int]:
    """Who is told that something waits for a second look: the other trainers, else the administrators."""
    others = [each for each in trainers(day) if each != asked_by]
    return others or [each for each in _with_role(AccessRole.ADMINISTRATOR, day) if each != asked_by]


def _with_role(role: AccessRole, day: date) -> list[int]:
    held = select(Grant.person_id).where(Grant.access_role == role, Grant.holding_on(day))
    found = select(Person.id).where(Person.id.in_(held)).order_by(Person.id)
    return list(db.session.scalars(found))

"""What changes in a month: who came and who left, what ran out and what will."""

import enum
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, null, or_, select
from sqlalchemy.orm import aliased

from lms.base.database import db
from lms.coverage.models import Scene
from lms.coverage.queries.placing import area_of
from lms.coverage.queries.serving import counts, served
from lms.people.models import Level, Person, Post, Posting, PostPlace, Role
from lms.people.queries import kept_persons
from lms.standards.models import Holding, Requirement, RequirementRole, Validity

A_DAY = timedelta(days=1)


class Change(enum.StrEnum):
    """What became different, or will."""

    JOINED = "joined"  # took up a post this month, and had none on the day before it began
    LEFT = "left"  # gave up a post this month, and has none today
    ENDED = "ended"  # held what is asked of her until some day of this month or the last of the one before
    ENDING = "ending"  # holds it, but not beyond the end of next month


class Happening(NamedTuple):
    """One change of one person."""

    person_id: int
    requirement_id: int | None
    """What she held; None where she came or left."""
    day: date
    """Her first day; or the first day on which she no longer serves, or no longer holds it."""


class Month(NamedTuple):
    """What changed for a unit in the month of a day, and what that leaves to be decided."""

    changes: dict[Change, int]
    """How many happenings of each kind."""
    undecided: int
    """How many people of parted communes stand at the unit itself."""


def month_of(scene: Scene) -> Month:
    """The numbers of the month of the day, in one statement."""
    read = _Read(scene)
    each: list[Select[*tuple[Any, ...]]] = [
        *(_FINDERS[change](read) for change in Change),
        _undecided(scene),
    ]
    numbers = (select(func.count()).select_from(one.subquery()).scalar_subquery() for one in each)
    *changes, undecided = db.session.execute(select(*numbers)).one()
    return Month(dict(zip(Change, changes, strict=True)), undecided)


def people_behind(change: Change, scene: Scene) -> Select[Person]:
    """Whom the happenings of a kind are about, each once, by name."""
    rows = _FINDERS[change](_Read(scene)).subquery()
    chosen = select(rows.c.person_id)
    return select(Person).where(Person.id.in_(chosen)).order_by(Person.sort_key, Person.id)


def happenings(change: Change, scene: Scene, person_ids: Collection[int]) -> list[Happening]:
    """What happened to some of these people, in order of days."""
    rows = _FINDERS[change](_Read(scene)).subquery()
    found = select(rows).where(rows.c.person_id.in_(person_ids)).order_by(rows.c.day, rows.c.person_id)
    return [Happening(*row) for row in db.session.execute(found)]


def _undecided(scene: Scene) -> Select[Any]:
    """People of communes and hamlets who stand at the unit itself, because their commune was parted and
    nobody has said yet to which part they belong."""
    return (
        select(Posting.person_id)
        .join(PostPlace, PostPlace.post_id == Posting.post_id)
        .join(Post, Post.id == Posting.post_id)
        .join(Role, Role.id == Post.role_id)
        .where(PostPlace.unit_id == scene.unit.id, PostPlace.holding_on(scene.day))
        .where(Posting.holding_on(scene.day), Role.level.in_([Level.COMMUNE, Level.HAMLET]))
        .distinct()
    )


class _Read:
    """What the finders read, once for all of them: where people serve, and as whom each is read."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.day = scene.day
        self.first = scene.day.replace(day=1)
        self.area = area_of(scene)
        self.there = served(scene)
        self.kept = kept_persons()

    def holdings(self) -> Select[Any, Any, Any]:
        """``person_id, requirement_id, day``: until when somebody on the page held something that is asked of
        her on the day; the last of these days of each pair. What begins anew for everybody each January is
        left out: its end says nothing about anybody."""
        person_id = func.coalesce(self.kept.c.kept_id, Holding.person_id)
        mentioned = select(self.there.c.person_id).union(select(self.kept.c.merged_id))
        asked = (
            select(RequirementRole.role_id)
            .join(self.there, self.there.c.role_id == RequirementRole.role_id)
            .where(self.there.c.person_id == person_id)
            .where(RequirementRole.requirement_id == Holding.requirement_id)
        )
        lasting = select(Requirement.id).where(
            Requirement.holding_on(self.day), Requirement.validity != Validity.CALENDAR_YEAR
        )
        return (
            select(
                person_id.label("person_id"),
                Holding.requirement_id,
                func.max(Holding.valid_until).label("day"),
            )
            .outerjoin(self.kept, self.kept.c.merged_id == Holding.person_id)
            .where(Holding.person_id.in_(mentioned), Holding.requirement_id.in_(lasting), asked.exists())
            .group_by(person_id, Holding.requirement_id)
        )

    def other(self) -> tuple[type[Holding], Select[int]]:
        """Any holding of the same thing by the same person, to be narrowed."""
        other, merged = aliased(Holding), self.kept.alias()
        person_id = func.coalesce(self.kept.c.kept_id, Holding.person_id)
        hers = or_(
            other.person_id == person_id,
            other.person_id.in_(select(merged.c.merged_id).where(merged.c.kept_id == person_id)),
        )
        return other, select(other.id).where(hers, other.requirement_id == Holding.requirement_id)


def _joined(read: _Read) -> Select[Any, Any, Any]:
    before = aliased(Posting)
    earlier = select(before.id).where(
        before.person_id == Posting.person_id, before.holding_on(read.first - A_DAY)
    )
    place = and_(PostPlace.post_id == Posting.post_id, PostPlace.holding_on(read.day))
    return (
        select(Posting.person_id, null().label("requirement_id"), func.min(Posting.valid_from).label("day"))
        .join(PostPlace, place)
        .join(read.area, read.area.c.unit_id == PostPlace.unit_id)
        .where(Posting.holding_on(read.day), Posting.valid_from >= read.first, ~earlier.exists())
        .group_by(Posting.person_id)
    )


def _left(read: _Read) -> Select[Any, Any, Any]:
    present = aliased(Posting)
    goes_on = select(present.id).where(present.person_id == Posting.person_id, present.holding_on(read.day))
    to_the_end = and_(
        PostPlace.post_id == Posting.post_id,
        PostPlace.valid_from < Posting.valid_until,
        or_(PostPlace.valid_until.is_(None), PostPlace.valid_until >= Posting.valid_until),
    )
    return (
        select(Posting.person_id, null().label("requirement_id"), func.max(Posting.valid_until).label("day"))
        .join(PostPlace, to_the_end)
        .join(read.area, read.area.c.unit_id == PostPlace.unit_id)
        .where(Posting.valid_until >= read.first, Posting.valid_until <= read.day, ~goes_on.exists())
        .group_by(Posting.person_id)
    )


def _ended(read: _Read) -> Select[Any, Any, Any]:
    now, hers = read.other()
    this_month = and_(Holding.valid_until >= read.first, Holding.valid_until <= read.day)
    return read.holdings().where(this_month, ~hers.where(counts(now, read.scene)).exists())


def _ending(read: _Read) -> Select[Any, Any, Any]:
    later, hers = read.other()
    soon = and_(Holding.valid_until > read.day, Holding.valid_until <= after_next_month(read.day))
    goes_on = and_(
        later.valid_from <= Holding.valid_until,
        or_(later.valid_until.is_(None), later.valid_until > Holding.valid_until),
    )
    return read.holdings().where(soon, Holding.valid_from <= read.day, ~hers.where(goes_on).exists())


_FINDERS = {
    Change.JOINED: _joined,
    Change.LEFT: _left,
    Change.ENDED: _ended,
    Change.ENDING: _ending,
}
"""``person_id, requirement_id, day``, each pair once."""


def after_next_month(day: date) -> date:
    """The first day after the month that follows that of ``day``."""
    next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (next_month + timedelta(days=32)).replace(day=1)

"""The names behind a number: the same people, found by the same two steps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import CTE, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.base.text import alphabet_key
from lms.coverage.models import Scene, State
from lms.coverage.queries.serving import judged, served
from lms.people.models import Person, Role, StaffKind
from lms.places.models import Hamlet, Unit


@dataclass(frozen=True)
class Wanted:
    """Which of the people on a page; None leaves a question open."""

    place: int | None = None
    requirement_id: int | None = None
    staff_kind_id: int | None = None
    """With a requirement: asked in a post of this kind."""
    state: State | None = None
    """With a requirement: how far she is."""


class Detail(NamedTuple):
    """One post of somebody on the page, and one thing asked of her in it."""

    person_id: int
    full_name: str
    birth_date: date | None
    phone: str | None
    unit_id: int | None
    """None where the post serves no unit on that day."""
    role_id: int
    requirement_id: int | None
    state: int
    valid_until: date | None
    """The first day on which she no longer holds it; None without an end, and where she does not hold it."""


def people(scene: Scene, wanted: Wanted) -> Select[Person]:
    """Those on the page who are wanted, each once, by name."""
    chosen = _chosen(served(scene), scene, wanted)
    return select(Person).where(Person.id.in_(chosen)).order_by(Person.sort_key, Person.id)


def totals(scene: Scene, wanted: Wanted) -> dict[State, int]:
    """How many of those wanted are how far, whatever ``wanted`` says of the state."""
    each = _states(served(scene), scene, wanted).subquery()
    found = select(each.c.state, func.count()).group_by(each.c.state)
    counts: dict[int, int] = dict(db.session.execute(found).all())
    return {state: counts.get(int(state), 0) for state in State}


def details(scene: Scene, person_ids: Collection[int] | None = None) -> list[Detail]:
    """Every post and requirement of the people on the page (or of some of them), by name.

    Where several holdings speak for one post and requirement, the best one does.
    """
    rows = judged(served(scene), scene).subquery()
    columns = (Person.full_name, Person.birth_date, Person.phone)
    each = (rows.c.unit_id, rows.c.role_id, rows.c.requirement_id, rows.c.state, rows.c.valid_until)
    found = (
        select(rows.c.person_id, *columns, *each)
        .join(Person, Person.id == rows.c.person_id)
        .order_by(Person.sort_key, Person.id, rows.c.state.desc())
    )
    if person_ids is not None:
        found = found.where(rows.c.person_id.in_(person_ids))
    best: dict[tuple[Any, ...], Detail] = {}
    for row in db.session.connection().execute(found):
        detail = Detail(*row)
        best.setdefault((detail.person_id, detail.unit_id, detail.role_id, detail.requirement_id), detail)
    return list(best.values())


def units_by_id(ids: Collection[int]) -> dict[int, Unit]:
    """Units with those above them loaded."""
    above = joinedload(Unit.parent).joinedload(Unit.parent).joinedload(Unit.parent)
    found = db.session.scalars(select(Unit).where(Unit.id.in_(ids)).options(above))
    return {unit.id: unit for unit in found}


def roles_by_id() -> dict[int, Role]:
    """All roles, with their kinds of staff."""
    return {role.id: role for role in db.session.scalars(select(Role))}


def hamlets_among(unit_id: int, day: date, others: Collection[int]) -> list[Hamlet]:
    """The hamlets of a commune on a day and those of some ids, with their communes, in the order of the
    alphabet."""
    here = and_(Hamlet.unit_id == unit_id, Hamlet.holding_on(day))
    found = select(Hamlet).where(or_(here, Hamlet.id.in_(others))).options(joinedload(Hamlet.unit))
    return sorted(db.session.scalars(found), key=lambda hamlet: (alphabet_key(hamlet.name), hamlet.id))


def hamlet_by_id(hamlet_id: int) -> Hamlet | None:
    """The hamlet with this id."""
    return db.session.get(Hamlet, hamlet_id)


def staff_kind_by_code(code: str) -> StaffKind | None:
    """The kind of staff with this code."""
    return db.session.scalar(select(StaffKind).where(StaffKind.code == code))


def lives_of(code: str) -> Sequence[Unit]:
    """The units of any time that had this code, the latest first."""
    return db.session.scalars(select(Unit).where(Unit.code == code).order_by(Unit.valid_from.desc())).all()


def _chosen(there: CTE, scene: Scene, wanted: Wanted) -> Select[int]:
    if wanted.requirement_id is None:
        found = select(there.c.person_id)
        return found if wanted.place is None else found.where(there.c.place == wanted.place)
    each = _states(there, scene, wanted).subquery()
    found = select(each.c.person_id)
    return found if wanted.state is None else found.where(each.c.state == int(wanted.state))


def _states(there: CTE, scene: Scene, wanted: Wanted) -> Select[Any]:
    """``person_id, state`` of everybody of whom the requirement is asked, each once."""
    rows = judged(there, scene).subquery()
    found = (
        select(rows.c.person_id, func.max(rows.c.state).label("state"))
        .where(rows.c.requirement_id == wanted.requirement_id)
        .group_by(rows.c.person_id)
    )
    if wanted.place is not None:
        found = found.where(rows.c.place == wanted.place)
    if wanted.staff_kind_id is not None:
        found = found.where(rows.c.staff_kind_id == wanted.staff_kind_id)
    return found

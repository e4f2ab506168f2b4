"""The rosters of units: who holds which post there, and which posts stand vacant."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, false, func, select
from sqlalchemy.orm import aliased

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Grant, Level, Person, Post, Posting, PostPlace, Role, StaffKind
from lms.people.policies import scope_of
from lms.people.queries import merged_people, posting_rows
from lms.places.models import Hamlet, Organisation, Unit, UnitKind
from lms.places.queries import subtree_ids
from lms.staffing.policies import LISTING_ROLES
from lms.web.access import Permission

_POST: tuple[Any, ...] = (
    PostPlace.unit_id,
    Post.id.label("post_id"),
    Post.role_id,
    StaffKind.name_vi,
    StaffKind.name_en,
    Role.level,
    Hamlet.id.label("hamlet_id"),
    Hamlet.name.label("hamlet"),
    Organisation.name.label("organisation"),
)


class RosterRow(NamedTuple):
    """Somebody in a post of a unit."""

    unit_id: int
    post_id: int
    role_id: int
    name_vi: str
    """Of the post's staff kind, as ``name_en``."""
    name_en: str
    level: Level
    hamlet_id: int | None
    hamlet: str | None
    organisation: str | None
    id: int
    """The posting's, as what follows."""
    second_job: bool
    valid_from: date
    valid_until: date | None
    person_id: int
    code: str
    full_name: str
    sort_key: str
    birth_date: date | None
    phone: str | None


_HOLDER = (
    Person.id.label("person_id"),
    Person.code,
    Person.full_name,
    Person.sort_key,
    Person.birth_date,
    Person.phone,
)


def roster_rows(unit_ids: Collection[int], day: date) -> list[RosterRow]:
    """Who holds which post on ``day`` in the units themselves, by name; who holds two has two rows. Who was
    merged stands there as who is kept."""
    query = (
        _posts_on(day)
        .add_columns(Posting.id, Posting.second_job, Posting.valid_from, Posting.valid_until, *_HOLDER)
        .join(Posting, and_(Posting.post_id == Post.id, Posting.holding_on(day)))
        .join(Person, Person.id == Posting.person_id)
    )
    rows = [
        RosterRow(*row)
        for piece in in_pieces(sorted(unit_ids))
        for row in db.session.execute(query.where(PostPlace.unit_id.in_(piece)))
    ]
    return sorted(_as_kept(rows), key=lambda row: (row.sort_key, row.person_id, row.id))


def _as_kept(rows: Iterable[RosterRow]) -> Iterator[RosterRow]:
    read_as, served = merged_people(), list(rows)
    kept = {read_as[row.person_id] for row in served if row.person_id in read_as}
    people = {
        row.person_id: row
        for piece in in_pieces(sorted(kept))
        for row in db.session.execute(select(*_HOLDER).where(Person.id.in_(piece)))
    }
    for row in served:
        holder = people.get(read_as.get(row.person_id, 0))
        yield row._replace(**holder._mapping) if holder else row


def vacant_rows(unit_id: int, day: date) -> Sequence[Any]:
    """The posts of a unit that nobody holds on ``day``, longest vacant first: of the post as in
    :class:`RosterRow`, and ``since``, the first day on which nobody held it."""
    held = select(Posting.id).where(Posting.post_id == Post.id, Posting.holding_on(day))
    left = (
        select(func.max(Posting.valid_until))
        .where(Posting.post_id == Post.id, Posting.valid_until <= day)
        .scalar_subquery()
    )
    since = func.coalesce(left, Post.valid_from).label("since")
    query = _posts_on(day).add_columns(since).where(PostPlace.unit_id == unit_id, ~held.exists())
    return db.session.execute(query.order_by(since, Post.id)).all()


def _posts_on(day: date) -> Select[Any]:
    return (
        select(*_POST)
        .join(PostPlace, and_(PostPlace.post_id == Post.id, PostPlace.holding_on(day)))
        .join(Role, Role.id == Post.role_id)
        .join(StaffKind, StaffKind.id == Role.staff_kind_id)
        .outerjoin(Hamlet, Hamlet.id == PostPlace.hamlet_id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.holding_on(day))
    )


def communes_listed_by(asker: Person, day: date) -> Select[Unit]:
    """The communes of ``day`` for which the asker keeps rosters, by name."""
    scope = scope_of(asker, Permission.STAFFING_IMPORT, day)
    communes = select(Unit).where(Unit.kind == UnitKind.COMMUNE, Unit.holding_on(day))
    narrowed = communes.where(false() if scope is None else Unit.id.in_(scope))
    return narrowed.order_by(Unit.folded, Unit.code)


def staffed(communes: Select[Unit], day: date) -> Select[Unit]:
    """Those of the communes that some post serves on ``day``."""
    return communes.where(Unit.id.in_(select(PostPlace.unit_id).where(PostPlace.holding_on(day))))


def unit_ids_listed_by(asker: Person, day: date) -> list[int]:
    """The ids of all units of ``day`` for which the asker keeps rosters, whatever their level."""
    scope = scope_of(asker, Permission.STAFFING_IMPORT, day)
    return [] if scope is None else sorted(db.session.scalars(scope))


def named_units(unit_ids: Collection[int]) -> Iterator[Any]:
    """Units with what lies above them, as lists name them: ``id, code, name, kind, above, above_kind,
    far_above``."""
    parent, grandparent = aliased(Unit), aliased(Unit)
    query = (
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Unit.kind,
            parent.name.label("above"),
            parent.kind.label("above_kind"),
            grandparent.name.label("far_above"),
        )
        .outerjoin(parent, parent.id == Unit.parent_id)
        .outerjoin(grandparent, grandparent.id == parent.parent_id)
        .order_by(Unit.folded, Unit.code)
    )
    for piece in in_pieces(sorted(unit_ids)):
        yield from db.session.execute(query.where(Unit.id.in_(piece)))


def roster_keepers(unit_ids: Collection[int], day: date) -> dict[int, list[Person]]:
    """Who answers for the roster of each unit itself on ``day``, and not only for one above it, by name."""
    query = (
        select(Grant.unit_id, Person)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.unit_id.in_(list(unit_ids)), Grant.access_role.in_(LISTING_ROLES), Grant.holding_on(day))
        .order_by(Person.sort_key, Person.id)
    )
    found: dict[int, list[Person]] = {}
    for unit_id, person in db.session.execute(query):
        found.setdefault(unit_id, []).append(person)
    return found


def people_served_by(asker: Person, day: date) -> Select[Person]:
    """Everybody posted on ``day`` in a unit for which the asker may list people, by name."""
    scope = scope_of(asker, Permission.STAFFING_IMPORT, day)
    query = select(Person).order_by(Person.sort_key, Person.id)
    if scope is None:
        return query.where(false())
    rows = posting_rows(scope, day).subquery()
    return query.where(Person.id.in_(select(rows.c.person_id)))


def people_served_in(asker: Person, unit_id: int, day: date) -> Select[Person]:
    """Those of them who are posted in one unit or below it."""
    rows = posting_rows(subtree_ids([unit_id], day), day).subquery()
    return people_served_by(asker, day).where(Person.id.in_(select(rows.c.person_id)))

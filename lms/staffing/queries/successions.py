"""Reading for changes of units: what stands in units that end, and what waits for a decision."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Grant, Person, Post, Posting, PostPlace, Role, StaffKind
from lms.places.models import Hamlet, Organisation, Succession, SuccessionKind, Unit
from lms.staffing.models import UnitChanges


def places_in(unit_ids: Collection[int]) -> list[Any]:
    """How many places of posts in some units end on which day: unit_id, number, valid_until."""
    query = select(PostPlace.unit_id, func.count(), PostPlace.valid_until).group_by(
        PostPlace.unit_id, PostPlace.valid_until
    )
    return [
        row
        for piece in in_pieces(sorted(unit_ids))
        for row in db.session.execute(query.where(PostPlace.unit_id.in_(piece)))
    ]


def posts_to_be_lost(ends: Mapping[int, date | None]) -> list[Any]:
    """The posts that outlive their units, given by the day on which each ends: unit_id, post_id, staff_kind,
    hamlet, person_id, full_name; the last two empty for a vacant post."""
    query = (
        select(
            PostPlace.unit_id,
            PostPlace.post_id,
            PostPlace.valid_until,
            StaffKind,
            Hamlet.name.label("hamlet"),
            Person.id.label("person_id"),
            Person.full_name,
        )
        .join(Post, Post.id == PostPlace.post_id)
        .join(Role, Role.id == Post.role_id)
        .join(StaffKind, StaffKind.id == Role.staff_kind_id)
        .outerjoin(Hamlet, Hamlet.id == PostPlace.hamlet_id)
        .outerjoin(Posting, and_(Posting.post_id == Post.id, Posting.valid_until.is_(None)))
        .outerjoin(Person, Person.id == Posting.person_id)
        .order_by(PostPlace.unit_id, Person.sort_key, PostPlace.post_id)
    )
    return [
        row
        for piece in in_pieces(sorted(ends))
        for row in db.session.execute(query.where(PostPlace.unit_id.in_(piece)))
        if row.valid_until is None or row.valid_until > (ends[row.unit_id] or date.max)
    ]


def organisations_in(unit_ids: Collection[int]) -> list[Organisation]:
    """The organisations of any time that serve or lie in some units, by name."""
    query = select(Organisation).order_by(Organisation.folded, Organisation.id)
    return [
        each
        for piece in in_pieces(sorted(unit_ids))
        for each in db.session.scalars(query.where(Organisation.unit_id.in_(piece)))
    ]


def grants_over(unit_ids: Collection[int]) -> list[Grant]:
    """The grants of any time over some units themselves."""
    query = select(Grant).options(joinedload(Grant.unit)).order_by(Grant.id)
    return [
        each
        for piece in in_pieces(sorted(unit_ids))
        for each in db.session.scalars(query.where(Grant.unit_id.in_(piece)))
    ]


def split_counts(unit_id: int | None = None) -> list[tuple[int, int, int]]:
    """The units that were split, or one of them: how many posts came from it, and how many are decided."""
    query = select(PostPlace.split_unit_id, func.count(), func.count(PostPlace.part_id)).group_by(
        PostPlace.split_unit_id
    )
    which = PostPlace.split_unit_id.is_not(None) if unit_id is None else PostPlace.split_unit_id == unit_id
    return [(key, posts, decided) for key, posts, decided in db.session.execute(query.where(which)) if key]


def parts_by_unit(unit_ids: Collection[int]) -> dict[int, list[Succession]]:
    """By split unit the successions to its parts, by name, with the units above loaded."""
    new = aliased(Unit)
    query = (
        select(Succession)
        .join(new, new.id == Succession.to_id)
        .where(Succession.kind == SuccessionKind.PART)
        .options(
            joinedload(Succession.old).joinedload(Unit.parent).joinedload(Unit.parent),
            joinedload(Succession.new).joinedload(Unit.parent).joinedload(Unit.parent),
        )
        .order_by(new.folded, new.id)
    )
    found: dict[int, list[Succession]] = {}
    for piece in in_pieces(sorted(unit_ids)):
        for link in db.session.scalars(query.where(Succession.from_id.in_(piece))):
            found.setdefault(link.from_id, []).append(link)
    return found


def places_from(split_unit_id: int) -> Sequence[PostPlace]:
    """The places of the posts that came from a split unit, with role, old hamlet and unit of today."""
    return db.session.scalars(
        select(PostPlace)
        .where(PostPlace.split_unit_id == split_unit_id)
        .options(
            joinedload(PostPlace.post).joinedload(Post.role).joinedload(Role.staff_kind),
            joinedload(PostPlace.split_hamlet),
            joinedload(PostPlace.unit),
        )
        .order_by(PostPlace.id)
    ).all()


def people_in(post_ids: Collection[int], day: date | None) -> dict[int, list[Person]]:
    """By post, who holds it on ``day`` or later."""
    query = (
        select(Posting.post_id, Person)
        .join(Person, Person.id == Posting.person_id)
        .where(or_(Posting.valid_until.is_(None), Posting.valid_until > day))
        .order_by(Posting.valid_from, Posting.id)
    )
    found: dict[int, list[Person]] = {}
    for piece in in_pieces(sorted(post_ids)):
        for post_id, person in db.session.execute(query.where(Posting.post_id.in_(piece))):
            found.setdefault(post_id, []).append(person)
    return found


def whole_successions(unit_ids: Select[int]) -> Select[Succession]:
    """The successions of a whole unit that took posts along into some units, newest first."""
    came = select(PostPlace.id).where(
        PostPlace.unit_id == Succession.from_id, PostPlace.valid_until == Succession.effective_on
    )
    old = aliased(Unit)
    return (
        select(Succession)
        .join(old, old.id == Succession.from_id)
        .where(Succession.kind != SuccessionKind.PART, Succession.to_id.in_(unit_ids), came.exists())
        .options(
            joinedload(Succession.old).joinedload(Unit.parent).joinedload(Unit.parent),
            joinedload(Succession.new).joinedload(Unit.parent),
        )
        .order_by(Succession.effective_on.desc(), old.folded, old.id)
    )


def posts_moved(successions: Collection[Succession]) -> dict[int, int]:
    """By the id of a unit that ended, how many posts left it on its last day."""
    query = (
        select(PostPlace.unit_id, func.count())
        .join(Unit, Unit.id == PostPlace.unit_id)
        .where(
            PostPlace.unit_id.in_([each.from_id for each in successions]),
            PostPlace.valid_until == Unit.valid_until,
        )
        .group_by(PostPlace.unit_id)
    )
    return dict(db.session.execute(query).all())


def changes_sent() -> Select[UnitChanges]:
    """The lists of changes that were sent or entered, newest first."""
    return select(UnitChanges).order_by(UnitChanges.sent_at.desc(), UnitChanges.id.desc())


def grants_waiting() -> list[tuple[Grant, Person]]:
    """The grants over units that ended without a whole successor, with whose they are, by name."""
    lasts = or_(Grant.valid_until.is_(None), Grant.valid_until > Unit.valid_until)
    query = (
        select(Grant, Person)
        .join(Unit, Unit.id == Grant.unit_id)
        .join(Person, Person.id == Grant.person_id)
        .where(Unit.valid_until.is_not(None), lasts)
        .options(joinedload(Grant.unit).joinedload(Unit.parent).joinedload(Unit.parent))
        .order_by(Person.sort_key, Grant.id)
    )
    return [(granted, person) for granted, person in db.session.execute(query)]

"""Finding people, their posts and their roles."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import CTE, Select, and_, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased, joinedload, selectinload

from lms.base.database import db
from lms.base.text import clean, fold
from lms.people.models import Level, Person, PersonAlias, Post, Posting, PostPlace, Role, StaffKind
from lms.people.policies import kept_by, scope_of, seen_by
from lms.places.models import Unit
from lms.places.queries import find_units, subtree_ids
from lms.web.access import Permission


def person_by_code(code: str) -> Person | None:
    """The person with this staff code."""
    return db.session.scalar(select(Person).where(Person.code == clean(code)))


def codes_among(codes: Collection[str]) -> set[str]:
    """Those of the staff codes that somebody has."""
    return set(db.session.scalars(select(Person.code).where(Person.code.in_(codes))))


def merged_people() -> dict[int, int]:
    """Who is read as whom, through merging on merging: for each person merged the one who is kept."""
    holding = select(PersonAlias.merged_id, PersonAlias.kept_id).where(PersonAlias.undone_at.is_(None))
    into = dict(db.session.execute(holding).all())

    def kept(person_id: int) -> int:
        while person_id in into:
            person_id = into[person_id]
        return person_id

    return {merged_id: kept(merged_id) for merged_id in into}


def kept_persons() -> CTE:
    """``merged_id, kept_id``: who is read as whom, as :func:`merged_people` says, inside a statement."""
    chain = (
        select(PersonAlias.merged_id, PersonAlias.kept_id)
        .where(PersonAlias.undone_at.is_(None))
        .cte(recursive=True)
    )
    further = aliased(PersonAlias)
    chain = chain.union(
        select(chain.c.merged_id, further.kept_id).join(
            further, and_(further.merged_id == chain.c.kept_id, further.undone_at.is_(None))
        )
    )
    merged_again = select(PersonAlias.merged_id).where(PersonAlias.undone_at.is_(None))
    return select(chain.c.merged_id, chain.c.kept_id).where(chain.c.kept_id.not_in(merged_again)).cte()


def merged_into(person_ids: Collection[int]) -> dict[int, int]:
    """Those who were merged into one of these people, each with whom she is read as."""
    return {merged: kept for merged, kept in merged_people().items() if kept in person_ids}


def people_with_phone(phone: str) -> Sequence[Person]:
    """Everybody who uses this number (digits only), by name: one phone may serve a family."""
    return db.session.scalars(
        select(Person).where(Person.phone == phone).order_by(Person.sort_key, Person.id)
    ).all()


def search_people(
    asker: Person, words: str, permission: Permission = Permission.PEOPLE_SEE
) -> Select[Person]:
    """Those whom the asker may see by ``permission`` and whom the words name: a part of the name with or
    without diacritics, a code, or a phone number; by name."""
    words = clean(words)
    digits = "".join(char for char in words if char.isdigit())
    named = [Person.folded.contains(fold(words), autoescape=True), func.lower(Person.code) == words.lower()]
    if digits:
        named.append(Person.phone == digits)
    return (
        select(Person)
        .where(or_(*named), seen_by(asker, None, permission))
        .order_by(Person.sort_key, Person.id)
    )


def find_people(asker: Person, words: str, unit_words: str, day: date) -> Select[Person]:
    """Those whom the asker may see, by name: without words those posted on ``day``, with words those that
    :func:`search_people` finds; where ``unit_words`` name units, only those posted there on ``day``."""
    query = search_people(asker, words) if words else _posted_today(asker, day)
    if unit_words:
        tops = [unit.id for unit in find_units(unit_words, day)]
        rows = posting_rows(subtree_ids(tops, day), day).subquery()
        query = query.where(Person.id.in_(select(rows.c.person_id)))
    return query.where(Person.id.not_in(_merged()))


def _merged() -> Select[int]:
    return select(PersonAlias.merged_id).where(PersonAlias.undone_at.is_(None))


def _posted_today(asker: Person, day: date) -> Select[Person]:
    return select(Person).where(seen_by(asker, day)).order_by(Person.sort_key, Person.id)


def postings_on(person_ids: Collection[int], day: date) -> dict[int, list[Posting]]:
    """The postings of some people that hold on ``day``, by person, with role and places loaded; those of who
    was merged are of who is kept."""
    found: dict[int, list[Posting]] = {}
    read_as = merged_into(person_ids)
    query = (
        select(Posting)
        .where(Posting.person_id.in_([*person_ids, *read_as]), Posting.holding_on(day))
        .options(
            joinedload(Posting.post).joinedload(Post.role).joinedload(Role.staff_kind),
            joinedload(Posting.post)
            .selectinload(Post.places)
            .joinedload(PostPlace.unit)
            .joinedload(Unit.parent)
            .joinedload(Unit.parent),
            joinedload(Posting.post).selectinload(Post.places).joinedload(PostPlace.hamlet),
        )
        .order_by(Posting.valid_from, Posting.id)
    )
    for posting in db.session.scalars(query):
        found.setdefault(read_as.get(posting.person_id, posting.person_id), []).append(posting)
    return found


def postings_of(person_id: int, day: date | None = None) -> Sequence[Posting]:
    """The postings of a person and of who was merged into her, newest first, with post, role, organisation
    and places loaded.

    With ``day`` only those that hold on it.
    """
    query = _full_postings().where(Posting.person_id.in_([person_id, *merged_into([person_id])]))
    if day:
        query = query.where(Posting.holding_on(day))
    return db.session.scalars(query).all()


def kept_postings(asker: Person, postings: Sequence[Posting], day: date) -> set[int]:
    """The ids of those of the postings that the asker may end or change on ``day``."""
    ids = [posting.id for posting in postings]
    return set(db.session.scalars(select(Posting.id).where(Posting.id.in_(ids), kept_by(asker, day))))


def postings_of_each(person_ids: Collection[int]) -> dict[int, list[Posting]]:
    """All postings that stand on the very records of some people, by person, loaded as in
    :func:`postings_of`."""
    found: dict[int, list[Posting]] = {}
    for posting in db.session.scalars(_full_postings().where(Posting.person_id.in_(person_ids))):
        found.setdefault(posting.person_id, []).append(posting)
    return found


def _full_postings() -> Select[Posting]:
    return (
        select(Posting)
        .options(
            joinedload(Posting.post).joinedload(Post.role).joinedload(Role.staff_kind),
            joinedload(Posting.post).joinedload(Post.organisation),
            joinedload(Posting.post)
            .selectinload(Post.places)
            .joinedload(PostPlace.unit)
            .joinedload(Unit.parent)
            .joinedload(Unit.parent),
            joinedload(Posting.post).selectinload(Post.places).joinedload(PostPlace.hamlet),
        )
        .order_by(Posting.valid_from.desc(), Posting.id.desc())
    )


def posting_rows(unit_ids: Select[int], day: date) -> Select[int, int, int, int | None, int]:
    """Who holds which role where on ``day`` in the given units: person_id, role_id, unit_id, hamlet_id,
    posting_id. Somebody with two posts gives two rows; count distinct persons."""
    return (
        select(
            Posting.person_id,
            Post.role_id,
            PostPlace.unit_id,
            PostPlace.hamlet_id,
            Posting.id.label("posting_id"),
        )
        .join(Post, Post.id == Posting.post_id)
        .join(PostPlace, PostPlace.post_id == Post.id)
        .where(PostPlace.unit_id.in_(unit_ids), PostPlace.holding_on(day), Posting.holding_on(day))
    )


def holder_of(post_id: int, day: date) -> Person | None:
    """Who holds a post on ``day``; None while it stands vacant."""
    return db.session.scalar(
        select(Person)
        .join(Posting, Posting.person_id == Person.id)
        .where(Posting.post_id == post_id, Posting.holding_on(day))
    )


def posts_at(unit_id: int, day: date) -> Select[Post]:
    """The posts that serve a unit itself on ``day``, with or without somebody in them."""
    return (
        select(Post)
        .join(PostPlace, PostPlace.post_id == Post.id)
        .where(PostPlace.unit_id == unit_id, PostPlace.holding_on(day), Post.holding_on(day))
        .order_by(Post.role_id, Post.id)
    )


def vacant_posts(unit_id: int, day: date) -> Select[Post]:
    """Those of :func:`posts_at` that nobody holds on ``day`` or later, with role and places loaded."""
    lasting = or_(Posting.valid_until.is_(None), Posting.valid_until > day)
    held = select(Posting.id).where(Posting.post_id == Post.id, lasting)
    return (
        posts_at(unit_id, day)
        .where(~held.exists())
        .options(
            joinedload(Post.role).joinedload(Role.staff_kind),
            selectinload(Post.places).joinedload(PostPlace.hamlet),
        )
    )


def left_on(post_ids: Collection[int], day: date) -> dict[int, date]:
    """By post, since when nobody has held it on ``day``; what nobody ever held is not listed."""
    left = select(Posting.post_id, func.max(Posting.valid_until))
    ended = left.where(Posting.post_id.in_(post_ids), Posting.valid_until <= day).group_by(Posting.post_id)
    return {post_id: day for post_id, day in db.session.execute(ended) if day}


def units_in_scope(
    asker: Person, words: str, day: date, permission: Permission = Permission.STAFFING_IMPORT
) -> list[Unit]:
    """The units that words name among those of ``day`` over which the asker holds a permission."""
    scope = scope_of(asker, permission, day)
    if scope is None:
        return []
    found = find_units(words, day)
    hers = select(Unit.id).where(Unit.id.in_([unit.id for unit in found]), Unit.id.in_(scope))
    ids = set(db.session.scalars(hers))
    return [unit for unit in found if unit.id in ids]


def staff_kinds() -> Select[StaffKind]:
    """All staff kinds, in the order in which lists show them."""
    return select(StaffKind).order_by(StaffKind.position, StaffKind.id)


def roles() -> Select[Role]:
    """All roles, by staff kind and level."""
    return select(Role).join(StaffKind).order_by(StaffKind.position, Role.id)


def role_of(staff_kind_code: str, level: Level) -> Role:
    """The role of a staff kind at a level. Raises ``NoResultFound`` where that kind does not work there."""
    found = db.session.scalar(
        select(Role).join(StaffKind).where(StaffKind.code == staff_kind_code, Role.level == level)
    )
    if found is None:
        raise NoResultFound(f"no role {staff_kind_code} at level {level}")
    return found


def staff_kinds_of(person_id: int, day: date) -> set[str]:
    """The codes of the kinds of staff that a person is on ``day``."""
    found = (
        select(StaffKind.code)
        .join(Role, Role.staff_kind_id == StaffKind.id)
        .join(Post, Post.role_id == Role.id)
        .join(Posting, Posting.post_id == Post.id)
        .where(Posting.person_id == person_id, Posting.holding_on(day))
    )
    return set(db.session.scalars(found))

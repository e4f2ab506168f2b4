"""Posts that nobody holds: since when, who held them last, and whether she means to come back."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Person, Post, Posting, PostPlace, Role, StaffKind
from lms.people.queries import kept_persons
from lms.places.models import Hamlet, Organisation


def vacancies(scope: Select[int], day: date) -> Select[Any]:
    """``post_id, unit_id, name_vi, name_en`` (of the staff kind)``, hamlet, since, person_id, full_name,
    phone, end_reason, expected_back_on`` of the posts in the units of a scope that nobody holds on ``day``,
    the longest vacant first; what regards a person is of who held it last, NULL where nobody ever did. Who
    was merged stands there as who is kept.
    """
    kept = kept_persons()
    since = func.coalesce(Posting.valid_until, Post.valid_from).label("since")
    columns: tuple[Any, ...] = (
        Post.id.label("post_id"),
        PostPlace.unit_id,
        StaffKind.name_vi,
        StaffKind.name_en,
        Hamlet.name.label("hamlet"),
        since,
        Person.id.label("person_id"),
        Person.full_name,
        Person.phone,
        Posting.end_reason,
        Posting.expected_back_on,
    )
    return (
        select(*columns)
        .select_from(PostPlace)
        .join(Post, Post.id == PostPlace.post_id)
        .join(Role, Role.id == Post.role_id)
        .join(StaffKind, StaffKind.id == Role.staff_kind_id)
        .outerjoin(Hamlet, Hamlet.id == PostPlace.hamlet_id)
        .outerjoin(Posting, Posting.id == _last_posting(day))
        .outerjoin(kept, kept.c.merged_id == Posting.person_id)
        .outerjoin(Person, Person.id == func.coalesce(kept.c.kept_id, Posting.person_id))
        .where(*_vacant(scope, day))
        .order_by(since, Post.id)
    )


def _last_posting(day: date) -> ScalarSelect[int]:
    """The posting of a post that ended last by ``day``."""
    before = aliased(Posting)
    return (
        select(before.id)
        .where(before.post_id == Post.id, before.valid_until <= day)
        .order_by(before.valid_until.desc(), before.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def vacancy_count(scope: Select[int], day: date) -> int:
    """How many posts in the units of a scope nobody holds on ``day``."""
    found = select(func.count()).select_from(PostPlace).join(Post, Post.id == PostPlace.post_id)
    return db.session.scalar(found.where(*_vacant(scope, day))) or 0


def _vacant(scope: Select[int], day: date) -> tuple[Any, ...]:
    held = aliased(Posting)
    holds = select(held.id).where(held.post_id == Post.id, held.holding_on(day))
    return PostPlace.unit_id.in_(scope), PostPlace.holding_on(day), Post.holding_on(day), ~holds.exists()


def free_post_rows(
    unit_ids: Collection[int], role_ids: Collection[int], left: Collection[int]
) -> Iterator[Any]:
    """The posts of some roles that serve some units at any time and that nobody holds without end, and those
    of the ids ``left``, a row for each place: ``id, role_id, valid_until, employer`` (folded)``, unit_id,
    hamlet, place_from, place_until, valid_from``."""
    endless = select(Posting.id).where(Posting.post_id == Post.id, Posting.valid_until.is_(None))
    query = (
        select(
            Post.id,
            Post.role_id,
            Post.valid_from,
            Post.valid_until,
            Organisation.folded.label("employer"),
            PostPlace.unit_id,
            Hamlet.name.label("hamlet"),
            PostPlace.valid_from.label("place_from"),
            PostPlace.valid_until.label("place_until"),
        )
        .join(PostPlace, PostPlace.post_id == Post.id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .outerjoin(Hamlet, Hamlet.id == PostPlace.hamlet_id)
        .where(Post.role_id.in_(role_ids))
        .order_by(Post.id, PostPlace.valid_from, PostPlace.id)
    )
    for piece in in_pieces(sorted(unit_ids)):
        yield from db.session.execute(query.where(PostPlace.unit_id.in_(piece), ~endless.exists()))
    for piece in in_pieces(sorted(left)):
        yield from db.session.execute(query.where(Post.id.in_(piece), endless.exists()))


def posting_rows_of(post_ids: Collection[int]) -> Iterator[Any]:
    """Who held some posts, in order: ``id, post_id, person_id, valid_until, expected_back_on``."""
    columns = (Posting.id, Posting.post_id, Posting.person_id, Posting.valid_until, Posting.expected_back_on)
    query = select(*columns).order_by(Posting.valid_from, Posting.id)
    for piece in in_pieces(sorted(post_ids)):
        yield from db.session.execute(query.where(Posting.post_id.in_(piece)))

"""Posts that nobody holds: since when, who held them last, and whether she means to come back."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from lms.base.database import db
from lms.people.models import Person, Post, Posting, PostPlace, Role, StaffKind
from lms.places.models import Hamlet


def vacancies(scope: Select[int], day: date) -> Select[Any]:
    """``post_id, unit_id, name_vi, name_en`` (of the staff kind)``, hamlet, since, person_id, full_name,
    phone, end_reason, expected_back_on`` of the posts in the units of a scope that nobody holds on ``day``,
    the longest vacant first; what regards a person is of who held it last, NULL where nobody ever did.
    """
    before = aliased(Posting)
    last = (
        select(before.id)
        .where(before.post_id == Post.id, before.valid_until <= day)
        .order_by(before.valid_until.desc(), before.id.desc())
        .limit(1)
        .scalar_subquery()
    )
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
        .outerjoin(Posting, Posting.id == last)
        .outerjoin(Person, Person.id == Posting.person_id)
        .where(*_vacant(scope, day))
        .order_by(since, Post.id)
    )


def vacancy_count(scope: Select[int], day: date) -> int:
    """How many posts in the units of a scope nobody holds on ``day``."""
    found = select(func.count()).select_from(PostPlace).join(Post, Post.id == PostPlace.post_id)
    return db.session.scalar(found.where(*_vacant(scope, day))) or 0


def _vacant(scope: Select[int], day: date) -> tuple[Any, ...]:
    held = aliased(Posting)
    holds = select(held.id).where(held.post_id == Post.id, held.holding_on(day))
    return PostPlace.unit_id.in_(scope), PostPlace.holding_on(day), Post.holding_on(day), ~holds.exists()

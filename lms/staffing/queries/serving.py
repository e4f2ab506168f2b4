"""Where posts of some roles served, who held them and who met a requirement meanwhile: rows for counting
days."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, and_, func, or_, select

from lms.base.database import Dated, db
from lms.people.models import PersonAlias, Post, Posting, PostPlace
from lms.places.models import HamletSuccession
from lms.standards.models import EvidenceStatus, Holding, Requirement, RequirementRole


class Served(NamedTuple):
    """A time during which a post served a place of today."""

    post_id: int
    role_id: int
    unit_id: int
    """The unit of that place today."""
    hamlet_id: int | None
    """The hamlet as it is today; None where none is known."""
    valid_from: date
    valid_until: date | None


class Held(NamedTuple):
    """A time during which somebody held a post."""

    post_id: int
    person_id: int
    valid_from: date
    valid_until: date | None


class Met(NamedTuple):
    """A time during which somebody met a requirement, confirmed."""

    person_id: int
    requirement_id: int
    valid_from: date
    valid_until: date | None


class Posts:
    """The posts of some roles that serve a unit of a scope today; and those before them in the same hamlets.

    Each method is one statement, however many posts there are.
    """

    def __init__(self, scope: Select[int], role_ids: Collection[int], today: date, since: date) -> None:
        """``since``: what ended before it is left out."""
        self.role_ids, self.since = sorted(role_ids), since
        self.here: CTE = (
            select(PostPlace.post_id, PostPlace.unit_id, PostPlace.hamlet_id)
            .join(Post, Post.id == PostPlace.post_id)
            .where(Post.role_id.in_(self.role_ids), Post.holding_on(today))
            .where(PostPlace.holding_on(today), PostPlace.unit_id.in_(scope))
            .cte("here")
        )
        self.hamlets = _hamlets_before(self.here)
        self.post_ids = select(self.here.c.post_id).union(
            select(PostPlace.post_id)
            .join(self.hamlets, self.hamlets.c.hamlet_id == PostPlace.hamlet_id)
            .join(Post, Post.id == PostPlace.post_id)
            .where(Post.role_id.in_(self.role_ids))
        )

    def served(self) -> list[Served]:
        """When which post served which place."""
        in_hamlets = (
            select(
                Post.id,
                Post.role_id,
                self.hamlets.c.unit_id,
                self.hamlets.c.today_id,
                PostPlace.valid_from,
                PostPlace.valid_until,
            )
            .join(PostPlace, PostPlace.post_id == Post.id)
            .join(self.hamlets, self.hamlets.c.hamlet_id == PostPlace.hamlet_id)
            .where(Post.role_id.in_(self.role_ids), self._lasts(PostPlace))
        )
        elsewhere = (
            select(
                Post.id,
                Post.role_id,
                self.here.c.unit_id,
                self.here.c.hamlet_id,
                PostPlace.valid_from,
                PostPlace.valid_until,
            )
            .join(PostPlace, PostPlace.post_id == Post.id)
            .join(self.here, self.here.c.post_id == Post.id)
            .where(self.here.c.hamlet_id.is_(None), self._lasts(PostPlace))
        )
        return [Served(*row) for row in db.session.execute(in_hamlets.union_all(elsewhere))]

    def held(self) -> list[Held]:
        """When who held which of the posts."""
        found = select(Posting.post_id, Posting.person_id, Posting.valid_from, Posting.valid_until)
        found = found.where(Posting.post_id.in_(self.post_ids), self._lasts(Posting))
        return [Held(*row) for row in db.session.execute(found)]

    def met(self, requirement_ids: Collection[int]) -> list[Met]:
        """When who of them met which of the requirements, by whatever record of hers."""
        people = select(Posting.person_id).where(Posting.post_id.in_(self.post_ids), self._lasts(Posting))
        merged = select(PersonAlias.merged_id).where(PersonAlias.undone_at.is_(None))
        kept = select(PersonAlias.kept_id).where(PersonAlias.undone_at.is_(None))
        found = select(Holding.person_id, Holding.requirement_id, Holding.valid_from, Holding.valid_until)
        found = found.where(
            Holding.requirement_id.in_(sorted(requirement_ids)),
            Holding.status == EvidenceStatus.CONFIRMED,
            or_(Holding.person_id.in_(people), Holding.person_id.in_(merged), Holding.person_id.in_(kept)),
            self._lasts(Holding),
        )
        return [Met(*row) for row in db.session.execute(found)]

    def _lasts(self, model: type[Dated]) -> ColumnElement[bool]:
        return or_(model.valid_until.is_(None), model.valid_until > self.since)


def _hamlets_before(here: CTE) -> CTE:
    """``today_id, unit_id, hamlet_id``: each hamlet served today, with those that it was before."""
    today = (
        select(
            here.c.hamlet_id.label("today_id"),
            func.max(here.c.unit_id).label("unit_id"),
            here.c.hamlet_id.label("hamlet_id"),
        )
        .where(here.c.hamlet_id.is_not(None))
        .group_by(here.c.hamlet_id)
    )
    chain = today.cte("hamlets", recursive=True)
    return chain.union(
        select(chain.c.today_id, chain.c.unit_id, HamletSuccession.from_id).join(
            HamletSuccession, HamletSuccession.to_id == chain.c.hamlet_id
        )
    )


class Asking(NamedTuple):
    """A time during which a requirement was asked of a role."""

    requirement_id: int
    code: str
    role_id: int
    valid_from: date
    valid_until: date | None


def askings(codes: Collection[str], since: date, until: date) -> list[Asking]:
    """When what stands under these codes was asked of which roles, as far as it meets a span."""
    not_over = or_(Requirement.valid_until.is_(None), Requirement.valid_until > since)
    meets = and_(Requirement.valid_from < until, not_over)
    found = (
        select(
            Requirement.id,
            Requirement.code,
            RequirementRole.role_id,
            Requirement.valid_from,
            Requirement.valid_until,
        )
        .join(RequirementRole, RequirementRole.requirement_id == Requirement.id)
        .where(Requirement.code.in_(sorted(codes)), meets)
    )
    return [Asking(*row) for row in db.session.execute(found)]

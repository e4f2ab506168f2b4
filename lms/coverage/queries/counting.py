"""What a page counts: who serves in which place in which role, who has shown what, and the vacant posts."""

from typing import Any, NamedTuple

from sqlalchemy import CTE, Select, String, and_, case, cast, func, literal, null, select

from lms.base.database import db
from lms.coverage.models import Scene, State
from lms.coverage.queries.narrowing import of_kinds
from lms.coverage.queries.placing import placed_posts
from lms.coverage.queries.serving import counts, served
from lms.people.models import Post, Posting
from lms.people.queries import kept_persons
from lms.standards.models import EvidenceStatus, Holding


class Present(NamedTuple):
    """Everybody on a page."""

    serving: dict[tuple[int, int], set[int]]
    """By place and role, who serves there."""
    alike: list[tuple[frozenset[int], set[int]]]
    """The people who hold the same (and perhaps others, who serve elsewhere), with the ids of what they hold:
    of a requirement that is met confirmed its id, of one that is only declared its id below zero."""

    def showing(self, requirement_id: int, state: State) -> set[int]:
        """Who meets a requirement in that state; of whom it is asked is another question. Whoever holds it
        by several records may be in both states."""
        mark = requirement_id if state is State.CONFIRMED else -requirement_id
        return set().union(*(people for held, people in self.alike if mark in held))


def present(scene: Scene) -> Present:
    """Everybody on the page with what each has shown, in one statement.

    People come as numbers parted by commas, those of one place and role together and those who hold the
    same, so that 180,000 of them times twelve requirements are some hundred strings instead of two million
    rows.
    """
    people = served(scene)
    rows = db.session.connection().execute(_serving(people).union_all(_showing(people, scene)))
    found = Present({}, [])
    for place, role_id, held, ids in rows:
        if held is None:
            found.serving[place, role_id] = _numbers(ids)
        else:
            found.alike.append((frozenset(_numbers(held)), _numbers(ids)))
    return found


def vacancies(scene: Scene) -> dict[int, int]:
    """How many posts stand vacant in each place of the page that has any; none where people are asked for
    by what a vacant post cannot have."""
    if not scene.among.is_of_posts:
        return {}
    posts = placed_posts(scene).subquery()
    held = select(Posting.id).where(Posting.post_id == posts.c.post_id, Posting.holding_on(scene.day))
    vacant = (
        select(posts.c.place, func.count(posts.c.post_id.distinct()))
        .join(Post, and_(Post.id == posts.c.post_id, Post.holding_on(scene.day)))
        .where(~held.exists())
        .group_by(posts.c.place)
    )
    if scene.among.staff_kind_ids:
        vacant = vacant.where(posts.c.role_id.in_(of_kinds(scene.among.staff_kind_ids)))
    return dict(db.session.execute(vacant).all())


def _serving(people: CTE) -> Select[Any]:
    return select(
        people.c.place, people.c.role_id, null().label("held"), _joined(people.c.person_id)
    ).group_by(people.c.place, people.c.role_id)


def _showing(people: CTE, scene: Scene) -> Select[Any]:
    """Grouped by record before it is read as whose: that is the order of the index."""
    kept = kept_persons()
    there = select(people.c.person_id).union(select(kept.c.merged_id))
    confirmed = Holding.status == EvidenceStatus.CONFIRMED
    mark = case((confirmed, Holding.requirement_id), else_=-Holding.requirement_id)
    record = (
        select(Holding.person_id, _joined(mark).label("held"))
        .where(counts(Holding, scene), Holding.person_id.in_(there))
        .group_by(Holding.person_id)
        .subquery()
    )
    return (
        select(
            literal(0), literal(0), record.c.held, _joined(func.coalesce(kept.c.kept_id, record.c.person_id))
        )
        .outerjoin(kept, kept.c.merged_id == record.c.person_id)
        .group_by(record.c.held)
    )


def _joined(numbers: Any) -> Any:
    return func.aggregate_strings(cast(numbers, String), ",")


def _numbers(joined: str) -> set[int]:
    return set(map(int, joined.split(",")))

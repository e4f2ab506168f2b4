"""What a page counts: who serves in which place in which role, who has shown what, and the vacant posts."""

from typing import Any, NamedTuple

from sqlalchemy import Select, String, and_, cast, func, literal, null, select

from lms.base.database import db
from lms.coverage.models import Scene, State
from lms.coverage.queries.narrowing import kept_persons, of_kinds
from lms.coverage.queries.placing import placed_posts
from lms.coverage.queries.serving import counts, served
from lms.people.models import Post, Posting
from lms.standards.models import EvidenceStatus, Holding, Requirement

STATES = {EvidenceStatus.CONFIRMED: State.CONFIRMED, EvidenceStatus.DECLARED: State.DECLARED}


class Present(NamedTuple):
    """Everybody on a page. People are numbers parted by commas, so that 180,000 of them times twelve
    requirements are some hundred strings instead of two million rows."""

    serving: dict[tuple[int, int], str]
    """By place and role, who serves there."""
    showing: dict[tuple[int, State], str]
    """By requirement and state, who of them meets it (and perhaps others, of whom it is not asked here)."""


def present(scene: Scene) -> Present:
    """Everybody on the page with what each has shown, in one statement."""
    people = served(scene)
    rows = db.session.connection().execute(_serving(people).union_all(_showing(people, scene)))
    found = Present({}, {})
    for place, key, status, ids in rows:
        if status is None:
            found.serving[place, key] = ids
        else:
            found.showing[key, STATES[EvidenceStatus(status)]] = ids
    return found


def people_in(ids: str) -> set[int]:
    """The people of such a string, each once."""
    return set(map(int, ids.split(",")))


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


def _serving(people: Any) -> Select[Any]:
    return select(
        people.c.place, people.c.role_id, null().label("status"), _joined(people.c.person_id)
    ).group_by(people.c.place, people.c.role_id)


def _showing(people: Any, scene: Scene) -> Select[Any]:
    kept = kept_persons()
    person_id = func.coalesce(kept.c.kept_id, Holding.person_id)
    asked = select(Requirement.id).where(Requirement.holding_on(scene.day))
    there = select(people.c.person_id).union(select(kept.c.merged_id))
    return (
        select(literal(0), Holding.requirement_id, cast(Holding.status, String), _joined(person_id))
        .outerjoin(kept, kept.c.merged_id == Holding.person_id)
        .where(counts(Holding, scene), Holding.requirement_id.in_(asked), Holding.person_id.in_(there))
        .group_by(Holding.requirement_id, Holding.status)
    )


def _joined(ids: Any) -> Any:
    return func.aggregate_strings(cast(ids, String), ",")

"""What a page counts: one row for each posting and requirement, and the posts that stand vacant."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, select

from lms.base.database import db
from lms.coverage.queries.serving import Scene, judged, placed_posts, served
from lms.people.models import Post, Posting

Standing = tuple[int, int, int, int | None, int]
"""Somebody in one of her posts, with one thing asked of her: place, person, kind of staff, requirement (None
where nothing is asked of the post), and how far she is, as in ``serving.State``."""


def standings(scene: Scene) -> Sequence[Standing]:
    """Everybody on the page with what is asked of her, in one statement.

    Counting distinct people in so many ways (by row, requirement and kind, with and without each) takes
    SQLite a sort for each; sets in memory do it in a fraction of that. Rows are read past the session,
    which would look for models in each of them.
    """
    rows = judged(served(scene), scene).subquery()
    wanted = select(rows.c.place, rows.c.person_id, rows.c.staff_kind_id, rows.c.requirement_id, rows.c.state)
    rows_read: Sequence[Any] = db.session.connection().execute(wanted).all()
    return rows_read


def vacancies(scene: Scene) -> dict[int, int]:
    """How many posts stand vacant in each place of the page that has any."""
    posts = placed_posts(scene).subquery()
    held = select(Posting.id).where(Posting.post_id == posts.c.post_id, Posting.holding_on(scene.day))
    vacant = (
        select(posts.c.place, func.count(posts.c.post_id.distinct()))
        .join(Post, and_(Post.id == posts.c.post_id, Post.holding_on(scene.day)))
        .where(~held.exists())
        .group_by(posts.c.place)
    )
    return dict(db.session.execute(vacant).all())

"""Gathering the posts that the new postings of a list may take, as they are once its last days are written:
a few queries for any list."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from lms.staffing.queries.vacancies import free_post_rows, posting_rows_of
from lms.staffing.rules.filling_posts import FreePost, Turns, fill
from lms.staffing.rules.plans import Plan, PlannedPlace


def posts_in_turn(plan: Plan) -> list[Turns]:
    """The posts that the new postings of a plan hold, on record or to be opened."""
    new = [each for each in plan.postings if each.known is None]
    return fill(new, _free_posts(plan)) if new else []


def vacancies_filled(plan: Plan) -> int:
    """How many new postings of a plan need no new post: a vacant one is there, or another row leaves one."""
    return sum(len(each.postings) - (each.on_record is None) for each in posts_in_turn(plan))


def _free_posts(plan: Plan) -> list[FreePost]:
    new = [each for each in plan.postings if each.known is None]
    left = {each.known.id: each for each in plan.postings if each.known and "until" in each.changed}
    places: dict[int, list[Any]] = defaultdict(list)
    for row in free_post_rows(
        {place.unit_id for each in new for place in each.places},
        {each.role_id for each in new},
        {each.known.post_id for each in left.values() if each.known},
    ):
        places[row.id].append(row)
    until: dict[int, date] = {}
    last: dict[int, Any] = {}
    held: set[int] = set()  # without end, also after this list
    for row in posting_rows_of(places):
        end = left[row.id].until if row.id in left else row.valid_until
        if end is None:
            held.add(row.post_id)
        elif end >= until.get(row.post_id, end):
            until[row.post_id], last[row.post_id] = end, row
    return [
        _free_post(rows, until.get(post_id), last.get(post_id))
        for post_id, rows in places.items()
        if post_id not in held
    ]


def _free_post(rows: Sequence[Any], until: date | None, last: Any) -> FreePost:
    post = rows[0]
    return FreePost(
        id=post.id,
        role_id=post.role_id,
        employer=post.employer or "",
        until=post.valid_until,
        places=tuple(
            PlannedPlace(row.unit_id, row.hamlet or "", row.place_from, row.place_until) for row in rows
        ),
        free_from=until or post.valid_from,
        holder_id=last.person_id if last else None,
        is_awaited=bool(last and last.expected_back_on),
    )

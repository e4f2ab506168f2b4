"""Which hamlets, posts or communes of today had nobody trained on days of a period, and who serves there now.

A place counts on the days on which it had a post of a role of which the requirement is asked, whether or not
somebody held it. It is covered on a day on which somebody who serves there meets the requirement by confirmed
evidence. What somebody has shown goes with her: who succeeds her covers the place by what she shows herself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select

from lms.staffing.models.untrained import Grain, Untrained, UntrainedPlace
from lms.staffing.queries.serving import Asking, Held, Met, Posts, Served, askings
from lms.staffing.rules.uncovered_days import A_DAY, Span, common, span, uncovered, within
from lms.standards.rules.reading_as_one import Humans

Key = tuple[str, int]


@dataclass
class _Place:
    """What is known of a place under one requirement, while it is gathered."""

    unit_id: int
    hamlet_id: int | None
    role_id: int
    asked: list[Span] = field(default_factory=list)
    served: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    """By person."""


def untrained_places(
    scope: Select[int], codes: Collection[str], period: Span, today: date, grain: Grain = Grain.HAMLET
) -> Untrained:
    """The places in units of a scope of today that had nobody trained on days of a period.

    ``codes`` name the requirements. Asks the database as often for a province as for a commune.
    """
    counted = period[0], min(period[1], today + A_DAY)
    if counted[0] >= counted[1]:
        return Untrained(counted, [], 0)
    asked = askings(codes, *counted)
    posts = Posts(scope, {each.role_id for each in asked}, today, counted[0])
    served, held = _newest_first(posts.served(), today, grain), posts.held()
    humans = Humans()
    met = _met(posts.met({each.requirement_id for each in asked}), asked, humans)
    places = [
        (code, place)
        for code in dict.fromkeys(codes)
        for place in _gathered(served, held, _spans_by_role(asked, code), grain, counted, humans)
    ]
    found = [_judged(code, place, met, counted[1] - A_DAY) for code, place in places]
    return Untrained(counted, sorted(filter(None, found), key=_order), len(places))


def _newest_first(rows: Iterable[Served], today: date, grain: Grain) -> list[Served]:
    """The rows in the order in which a place is named as it is today. A post that was closed has its days in
    its hamlet and its commune; by itself it is no place of today."""
    ordered = sorted(rows, key=lambda row: (row.valid_from, row.post_id), reverse=True)
    if grain is not Grain.POST:
        return ordered
    posts = {row.post_id for row in ordered if _holds([span(row.valid_from, row.valid_until)], today)}
    return [row for row in ordered if row.post_id in posts]


def _spans_by_role(asked: Iterable[Asking], code: str) -> dict[int, list[Span]]:
    """When what stands under a code was asked of each role."""
    found: dict[int, list[Span]] = defaultdict(list)
    for each in asked:
        if each.code == code:
            found[each.role_id].append(span(each.valid_from, each.valid_until))
    return found


def _met(rows: Iterable[Met], asked: Iterable[Asking], humans: Humans) -> dict[tuple[str, int], list[Span]]:
    """By code and person, when she met what was asked then: a later wording is met by what meets it."""
    lives = {each.requirement_id: (each.code, span(each.valid_from, each.valid_until)) for each in asked}
    found: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for row in rows:
        code, life = lives[row.requirement_id]
        found[code, humans.of(row.person_id)] += within([span(row.valid_from, row.valid_until)], life)
    return found


def _gathered(
    served: Iterable[Served],
    held: Iterable[Held],
    roles: Mapping[int, list[Span]],
    grain: Grain,
    counted: Span,
    humans: Humans,
) -> list[_Place]:
    """The places with a post of one of the roles, each with the days asked and who served when."""
    places: dict[Key, _Place] = {}
    by_post: dict[int, list[tuple[_Place, Span]]] = defaultdict(list)
    for row in served:
        if row.role_id not in roles:
            continue
        place = places.setdefault(_key(row, grain), _Place(row.unit_id, _hamlet(row, grain), row.role_id))
        there = within([span(row.valid_from, row.valid_until)], counted)
        place.asked += common(there, roles[row.role_id])
        by_post[row.post_id] += [(place, each) for each in there]
    for posting in held:
        time = span(posting.valid_from, posting.valid_until)
        for place, stay in by_post.get(posting.post_id, ()):
            place.served[humans.of(posting.person_id)] += within([time], stay)
    return [place for place in places.values() if place.asked]


def _key(row: Served, grain: Grain) -> Key:
    if grain is Grain.COMMUNE:
        return "unit", row.unit_id
    if grain is Grain.HAMLET and row.hamlet_id is not None:
        return "hamlet", row.hamlet_id
    return "post", row.post_id


def _hamlet(row: Served, grain: Grain) -> int | None:
    return None if grain is Grain.COMMUNE else row.hamlet_id


def _judged(
    code: str, place: _Place, met: Mapping[tuple[str, int], list[Span]], last: date
) -> UntrainedPlace | None:
    """The place with its days; None where somebody trained served there on all of them."""
    trained = [(spans, met.get((code, person), [])) for person, spans in place.served.items()]
    spans = uncovered(place.asked, trained)
    if not spans:
        return None
    return UntrainedPlace(
        code=code,
        unit_id=place.unit_id,
        hamlet_id=place.hamlet_id,
        role_id=place.role_id,
        spans=spans,
        is_open=spans[-1][1] > last,
        serving=[person for person, there in place.served.items() if _holds(there, last)],
    )


def _holds(spans: Iterable[Span], day: date) -> bool:
    return any(since <= day < until for since, until in spans)


def _order(place: UntrainedPlace) -> tuple[bool, int, date, int, int]:
    return not place.is_open, -place.days, place.since, place.unit_id, place.hamlet_id or 0

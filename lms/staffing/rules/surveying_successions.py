"""Which split units somebody may decide about, and what is known of each."""

from collections.abc import Collection
from dataclasses import dataclass

from lms.base.database import db
from lms.people.models import Person, PostPlace
from lms.people.policies import scope_ever
from lms.places.models import Succession, Unit
from lms.places.queries import ancestors_of, country
from lms.places.rules.lineage import nearest_common
from lms.staffing.queries.successions import parts_by_unit, people_in, places_from, split_counts
from lms.web.access import Permission


@dataclass(frozen=True)
class Split:
    """A unit that was split, with its parts and how many of its posts are decided."""

    unit: Unit
    parts: list[Succession]
    """The parts by name; at most one is proposed."""
    posts: int
    decided: int

    @property
    def undecided(self) -> int:
        """How many posts wait for a decision."""
        return self.posts - self.decided


@dataclass(frozen=True)
class Group:
    """What is decided at once: the posts of a hamlet, or one post without a hamlet."""

    kind: str
    """``hamlet`` or ``post``: what ``key`` is the id of."""
    key: int
    places: list[PostPlace]

    @property
    def part_id(self) -> int | None:
        """The part chosen; None while nobody has."""
        return self.places[0].part_id


def splits_of(asker: Person) -> list[Split]:
    """The split units with posts that the asker may decide about, those with undecided posts first.

    She may where she answers for the nearest unit above all the parts, so that none of them lies beyond her.
    """
    return _splits(asker, split_counts())


def split_of(asker: Person, unit_id: int) -> Split | None:
    """One of them; None where the unit is not one that she may decide about."""
    return next(iter(_splits(asker, split_counts(unit_id))), None)


def groups_of(split: Split) -> tuple[list[Group], dict[int, list[Person]]]:
    """What is to be decided in a split unit, by hamlet and then one by one; with the people by post."""
    groups: dict[tuple[str, int], Group] = {}
    places = places_from(split.unit.id)
    for place in places:
        key = ("hamlet", place.split_hamlet_id) if place.split_hamlet_id else ("post", place.post_id)
        groups.setdefault(key, Group(*key, [])).places.append(place)
    people = people_in([place.post_id for place in places], split.unit.valid_until)
    return sorted(groups.values(), key=_order), people


def _splits(asker: Person, counts: Collection[tuple[int, int, int]]) -> list[Split]:
    scope = scope_ever(asker, Permission.UNITS_DECIDE)
    if scope is None or not counts:
        return []
    mine, top = set(db.session.scalars(scope)), country().id
    parts = parts_by_unit([unit_id for unit_id, *_ in counts])
    found = [
        Split(parts[unit_id][0].old, parts[unit_id], posts, decided)
        for unit_id, posts, decided in counts
        if _above(parts[unit_id], top) in mine
    ]
    return sorted(found, key=lambda split: (not split.undecided, split.unit.folded, split.unit.id))


def _above(parts: list[Succession], top: int) -> int:
    """The nearest unit above all the parts."""
    ways = [[unit.id for unit in ancestors_of(each.new)] for each in parts]
    return nearest_common(ways) or top


def _order(group: Group) -> tuple[bool, str, int]:
    hamlet = group.places[0].split_hamlet
    return hamlet is None, hamlet.folded if hamlet else "", group.key

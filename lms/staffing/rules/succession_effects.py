"""What a change of units does to posts, stations and access, before it is carried out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from lms.people.models import Grant
from lms.places.models import Organisation, OrganisationKind, SuccessionKind
from lms.places.rules.lives import Follow, Life, UnitPlan
from lms.staffing.queries.successions import (
    grants_over,
    organisations_in,
    places_in,
    posts_to_be_lost,
)

OF_ONE_UNIT = frozenset({OrganisationKind.STATION, OrganisationKind.COMMITTEE})
"""The kinds of organisation that end with their unit; the others go on."""


@dataclass(frozen=True)
class Ending:
    """A unit that ends, who follows it, and what stands in it."""

    life: Life
    follows: Sequence[Follow]
    posts: int

    @property
    def is_split(self) -> bool:
        """Whether somebody must say where its posts go."""
        return any(each.kind is SuccessionKind.PART for each in self.follows)


@dataclass(frozen=True)
class StationChange:
    """An organisation that ends with its unit, and the name of the one that takes over its people."""

    organisation: Organisation
    successor_name: str
    life: Life
    """The unit of the successor."""
    on: date


class LostPost(NamedTuple):
    """A post that would be left without a unit."""

    life: Life
    """The unit that it serves."""
    row: Any
    """What is known of it: see :func:`lms.staffing.queries.successions.posts_to_be_lost`."""


@dataclass
class Effects:
    """All that the plan does beyond the units themselves."""

    endings: list[Ending] = field(default_factory=list)
    lost: list[LostPost] = field(default_factory=list)
    """Posts of units that end and that nothing follows. A plan with any is refused."""
    stations: list[StationChange] = field(default_factory=list)
    following_grants: int = 0
    """How many grants of access go on over the successor."""
    split_grants: list[Grant] = field(default_factory=list)
    """Those that give nothing any more until an administrator says where they go."""

    @property
    def moved(self) -> int:
        """How many posts go to the one successor of their unit."""
        return sum(each.posts for each in self.endings if not each.is_split)

    @property
    def undecided(self) -> int:
        """How many posts wait for a decision."""
        return sum(each.posts for each in self.endings if each.is_split)


def effects_of(plan: UnitPlan) -> Effects:
    """What the plan does to what stands in the units that end."""
    ended = {life.id: life for life in plan.ended if life.id is not None}
    follows: dict[Life, list[Follow]] = {}
    for each in plan.follows:
        follows.setdefault(each.old, []).append(each)
    posts = _posts(ended)
    unfollowed = {key: life.until for key, life in ended.items() if life not in follows and posts[key]}
    effects = Effects(
        endings=[Ending(life, follows.get(life, ()), posts[key]) for key, life in ended.items()],
        lost=[LostPost(ended[row.unit_id], row) for row in posts_to_be_lost(unfollowed)],
        stations=list(_stations(ended, follows)),
    )
    for granted in grants_over(ended):
        life = ended[granted.unit_id]
        if life.until and (granted.valid_until is None or granted.valid_until > life.until):
            if _sole(follows.get(life, ())):
                effects.following_grants += 1
            else:
                effects.split_grants.append(granted)
    return effects


def renamed(name: str, old: str, new: str) -> str:
    """The name of an organisation of one unit for another unit: ``Trạm Y tế xã An Hòa`` ->
    ``Trạm Y tế xã Hoàng An``. A name that does not name the unit stays as it is."""
    at = name.casefold().find(old.casefold())
    if at < 0:
        return name
    return name[:at] + _lower_first(new) + name[at + len(old) :]


def _posts(ended: dict[int, Life]) -> Counter[int]:
    found: Counter[int] = Counter()
    for unit_id, post_id_count, until in places_in(ended):
        last = ended[unit_id].until
        if last and (until is None or until > last):
            found[unit_id] += post_id_count
    return found


def _stations(ended: dict[int, Life], follows: dict[Life, list[Follow]]) -> Iterable[StationChange]:
    for organisation in organisations_in(ended):
        life = ended[organisation.unit_id or 0]
        sole = _sole(follows.get(life, ()))
        if sole is None or organisation.kind not in OF_ONE_UNIT or not organisation.holds_on(sole.on):
            continue
        name = renamed(organisation.name, life.name, sole.new.name)
        if name != organisation.name and organisation.valid_from < sole.on:
            yield StationChange(organisation, name, sole.new, sole.on)


def _sole(follows: Collection[Follow]) -> Follow | None:
    """The one that takes the whole."""
    return next((each for each in follows if each.kind is not SuccessionKind.PART), None)


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]

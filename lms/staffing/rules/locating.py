"""Which unit a row of a list means: by code, or by name and what lies above it, on a day. Pure.

A code alone identifies nothing: most were used again on 1 July 2025 for other territory, so every look-up
names the day, and a name beside a code must agree with it.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lms.base.messages import Message, Refusal, message
from lms.base.text import fold
from lms.places.models import UnitKind
from lms.places.queries import SHORT_TYPES, TYPES

_NEAR_AT_MOST = 3
_SEARCHES_AT_MOST = 50  # near names are looked for slowly; a list of nothing but errors is not worth it
_LONGEST_FIRST = sorted(TYPES, key=len, reverse=True)


class UnitNotFound(Refusal):
    """No unit, or more than one, fits what a row says."""


@dataclass(frozen=True)
class Place:
    """A unit as it is needed here."""

    id: int
    code: str
    name: str
    folded: str
    kind: UnitKind
    parent_id: int | None
    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the unit exists on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class Gazetteer:
    """All units of all times, to be asked for one."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_id = {place.id: place for place in places}
        self._by_code: dict[str, list[Place]] = {}
        self._by_name: dict[str, list[Place]] = {}
        for place in self.by_id.values():
            self._by_code.setdefault(place.code, []).append(place)
            self._by_name.setdefault(split_type(place.folded)[1], []).append(place)
        self._searched = 0
        self._found: dict[tuple[str, str, str, str, date], Place | Message] = {}

    def find(self, *, code: str, commune: str, district: str, province: str, day: date) -> Place:
        """The unit of ``day`` that a row names; the lowest one it names. Raises :class:`UnitNotFound`."""
        key = (code, commune, district, province, day)
        if key not in self._found:
            try:
                self._found[key] = self._find(*key)
            except UnitNotFound as refusal:
                self._found[key] = refusal.message
        found = self._found[key]
        if isinstance(found, Message):
            raise UnitNotFound(found)
        return found

    def above(self, place: Place) -> list[Place]:
        """The units a unit lies in, nearest first, without the country."""
        found: list[Place] = []
        parent = self.by_id.get(place.parent_id or 0)
        while parent and parent.kind is not UnitKind.COUNTRY:
            found.append(parent)
            parent = self.by_id.get(parent.parent_id or 0)
        return found

    def full_name(self, place: Place) -> str:
        """The name with those of the units above it."""
        return ", ".join(each.name for each in (place, *self.above(place)))

    def _find(self, code: str, commune: str, district: str, province: str, day: date) -> Place:
        if code:
            return self._by_its_code(code, (commune, district, province), day)
        named = commune or district or province
        above = [each for each in (district, province) if each and each is not named]
        if not named:
            raise UnitNotFound(message("The unit is missing: give its code, or its name and province."))
        kinds = _kinds_for(commune, district)
        ever = [place for place in self._by_name.get(split_type(named)[1], ()) if _fits(place, named, kinds)]
        within = [place for place in ever if all(self._lies_in(place, each) for each in above)]
        found = [place for place in within if place.holds_on(day)]
        if len(found) == 1:
            return found[0]
        raise UnitNotFound(self._why_not(named, above, found, within, day))

    def _by_its_code(self, code: str, names: tuple[str, str, str], day: date) -> Place:
        ever = [place for each in _spellings(code) for place in self._by_code.get(each, ())]
        found = [place for place in ever if place.holds_on(day)]
        if not found:
            raise UnitNotFound(self._no_code(code, ever, day))
        agreeing = [place for place in found if self._agrees(place, names)]
        if len(agreeing) == 1:
            return agreeing[0]
        if agreeing:
            both = "; ".join(f"{place.code} {self.full_name(place)}" for place in agreeing)
            raise UnitNotFound(
                message("Code %(code)s may mean %(names)s. Write the name beside it.", code=code, names=both)
            )
        raise UnitNotFound(
            message(
                "On %(day)s code %(code)s was %(unit)s, not “%(name)s”. Correct the code or the name.",
                day=written(day),
                code=found[0].code,
                unit=self.full_name(found[0]),
                name=next(name for name in names if name),
            )
        )

    def _agrees(self, place: Place, names: tuple[str, str, str]) -> bool:
        """Whether the names beside a code fit the unit: the lowest one is its own or lies above it.

        The type does not matter beside a code: a commune may have become a town since.
        """
        commune, *above = names
        if commune:
            return split_type(commune)[1] == split_type(place.folded)[1]
        return all(_fits(place, each, None) or self._lies_in(place, each) for each in above if each)

    def _no_code(self, code: str, ever: list[Place], day: date) -> Message:
        if not ever:
            return message("No unit has the code %(code)s.", code=code)
        return self._not_then(ever[0], day)

    def _why_not(
        self, named: str, above: list[str], found: list[Place], within: list[Place], day: date
    ) -> Message:
        if found:
            names = "; ".join(self.full_name(place) for place in found[:_NEAR_AT_MOST])
            return message(
                "%(count)s units are called “%(name)s” (%(names)s). Give the province, or the code.",
                count=len(found),
                name=named,
                names=names,
            )
        if within:
            return self._not_then(within[0], day)
        near = self._near(named, above, day)
        if near:
            names = "; ".join(self.full_name(place) for place in near)
            return message("There is no unit “%(name)s”. Did you mean %(names)s?", name=named, names=names)
        return message("There is no unit “%(name)s” on %(day)s.", name=named, day=written(day))

    def _not_then(self, place: Place, day: date) -> Message:
        if day < place.valid_from:
            return message(
                "%(unit)s exists only from %(day)s on. Name the unit of that time, or a later first day.",
                unit=self.full_name(place),
                day=written(place.valid_from),
            )
        return message(
            "%(unit)s no longer existed on %(day)s: it ended on %(end)s. Name the unit that followed it.",
            unit=self.full_name(place),
            day=written(day),
            end=written(place.valid_until or day),
        )

    def _near(self, named: str, above: list[str], day: date) -> list[Place]:
        """Units of ``day`` whose names are nearest: in the province the row names, else anywhere."""
        bare = split_type(named)[1]
        same = [place for place in self._by_name.get(bare, ()) if place.holds_on(day)]
        if same or self._searched >= _SEARCHES_AT_MOST:
            return same[:_NEAR_AT_MOST]
        self._searched += 1
        present = [place for place in self.by_id.values() if place.holds_on(day)]
        inside = [place for place in present if all(self._lies_in(place, each) for each in above)]
        names: dict[str, list[Place]] = {}
        for place in inside or present:
            names.setdefault(split_type(place.folded)[1], []).append(place)
        near = difflib.get_close_matches(bare, names, n=_NEAR_AT_MOST, cutoff=0.7)
        return [place for name in near for place in names[name]][:_NEAR_AT_MOST]

    def _lies_in(self, place: Place, words: str) -> bool:
        return any(each.code == words or _fits(each, words, None) for each in self.above(place))


@lru_cache(maxsize=20_000)
def split_type(name: str) -> tuple[str, str]:
    """The type of a unit and its name without it, both folded: ``TT. Hợp Hòa`` -> (thi tran, hop hoa)."""
    words = fold(name)
    for kind in _LONGEST_FIRST:
        if words.startswith(f"{kind} "):
            return kind, words.removeprefix(f"{kind} ")
    first, separator, rest = words.replace(".", ". ").partition(" ")
    short = first.rstrip(".")
    if separator and short in SHORT_TYPES and rest.strip():
        return SHORT_TYPES[short], rest.strip()
    return "", words


def written(day: date) -> str:
    """A day as lists write it."""
    return day.strftime("%d/%m/%Y")


def _fits(place: Place, words: str, kinds: frozenset[UnitKind] | None) -> bool:
    wanted, bare = split_type(words)
    kind, own = split_type(place.folded)
    return own == bare and wanted in ("", kind) and (kinds is None or place.kind in kinds)


def _kinds_for(commune: str, district: str) -> frozenset[UnitKind]:
    """A column for communes may name a district or province where somebody serves a whole one."""
    if commune and split_type(commune)[0] in ("", "xa", "phuong", "thi tran", "dac khu"):
        return frozenset({UnitKind.COMMUNE})
    if commune:
        return frozenset({UnitKind.DISTRICT, UnitKind.PROVINCE})
    if district:
        return frozenset({UnitKind.DISTRICT})
    return frozenset({UnitKind.PROVINCE, UnitKind.COUNTRY})


def _spellings(code: str) -> list[str]:
    """The codes that a code may be whose zeros at the front were lost: 8869 -> 08869."""
    if not code.isdigit():
        return [code]
    return sorted({code.zfill(length) for length in (2, 3, 5) if len(code) <= length})

"""Which post each new posting of a list holds: one that stands vacant there on its first day, else a new one.

So a hand-over is one post with two holders, and not a vacancy beside a new post. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lms.base.text import fold
from lms.staffing.rules.plans import PlannedPlace, PlannedPosting
from lms.staffing.rules.writing_names import hamlet_key

Key = tuple[int, int, str]  # role, unit, hamlet


class FreePost(NamedTuple):
    """A post on record that somebody may take from a day on."""

    id: int
    role_id: int
    employer: str
    """The folded name of its organisation; '' where none is known."""
    until: date | None
    """The first day on which it no longer exists."""
    places: tuple[PlannedPlace, ...]
    free_from: date
    """From this day on nobody holds it."""
    holder_id: int | None
    """Who held it last; None where nobody ever did."""
    is_awaited: bool
    """Whether who held it last means to come back."""


@dataclass(eq=False)
class Turns:
    """A post, and the new postings that hold it one after the other."""

    number: int
    """Posts to be opened are in the order of the list by it."""
    on_record: FreePost | None = None
    """None for a post that is to be opened."""
    postings: list[PlannedPosting] = field(default_factory=list)

    @property
    def employer(self) -> str:
        """The folded name of its organisation; '' where neither the record nor a row names one."""
        if self.on_record and self.on_record.employer:
            return self.on_record.employer
        return next((fold(each.organisation) for each in self.postings if each.organisation), "")

    @property
    def places(self) -> tuple[PlannedPlace, ...]:
        """Where a post to be opened serves: each posting goes on where the one before it was."""
        places: list[PlannedPlace] = []
        for each in self.postings:
            first, *rest = each.places
            places = (
                [*places[:-1], places[-1]._replace(until=first.until), *rest] if places else [first, *rest]
            )
        return tuple(places)

    def suits(self, posting: PlannedPosting) -> bool:
        """Whether it is free from the posting's first day on, for its place and its organisation."""
        free_from = self._free_from()
        if free_from is None or posting.since < free_from:
            return False
        if posting.organisation and self.employer not in ("", fold(posting.organisation)):
            return False
        post = self.on_record
        if post is None:
            return not self.postings[-1].ends_with_unit
        lasts = post.until is None or (posting.until is not None and posting.until <= post.until)
        return lasts and all(_covers(post.places, each) for each in posting.places)

    def rank(self, posting: PlannedPosting) -> tuple[bool, bool, date | None, bool, int]:
        """Of several posts that suit, the least is taken: her own, one to which nobody comes back, the one
        that is vacant longest."""
        known_id = posting.person.known.id if posting.person.known else None
        awaited = bool(self.on_record and self.on_record.is_awaited and not self.postings)
        if self.postings:
            is_hers = self.postings[-1].person is posting.person
        else:
            is_hers = bool(self.on_record and known_id and self.on_record.holder_id == known_id)
        return not is_hers, awaited, self._free_from(), self.on_record is None, self.number

    def _free_from(self) -> date | None:
        if self.postings:
            return self.postings[-1].until
        return self.on_record.free_from if self.on_record else None


def fill(postings: Sequence[PlannedPosting], free: Iterable[FreePost]) -> list[Turns]:
    """The posts that new postings hold, those to be opened in the order of the list. Whoever begins first
    chooses first."""
    there: dict[Key, list[Turns]] = defaultdict(list)
    for post in free:
        turns = Turns(post.id, post)
        for key in {_key(post.role_id, place) for place in post.places}:
            there[key].append(turns)
    used: dict[Turns, None] = {}
    for number, posting in sorted(enumerate(postings), key=lambda each: each[1].since):
        suitable = [each for each in there[_key(posting.role_id, posting.places[0])] if each.suits(posting)]
        turns = min(suitable, key=lambda each: each.rank(posting), default=None) or Turns(number)
        turns.postings.append(posting)
        used[turns] = None
        if turns.on_record is None:
            there[_key(posting.role_id, posting.places[-1])].append(turns)
    return sorted(used, key=lambda each: each.number)


def handed_over(postings: Iterable[PlannedPosting]) -> list[list[PlannedPosting]]:
    """For each place the postings that may meet on one post: some end by the list where others begin."""
    ending: dict[Key, list[PlannedPosting]] = defaultdict(list)
    beginning: dict[Key, list[PlannedPosting]] = defaultdict(list)
    for each in postings:
        if each.known is None:
            beginning[_key(each.role_id, each.places[0])].append(each)
        if each.until is not None and (each.known is None or "until" in each.changed):
            for key in {_key(each.role_id, place) for place in each.places}:
                ending[key].append(each)
    return [
        [*ends, *begins]
        for key, ends in ending.items()
        if (begins := [each for each in beginning[key] if any(_precedes(end, each) for end in ends)])
    ]


def _precedes(end: PlannedPosting, beginning: PlannedPosting) -> bool:
    return end.until is not None and end.until <= beginning.since


def _key(role_id: int, place: PlannedPlace) -> Key:
    return role_id, place.unit_id, hamlet_key(place.hamlet)


def _covers(places: Iterable[PlannedPlace], wanted: PlannedPlace) -> bool:
    """Whether one of the places of a post is the wanted one during all its time."""
    return any(
        each.unit_id == wanted.unit_id
        and hamlet_key(each.hamlet) == hamlet_key(wanted.hamlet)
        and each.since <= wanted.since
        and (each.until is None or (wanted.until is not None and wanted.until <= each.until))
        for each in places
    )

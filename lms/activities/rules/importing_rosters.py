"""Finding the people of a list that somebody typed or sent: who is certain, who is to be asked for.

A code is certain, and so is a phone number or a name with its commune that fits one person exactly. Names
that are nearly somebody's are asked side by side; two people are never made one silently, nor one two.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select

from lms.activities.models import Activity
from lms.activities.policies import seatable_by
from lms.activities.rules.reading_rosters import Line
from lms.activities.rules.resembling import near
from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.base.messages import Message, message
from lms.base.text import clean, fold
from lms.people.models import Person, Posting
from lms.people.policies import scope_of
from lms.people.queries import posting_rows, postings_on
from lms.places.models import Unit, UnitKind
from lms.places.queries import find_units, subtree_ids
from lms.web.access import Permission

ASKED_AT_MOST = 5
"""People shown beside one line."""


@dataclass
class Certain:
    """A line that means exactly one person, and the later lines that mean her again."""

    line: Line
    person: Person
    again: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """A line that may mean one of these people, or none of them."""

    line: Line
    people: Sequence[Person]


@dataclass(frozen=True)
class Refused:
    """A line that means nobody who can be seated."""

    line: Line
    sentence: Message


@dataclass
class Found:
    """What became of a list."""

    certain: list[Certain] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    postings: dict[int, list[Posting]] = field(default_factory=dict)
    """The posts of everybody found on the first day of the activity, to tell people apart."""


def find_lines(asker: Person, activity: Activity, lines: Sequence[Line]) -> Found:
    """Whom the lines mean among the people whom the asker may seat."""
    finder = _Finder(asker, activity, lines)
    found = Found()
    by_person: dict[int, Certain] = {}
    for line in lines:
        verdict = finder.judge(line)
        if isinstance(verdict, Message):
            found.refused.append(Refused(line, verdict))
        elif isinstance(verdict, Person):
            if verdict.id in by_person:
                by_person[verdict.id].again.append(line)
            else:
                by_person[verdict.id] = Certain(line, verdict)
        else:
            found.asked.append(Asked(line, verdict))
    found.certain = list(by_person.values())
    people = [*by_person, *(person.id for each in found.asked for person in each.people)]
    found.postings = postings_of_all(people, activity.valid_from)
    return found


def postings_of_all(person_ids: Iterable[int], day: date) -> dict[int, list[Posting]]:
    """The postings of any number of people on a day."""
    postings: dict[int, list[Posting]] = {}
    for piece in in_pieces(sorted(set(person_ids))):
        postings |= postings_on(piece, day)
    return postings


class _Finder:
    """Looks up everybody whom a list may mean, once."""

    def __init__(self, asker: Person, activity: Activity, lines: Sequence[Line]) -> None:
        self.asker, self.day, self.unit = asker, activity.valid_from, activity.unit
        codes = {line.code.casefold() for line in lines if line.code}
        phones = {line.phone for line in lines if line.phone}
        self._by_code = {each.code.casefold(): each for each in _people(func.lower(Person.code), codes)}
        self._by_phone: dict[str, list[Person]] = {}
        for each in _people(Person.phone, phones):
            self._by_phone.setdefault(each.phone or "", []).append(each)
        known = [*self._by_code.values(), *(one for some in self._by_phone.values() for one in some)]
        self._mine = self._seatable([each.id for each in known])
        self._namesakes: dict[str, list[Person]] = {}
        for each in _people(
            Person.folded, {fold(line.name) for line in lines if line.name}, seatable_by(asker)
        ):
            self._namesakes.setdefault(each.folded, []).append(each)
        scope = scope_of(asker, Permission.ACTIVITIES_RUN, self.day)
        self._scope = set(db.session.scalars(scope)) if scope is not None else set()
        self._units_named: dict[str, list[Unit] | None] = {}
        self._pools: dict[tuple[int, ...], list[Person]] = {}

    def judge(self, line: Line) -> Person | list[Person] | Message:
        """The one whom a line means, those among whom it is to be asked, or why it means nobody."""
        certain = True
        for wanted, known in ((line.code, self._coded(line)), (line.phone, self._phoned(line))):
            if not wanted:
                continue
            if known:
                return self._of(line, known)
            certain = False
        if line.name:
            return self._by_name(line, certain=certain)
        if line.code:
            return message("Nobody has the code %(code)s.", code=line.code)
        if line.phone:
            return message("Nobody has the phone number %(phone)s.", phone=line.phone)
        return message("This line names nobody.")

    def _coded(self, line: Line) -> list[Person]:
        found = self._by_code.get(line.code.casefold()) if line.code else None
        return [found] if found else []

    def _phoned(self, line: Line) -> list[Person]:
        return self._by_phone.get(line.phone, []) if line.phone else []

    def _of(self, line: Line, known: list[Person]) -> Person | list[Person] | Message:
        """Those with the code or number of the line: certain where the name is hers too, or none is given."""
        mine = [each for each in known if each.id in self._mine]
        if not mine:
            return message("This person serves outside the units that you answer for.")
        same = [each for each in mine if not line.name or each.folded == fold(line.name)]
        return same[0] if len(same) == 1 else mine[:ASKED_AT_MOST]

    def _by_name(self, line: Line, *, certain: bool) -> Person | list[Person] | Message:
        units = self._units(line)
        if units is None:
            return message("%(commune)s lies outside the units that you answer for.", commune=line.commune)
        same = self._namesakes.get(fold(line.name), [])
        here = {each.id for each in self._pool(units)}
        exact = [each for each in same if each.id in here and _written_alike(each, line)]
        if certain and len(exact) == 1 and self._is_commune(units):
            return exact[0]
        similar = [each for each in self._pool(units) if near(line.name, each.full_name)]
        asked = list(dict.fromkeys([*exact, *(each for each in same if each.id in here), *similar, *same]))
        if asked:
            return asked[:ASKED_AT_MOST]
        return message("Nobody among your people is called so, or nearly so.")

    def _units(self, line: Line) -> list[Unit] | None:
        """The units of hers that the line names, else the activity's own; None for those of somebody else."""
        if not line.commune:
            return [self.unit]
        words = fold(line.commune)
        if words not in self._units_named:
            found = find_units(line.commune, self.day)
            mine = [unit for unit in found if unit.id in self._scope]
            communes = [unit for unit in mine if unit.kind is UnitKind.COMMUNE] or mine
            self._units_named[words] = communes or (None if found else [self.unit])
        return self._units_named[words]

    def _is_commune(self, units: Sequence[Unit]) -> bool:
        return len(units) == 1 and units[0].kind is UnitKind.COMMUNE

    def _pool(self, units: Sequence[Unit]) -> list[Person]:
        """Everybody who serves there on the first day and may be seated."""
        key = tuple(unit.id for unit in units)
        if key not in self._pools:
            rows = posting_rows(subtree_ids(key, self.day), self.day).subquery()
            found = select(Person).where(Person.id.in_(select(rows.c.person_id)), seatable_by(self.asker))
            self._pools[key] = list(db.session.scalars(found.order_by(Person.sort_key, Person.id)))
        return self._pools[key]

    def _seatable(self, person_ids: Collection[int]) -> set[int]:
        found: set[int] = set()
        for piece in in_pieces(sorted(set(person_ids))):
            query = select(Person.id).where(Person.id.in_(piece), seatable_by(self.asker))
            found.update(db.session.scalars(query))
        return found


def _people(
    column: SQLColumnExpression[Any], values: Collection[str], *more: ColumnElement[bool]
) -> list[Person]:
    found: list[Person] = []
    for piece in in_pieces(sorted(values)):
        query = select(Person).where(column.in_(piece), *more)
        found += db.session.scalars(query.order_by(Person.sort_key, Person.id))
    return found


def _written_alike(person: Person, line: Line) -> bool:
    return person.full_name.casefold() == clean(line.name).casefold()

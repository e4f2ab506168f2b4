"""Whom a row of a list means: somebody on record, somebody of an earlier row, or somebody new. Pure.

A code is certain; a phone number with the name is, unless the birth dates differ; so is name and birth date
in one commune. Whatever is less than that is doubtful and waits for a decision: two people are never made
one silently, nor one two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lms.base.messages import Message, Refusal, message
from lms.base.text import fold
from lms.staffing.rules.known import Known, KnownPerson
from lms.staffing.rules.plans import PlannedPerson
from lms.staffing.rules.reading import Line
from lms.staffing.rules.writing_names import proper, writes_same

NEW = "new"
"""The choice of those who say that a row means nobody of those who come into question."""

Candidate = KnownPerson | PlannedPerson
"""Somebody whom a doubtful row may mean: on record, or of a row above."""


class Decision(NamedTuple):
    """What somebody decided of a doubtful row. It stands while those who come into question are the same."""

    choice: str
    """The key of one of those she chose among, or ``NEW``."""
    among: frozenset[str]


Decisions = Mapping[str, Decision]
"""By the address of the row."""


class Doubtful(Refusal):
    """It is not certain whom the row means: one of the ``candidates``, or somebody else. Without candidates
    nobody can decide it."""

    def __init__(self, sentence: Message, candidates: Iterable[Candidate] = ()) -> None:
        super().__init__(sentence)
        self.candidates = tuple(candidates)


def key_of(candidate: Candidate) -> str:
    """What a decision calls her: the id on record, or the address of the row that named her first."""
    if isinstance(candidate, KnownPerson):
        return str(candidate.id)
    return candidate.place.whole_row


class Register:
    """Everybody on record, and everybody the rows read so far have named."""

    def __init__(self, known: Known, decisions: Decisions) -> None:
        self._decisions = decisions
        self._by_code: dict[str, list[KnownPerson]] = defaultdict(list)
        self._by_name: dict[str, list[KnownPerson]] = defaultdict(list)
        ids = {person.id for person in known.people}
        for person in known.people:
            for code in {person.code, person.code.lstrip("0")}:
                self._by_code[code.casefold()].append(person)
            if person.kept_id not in ids:  # the one who is kept stands for both
                self._by_name[person.folded].append(person)
        self._units = {
            person_id: {place.unit_id for posting in postings for place in posting.places}
            for person_id, postings in known.postings.items()
        }
        self._named: dict[int, PlannedPerson] = {}  # by the id on record
        self._new: dict[str, list[tuple[PlannedPerson, int]]] = defaultdict(list)  # by folded name, with unit
        self._new_codes: dict[str, PlannedPerson] = {}
        self._decided: dict[str, list[tuple[PlannedPerson, int]]] = defaultdict(list)  # by folded name

    def person_of(self, line: Line, unit_id: int) -> PlannedPerson:
        """Whom the line means; raises :class:`Doubtful` where that is not certain and nobody decided it."""
        try:
            known = self._on_record(line, unit_id)
            earlier = None if known else self._of_earlier_row(line, unit_id)
        except Doubtful as doubt:
            return self._decide(line, unit_id, doubt)
        return self._planned(known, line) if known else earlier or self._enter_new(line, unit_id)

    def free_code(self, line: Line) -> str:
        """The code of a line, where nobody on record has it; else '', so that she is given a new one."""
        return "" if line.code.casefold() in self._by_code else line.code

    def _decide(self, line: Line, unit_id: int, doubt: Doubtful) -> PlannedPerson:
        """Whom somebody said that the line means, of it or of a row above that certainly means the same."""
        if not doubt.candidates:
            raise doubt
        namesakes = self._new.get(fold(line.name), ())
        earlier = [each for each, unit in namesakes if _may_be_new(line, each, unit == unit_id)]
        candidates = {key_of(each): each for each in (*doubt.candidates, *earlier)}
        decision = self._decisions.get(line.place.whole_row)
        if decision and decision.among == candidates.keys():
            person: PlannedPerson | None = self._chosen(line, unit_id, candidates.get(decision.choice))
        else:
            person = self._as_decided_above(line, unit_id)
        if person is None:
            raise Doubtful(doubt.message, candidates.values())
        self._decided[fold(line.name)].append((person, unit_id))
        return person

    def _chosen(self, line: Line, unit_id: int, candidate: Candidate | None) -> PlannedPerson:
        if isinstance(candidate, KnownPerson):
            return self._planned(candidate, line)
        return candidate or self._enter_new(line, unit_id)

    def _as_decided_above(self, line: Line, unit_id: int) -> PlannedPerson | None:
        decided = self._decided.get(fold(line.name), ())
        return next((each for each, unit in decided if _same_new(line, each, unit == unit_id)), None)

    def _on_record(self, line: Line, unit_id: int) -> KnownPerson | None:
        if line.code:
            coded = self._with_code(line, unit_id)
            if not coded:
                self._refuse_second_code(line, unit_id)
            return coded
        return self._without_code(line, unit_id)

    def _with_code(self, line: Line, unit_id: int) -> KnownPerson | None:
        found = self._by_code.get(line.code.casefold(), [])
        person = next(
            (each for each in found if each.code == line.code), found[0] if len(found) == 1 else None
        )
        if not person:
            return None
        if fold(line.name) == person.folded:
            _check_scope(person)
            return person
        meant = self._all_but_code(line, unit_id)
        _check_scope(person, *meant)
        if meant or _differ(line.birth_date, person.birth_date):
            raise Doubtful(
                message(
                    "Code %(code)s belongs to %(name)s, but the name and more of the row differ. "
                    "Check the code.",
                    code=person.code,
                    name=person.full_name,
                ),
                [person, *meant],
            )
        return person

    def _refuse_second_code(self, line: Line, unit_id: int) -> None:
        """The code is new; refuse where everything else says that she is on record with another one."""
        meant = self._all_but_code(line, unit_id)
        if meant:
            _check_scope(*meant)
            raise Doubtful(
                message(
                    "%(name)s is already on record with the code %(code)s. Use that code, "
                    "or correct the phone number or birth date if this is somebody else.",
                    name=meant[0].full_name,
                    code=meant[0].code,
                ),
                meant,
            )

    def _all_but_code(self, line: Line, unit_id: int) -> Sequence[KnownPerson]:
        """Those whom everything but the code of the line means."""
        return [
            each
            for each in self._by_name.get(fold(line.name), ())
            if _same_phone(line, each) or self._same_birth_and_unit(line, each, unit_id)
        ]

    def _without_code(self, line: Line, unit_id: int) -> KnownPerson | None:
        namesakes = self._by_name.get(fold(line.name), [])
        certain = [each for each in namesakes if self._is_certainly(line, each, unit_id)]
        if len(certain) == 1:
            _check_scope(certain[0])
            return certain[0]
        maybe = certain or [each for each in namesakes if self._is_perhaps(line, each, unit_id)]
        if maybe:
            _check_scope(*maybe)
            raise Doubtful(_ask_for_code(line, [each.code for each in maybe]), maybe)
        return None

    def _is_certainly(self, line: Line, person: KnownPerson, unit_id: int) -> bool:
        if not writes_same(line.name, person.full_name):
            return False
        if _same_phone(line, person):
            return not _differ(line.birth_date, person.birth_date)
        only_names = not (line.birth_date or line.phone or person.birth_date or person.phone)
        return self._same_birth_and_unit(line, person, unit_id) or (
            only_names and unit_id in self._units.get(person.id, ())
        )

    def _is_perhaps(self, line: Line, person: KnownPerson, unit_id: int) -> bool:
        if _same_phone(line, person):
            return True
        here = unit_id in self._units.get(person.id, ())
        if here:
            return not _differ(line.birth_date, person.birth_date)
        same_birth = line.birth_date is not None and line.birth_date == person.birth_date
        return same_birth and not _differ(line.phone, person.phone)

    def _same_birth_and_unit(self, line: Line, person: KnownPerson, unit_id: int) -> bool:
        born = line.birth_date is not None and line.birth_date == person.birth_date
        return born and unit_id in self._units.get(person.id, ())

    def _of_earlier_row(self, line: Line, unit_id: int) -> PlannedPerson | None:
        if line.code and (same := self._new_codes.get(line.code.casefold())):
            return same
        for person, unit in self._new.get(fold(line.name), ()):
            if line.code and person.code and line.code.casefold() != person.code.casefold():
                continue
            if _same_new(line, person, unit == unit_id):
                return person
            if not line.code and _perhaps_new(line, person, unit == unit_id):
                raise Doubtful(
                    message(
                        "Row %(row)s names %(name)s too, and it is not certain that they are two people. "
                        "Give each a code, a phone number or a birth date.",
                        row=person.place.row_seen_from(line.place),
                        name=person.full_name,
                    ),
                    [person],
                )
        return None

    def _planned(self, known: KnownPerson, line: Line) -> PlannedPerson:
        if known.id in self._named:
            return self._named[known.id]
        person = PlannedPerson(known, line.place, known.full_name, known.birth_date, known.phone, known.code)
        self._named[known.id] = person
        return person

    def _enter_new(self, line: Line, unit_id: int) -> PlannedPerson:
        code = self.free_code(line)
        person = PlannedPerson(None, line.place, proper(line.name), line.birth_date, line.phone, code)
        self._new[fold(line.name)].append((person, unit_id))
        if code:
            self._new_codes[code.casefold()] = person
        return person


def _same_phone(line: Line, person: KnownPerson | PlannedPerson) -> bool:
    return line.phone is not None and line.phone == person.phone


def _same_new(line: Line, person: PlannedPerson, same_unit: bool) -> bool:
    if _same_phone(line, person):
        return not _differ(line.birth_date, person.birth_date)
    return same_unit and line.birth_date is not None and line.birth_date == person.birth_date


def _perhaps_new(line: Line, person: PlannedPerson, same_unit: bool) -> bool:
    if _same_phone(line, person):
        return True
    if not same_unit or _differ(line.birth_date, person.birth_date):
        return False
    return not _differ(line.phone, person.phone)


def _may_be_new(line: Line, person: PlannedPerson, same_unit: bool) -> bool:
    return _same_new(line, person, same_unit) or _perhaps_new(line, person, same_unit)


def _differ(one: date | str | None, other: date | str | None) -> bool:
    return one is not None and other is not None and one != other


def _check_scope(*people: KnownPerson) -> None:
    if not all(each.in_scope for each in people):
        raise Doubtful(
            message(
                "Somebody with this code, or this name and number, is on record outside your units. "
                "Ask the department to enter this row."
            )
        )


def _ask_for_code(line: Line, codes: Iterable[str]) -> Message:
    return message(
        "This may be somebody on record (%(codes)s), but that is not certain. Give the code of %(name)s, "
        "or a new one if this is somebody else.",
        codes=", ".join(codes),
        name=line.name,
    )

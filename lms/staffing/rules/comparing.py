"""Comparing a staff list with what is on record: what would be new, changed, the same, or refused. Pure.

Every row is judged against the record as it is and the rows above it. A list adds and corrects; blank
cells clear nothing, and somebody whom a list does not name stays as she is.
"""

import difflib
from collections.abc import Callable, Collection
from datetime import date
from operator import eq
from typing import Any, NoReturn

from lms.base.messages import Message, message
from lms.places.models import UnitKind
from lms.staffing.rules.headings import Field, normal
from lms.staffing.rules.known import LEVEL_WORDS, Known, KnownRequirement, KnownRole, KnownTraining
from lms.staffing.rules.locating import Place, UnitNotFound, written
from lms.staffing.rules.matching import Decisions, Doubtful, Register
from lms.staffing.rules.plans import (
    Change,
    Doubt,
    Plan,
    PlannedPerson,
    PlannedPosting,
    PlannedTraining,
    Row,
    RowState,
)
from lms.staffing.rules.postings import PostingProblem, PostingsOfPeople
from lms.staffing.rules.reading import Cell, Line, Reading, RefusedCell, Training
from lms.staffing.rules.tracing_trainings import source_of
from lms.staffing.rules.writing_names import better_name, proper, writes_same

PLACE_FIELDS = (Field.COMMUNE, Field.UNIT_CODE, Field.DISTRICT, Field.PROVINCE)


def compare(reading: Reading, known: Known, day: date, decisions: Decisions) -> Plan:
    """What the list would change. ``day`` is the day for which it was written: where a row names no first
    day, its posting is one of that day. ``decisions`` say whom its doubtful rows mean."""
    return _Comparison(known, day, decisions).run(reading)


class _Refused(Exception):
    """A row is refused; what was wrong has been noted."""


class _Doubted(Exception):
    """It is not certain whom a row means; the doubt has been noted."""


class _Comparison:
    def __init__(self, known: Known, day: date, decisions: Decisions) -> None:
        self.known, self.day = known, day
        self.plan = Plan()
        self.register = Register(known, decisions)
        self.postings = PostingsOfPeople(known, day)
        self.trainings: dict[tuple[int, int, date], PlannedTraining] = {}
        self.said: dict[tuple[int, Field], tuple[str | date, Cell]] = {}  # what rows above said of a person

    def run(self, reading: Reading) -> Plan:
        self.plan.refused.extend(reading.refused)
        self.plan.unread.extend(reading.unread)
        refused_rows = {each.cell._replace(column=0) for each in reading.refused}
        self.plan.rows.extend(Row(place, RowState.REFUSED, "", "") for place in sorted(refused_rows))
        for line in reading.lines:
            self.plan.rows.append(self._compare_line(line))
        return self.plan

    def _compare_line(self, line: Line) -> Row:
        unit = ""
        try:
            place, role = self._place_and_role(line)
            unit = self.known.gazetteer.full_name(place)
            person = self._person(line, place, unit)
            changes = self._values(line, person)
            is_new = person.known is None and person.place == line.place
            posting = self._posting(line, person, place, role, changes)
            self._trainings(line, person, changes)
        except _Refused:
            return Row(line.place, RowState.REFUSED, line.name, unit)
        except _Doubted:
            return Row(line.place, RowState.DOUBTFUL, line.name, unit)
        is_new = is_new or posting.known is None
        state = RowState.NEW if is_new else RowState.CHANGED if changes else RowState.SAME
        served = posting.unit_on(self.day) or 0
        return Row(line.place, state, person.full_name, unit, tuple(changes), person, served)

    def _place_and_role(self, line: Line) -> tuple[Place, KnownRole]:
        """Both are tried, so that a row with two mistakes names both."""
        place = role = None
        try:
            place = self._place(line)
            role = self._role(line, place)
        except _Refused:
            if place is None:
                self._kind(line)
            raise
        return place, role

    def _place(self, line: Line) -> Place:
        cell = line.cell(*(each for each in PLACE_FIELDS if getattr(line, each.value)), *PLACE_FIELDS)
        try:
            place = self._present_place(line) or self._find(line, line.since or self.day)
        except UnitNotFound as refusal:
            self._refuse(line, cell, line.commune or line.unit_code, refusal.message)
        if self.known.scope is not None and place.id not in self.known.scope:
            sentence = message(
                "%(unit)s is not one of your units; you can enter people of your own units only.",
                unit=self.known.gazetteer.full_name(place),
            )
            self._refuse(line, cell, line.commune or line.unit_code, sentence)
        return place

    def _present_place(self, line: Line) -> Place | None:
        """Where a posting on record serves on the day of the list, if the row names that unit and the day on
        which the posting began: the roster of a commune names it so, also where a merger moved the post."""
        begun = self.postings.begun(line)
        if not begun:
            return None
        try:
            place = self._find(line, self.day)
        except UnitNotFound:
            return None
        served = (each for posting in begun for each in posting.places if each.holds_on(self.day))
        return place if any(each.unit_id == place.id for each in served) else None

    def _find(self, line: Line, day: date) -> Place:
        return self.known.gazetteer.find(
            code=line.unit_code,
            commune=line.commune,
            district=line.district,
            province=line.province,
            day=day,
        )

    def _kind(self, line: Line) -> str:
        cell = line.cell(Field.STAFF_KIND)
        if not line.staff_kind:
            self._refuse(line, cell, "", message("The staff kind is missing."))
        kind = self.known.kind_words.get(normal(line.staff_kind))
        if not kind:
            sentence = _unknown(line.staff_kind, [each.name_vi for each in self.known.roles])
            self._refuse(line, cell, line.staff_kind, sentence)
        return kind

    def _role(self, line: Line, place: Place) -> KnownRole:
        kind = self._kind(line)
        levels = {role.level: role for role in self.known.roles if role.kind == kind}
        level = LEVEL_WORDS.get(normal(line.level)) if line.level else _level_at(place, levels)
        if level not in levels:
            cell, value = (
                (line.cell(Field.LEVEL), line.level)
                if line.level
                else (line.cell(Field.STAFF_KIND), line.staff_kind)
            )
            sentence = message(
                "%(kind)s does not exist at this level. Check the staff kind, the level and the unit.",
                kind=line.staff_kind,
            )
            self._refuse(line, cell, value, sentence)
        return levels[level]

    def _person(self, line: Line, place: Place, unit: str) -> PlannedPerson:
        try:
            person = self.register.person_of(line, place.id)
        except Doubtful as refusal:
            if refusal.candidates:
                self.plan.doubts.append(Doubt(line, unit, refusal.message, refusal.candidates))
                raise _Doubted from None
            cell = line.cell(Field.CODE) if line.code else line.cell(Field.NAME, Field.GIVEN_NAME)
            self._refuse(line, cell, line.code or line.name, refusal.message)
        if person.place == line.place:
            self.plan.people.append(person)
        return person

    def _values(self, line: Line, person: PlannedPerson) -> list[Change]:
        """Take over what the row says of the person; refuse what contradicts a row above."""
        changes: list[Change] = []
        name = proper(line.name)
        self._check_said(line, person, Field.NAME, name, writes_same)
        self._check_said(line, person, Field.BIRTH_DATE, line.birth_date, eq)
        self._check_said(line, person, Field.PHONE, line.phone, eq)
        for attribute, given, what in (
            ("full_name", better_name(name, person.full_name), message("Full name")),
            ("birth_date", line.birth_date, message("Birth date")),
            ("phone", line.phone, message("Phone")),
        ):
            before = getattr(person, attribute)
            if given is None or given == before:
                continue
            setattr(person, attribute, given)
            if person.known:
                person.changed.add(attribute)
                changes.append(Change(what, _shown(before), _shown(given)))
        person.code = person.code or self.register.free_code(line)
        return changes

    def _check_said(
        self,
        line: Line,
        person: PlannedPerson,
        field: Field,
        given: str | date | None,
        agree: Callable[[Any, Any], bool],
    ) -> None:
        if given is None:
            return
        said, cell = self.said.setdefault((id(person), field), (given, line.place))
        if not agree(said, given):
            sentence = message(
                "Row %(row)s says %(said)s of the same person. Correct one of them.",
                row=cell.row_seen_from(line.place),
                said=_shown(said),
            )
            self._refuse(line, line.cell(field, Field.GIVEN_NAME), _shown(given), sentence)

    def _posting(
        self, line: Line, person: PlannedPerson, place: Place, role: KnownRole, changes: list[Change]
    ) -> PlannedPosting:
        """Plan the posting of the row."""
        try:
            posting, altered = self.postings.plan(line, person, place, role)
        except PostingProblem as refusal:
            self._refuse(line, line.cell(*refusal.fields), "", refusal.message)
        changes.extend(altered)
        if posting.known is None or posting.changed:
            self.plan.postings.append(posting)
        return posting

    def _trainings(self, line: Line, person: PlannedPerson, changes: list[Change]) -> None:
        for training in line.trainings:
            requirement = self._requirement(line, training)
            key = (id(person), requirement.id, training.day)
            on_record = self._on_record(person, requirement, training)
            record_id = on_record.person_id if on_record else None
            planned = PlannedTraining(person, requirement, training.day, training.document, record_id)
            if key in self.trainings:
                self._check_document(line, training, self.trainings[key])
                continue
            self.trainings[key] = planned
            if on_record and not (on_record.is_open and training.document not in (None, on_record.document)):
                continue
            self.plan.trainings.append(planned)
            before = (on_record.document or "") if on_record else ""
            after = " ".join(each for each in (_shown(training.day), training.document) if each)
            changes.append(Change(message("Training: %(name)s", name=requirement.name_vi), before, after))

    def _on_record(
        self, person: PlannedPerson, requirement: KnownRequirement, training: Training
    ) -> KnownTraining | None:
        if person.known is None:
            return None
        return self.known.trainings.get(source_of(person.known.id, requirement.code, training.day))

    def _requirement(self, line: Line, training: Training) -> KnownRequirement:
        found = self.known.requirement_words.get(normal(training.requirement))
        if not found:
            names = [each.name_vi for each in self.known.requirements]
            sentence = _unknown(training.requirement, names)
            self._refuse(line, training.cell, training.requirement, sentence)
        return found

    def _check_document(self, line: Line, training: Training, planned: PlannedTraining) -> None:
        if training.document and planned.document and training.document != planned.document:
            sentence = message("Two documents are named for one training of this person.")
            self._refuse(line, training.day_cell, training.document, sentence)

    def _refuse(self, line: Line, cell: Cell, value: str, sentence: Message) -> NoReturn:
        self.plan.refused.append(RefusedCell(cell, line.headings[cell.column], value[:60], sentence))
        raise _Refused


def _level_at(place: Place, levels: Collection[str]) -> str:
    """The level of a row that names none: the only one of its kind, else that of its unit."""
    if len(levels) == 1:
        return next(iter(levels))
    return "central" if place.kind is UnitKind.COUNTRY else place.kind.value


def _unknown(given: str, names: Collection[str]) -> Message:
    """The sentence for a word that names nothing: with the nearest of the ``names``, or all of them."""
    by_word = {normal(name): name for name in names}
    near = [by_word[word] for word in difflib.get_close_matches(normal(given), by_word, n=3, cutoff=0.5)]
    known = "; ".join(near or sorted(set(by_word.values())))
    return message("“%(given)s” is not known here. Write one of: %(known)s.", given=given[:60], known=known)


def _shown(value: str | date | None) -> str:
    return written(value) if isinstance(value, date) else value or ""

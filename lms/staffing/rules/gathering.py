"""Gathering what the product knows of the people, units and words that a list mentions: a dozen queries,
and some more for every few thousand people."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from lms.base.text import fold
from lms.people.models import Person
from lms.people.queries import merged_into
from lms.places.models import SuccessionKind
from lms.places.queries import unit_rows
from lms.places.rules.lineage import Lineage, Link
from lms.staffing.queries.record import (
    all_requirements,
    all_roles,
    ids_seen_by,
    people_mentioned,
    posting_place_rows,
    roster_evidence_rows,
    succession_rows,
    units_listable_by,
)
from lms.staffing.rules.known import (
    Known,
    KnownPerson,
    KnownPlace,
    KnownPosting,
    KnownRequirement,
    KnownRole,
    KnownTraining,
)
from lms.staffing.rules.locating import Gazetteer, Place
from lms.staffing.rules.reading import Line
from lms.staffing.rules.tracing_trainings import latest_by_source
from lms.standards.models import EvidenceStatus


class Mentioned(NamedTuple):
    """What the lines of a list ask the record about."""

    codes: frozenset[str]
    names: frozenset[str]
    """Folded."""
    days: frozenset[date]
    """On which a posting may begin."""


class Record(NamedTuple):
    """What is on record of all that a list mentions, as it was read: two readings are equal where nothing
    that matters to the list was written between them."""

    units: Sequence[Any]
    successions: Sequence[Any]
    people: Sequence[Any]
    seen: frozenset[int]
    """Whom of the people the asker may see."""
    scope: frozenset[int] | None
    merged: Mapping[int, int]
    """Who was merged into one of the people, each with whom she is read as."""
    places: Sequence[Any]
    """Of them and of those merged into them, as the trainings."""
    trainings: Sequence[Any]
    roles: tuple[KnownRole, ...]
    requirements: tuple[KnownRequirement, ...]


def mentioned_in(lines: Iterable[Line], day: date) -> Mentioned:
    """What the lines mention; a line without a first day speaks of ``day``, the day of the list."""
    lines = list(lines)
    return Mentioned(
        frozenset(line.code for line in lines if line.code),
        frozenset(fold(line.name) for line in lines),
        frozenset((day, *(line.since for line in lines if line.since))),
    )


def read_record(mentioned: Mentioned, asker: Person | None) -> Record:
    """Read what is on record now. ``asker`` is who sends the list; None for the command line, which may
    list everybody."""
    return _read(unit_rows(), succession_rows(), mentioned, asker)


def read_again(
    before: Record, mentioned: Mentioned, asker: Person | None, unit_ids: Collection[int]
) -> Record:
    """Read what is on record once more. Where nothing has become of these units, on which the plan stands,
    those of the record before are kept: what ends or follows a unit changes its own row."""
    used = [row for row in before.units if row.id in unit_ids]
    if used == unit_rows(sorted(unit_ids)):
        return _read(before.units, before.successions, mentioned, asker)
    return read_record(mentioned, asker)


def _read(
    units: Sequence[Any], successions: Sequence[Any], mentioned: Mentioned, asker: Person | None
) -> Record:
    people = people_mentioned(mentioned.codes, mentioned.names)
    ids = {row.id for row in people}
    merged = merged_into(ids)
    records = ids | merged.keys()
    return Record(
        units=units,
        successions=successions,
        people=people,
        seen=frozenset(ids if asker is None else ids_seen_by(asker, ids)),
        scope=None if asker is None else units_listable_by(asker, _one_day_of_each_era(units, mentioned)),
        merged=merged,
        places=sorted(posting_place_rows(records), key=_order_of_places),
        trainings=sorted(roster_evidence_rows(records), key=attrgetter("id")),
        roles=_roles(),
        requirements=_requirements(),
    )


def part_of(record: Record, mentioned: Mentioned) -> Record:
    """What of a record was read for all of a list concerns a part of it: as reading it for that part alone
    gives it, where nobody has written meanwhile."""
    people = [row for row in record.people if row.code in mentioned.codes or row.folded in mentioned.names]
    ids = {row.id for row in people}
    merged = {each: kept for each, kept in record.merged.items() if kept in ids}
    records = ids | merged.keys()
    return record._replace(
        people=people,
        seen=record.seen & ids,
        merged=merged,
        places=[row for row in record.places if row.person_id in records],
        trainings=[row for row in record.trainings if row.person_id in records],
    )


def known_from(record: Record) -> Known:
    """The record as comparing wants it."""
    return Known(
        gazetteer=Gazetteer(Place(*row) for row in record.units),
        lineage=_lineage(record.successions),
        people=tuple(
            KnownPerson(
                row.id,
                row.code,
                row.full_name,
                row.folded,
                row.birth_date,
                row.phone,
                in_scope=row.id in record.seen,
                kept_id=row.kept_id,
            )
            for row in record.people
        ),
        postings=_postings(record),
        roles=record.roles,
        requirements=record.requirements,
        trainings=_trainings(record),
        scope=record.scope,
    )


def _order_of_places(row: Any) -> tuple[date, int, date, int]:
    return row.valid_from, row.id, row.place_from or row.valid_from, row.place_id or 0


def _lineage(successions: Iterable[Any]) -> Lineage:
    return Lineage(
        Link(row.from_id, row.to_id, row.effective_on, row.kind is not SuccessionKind.PART)
        for row in successions
    )


def _roles() -> tuple[KnownRole, ...]:
    return tuple(
        KnownRole(
            each.id, each.staff_kind.code, each.level.value, each.staff_kind.name_vi, each.staff_kind.name_en
        )
        for each in all_roles()
    )


def _requirements() -> tuple[KnownRequirement, ...]:
    return tuple(
        KnownRequirement(each.id, each.code, each.name_vi, each.name_en, each.competency_id)
        for each in all_requirements()
    )


def _postings(record: Record) -> dict[int, list[KnownPosting]]:
    """By person; who is kept has the postings of those merged into her too."""
    places: dict[int, list[KnownPlace]] = defaultdict(list)
    rows = {}
    for row in record.places:
        rows[row.id] = row
        if row.place_id is not None:
            places[row.id].append(
                KnownPlace(row.place_id, row.unit_id, row.hamlet or "", row.place_from, row.place_until)
            )
    found: dict[int, list[KnownPosting]] = defaultdict(list)
    for row in rows.values():
        found[row.person_id].append(
            KnownPosting(
                id=row.id,
                person_id=row.person_id,
                post_id=row.post_id,
                role_id=row.role_id,
                organisation=row.organisation or "",
                second_job=row.second_job,
                since=row.valid_from,
                until=row.valid_until,
                places=tuple(places[row.id]),
            )
        )
    for merged_id, kept_id in record.merged.items():
        found[kept_id].extend(found[merged_id])
    return found


def _trainings(record: Record) -> dict[str, KnownTraining]:
    return {
        source: KnownTraining(
            row.person_id,
            row.document,
            is_open=row.status is EvidenceStatus.DECLARED and row.voided_by is None,
        )
        for source, row in latest_by_source(record.trainings, record.merged).items()
    }


def _one_day_of_each_era(units: Iterable[Any], mentioned: Mentioned) -> set[date]:
    """Units change on few days; between two of them every day asks the same question."""
    turns = sorted({unit.valid_from for unit in units})
    return set({bisect_right(turns, each): each for each in sorted(mentioned.days)}.values())

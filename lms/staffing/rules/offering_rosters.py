"""The present rosters as staff lists: sent back unchanged, they change nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from lms.base.spreadsheet_archives import NamedFile, pack
from lms.base.spreadsheets import Column, Workbook
from lms.base.text import slug
from lms.people.models import Level
from lms.people.queries import merged_into
from lms.places.models import UnitKind
from lms.staffing.queries.record import all_requirements, roster_evidence_rows
from lms.staffing.queries.rosters import named_units, roster_rows
from lms.staffing.rules.headings import HEADINGS, TRAINING_FIELDS, Field, normal
from lms.staffing.rules.offering_template import OFFERED, WIDTHS
from lms.staffing.rules.reading import EARLIEST
from lms.staffing.rules.tracing_trainings import latest_by_source, told_by

LEVELS = {
    Level.CENTRAL: "Trung ương",
    Level.PROVINCE: "Tỉnh",
    Level.DISTRICT: "Huyện",
    Level.COMMUNE: "Xã",
    Level.HAMLET: "Thôn",
}
_PLAIN = tuple(each for each in OFFERED if each not in TRAINING_FIELDS)
_TRAINING = (Field.TRAINING, Field.TRAINED_ON, Field.DOCUMENT)


class Training(NamedTuple):
    """A past training that a list declared."""

    day: date
    name: str
    document: str


class Offered(NamedTuple):
    """The roster of one unit as the rows of a list."""

    unit: Any
    rows: list[list[Any]]
    trainings: int
    """How many trainings the row with most of them names."""


def offer_rosters(unit_ids: Collection[int], day: date) -> list[Offered]:
    """The rosters of ``day`` of those of the units that somebody serves, by the names of the units."""
    by_unit: dict[int, dict[int, Any]] = defaultdict(dict)
    for row in roster_rows(unit_ids, day):
        by_unit[row.unit_id].setdefault(row.id, row)  # a posting that serves two hamlets is one row
    people = {row.person_id for rows in by_unit.values() for row in rows.values()}
    trainings = _trainings(people)
    return [
        _offered(unit, list(by_unit[unit.id].values()), trainings)
        for unit in named_units(unit_ids)
        if unit.id in by_unit
    ]


def one_workbook(rosters: Sequence[Offered]) -> bytes:
    """All the rosters on one sheet, as one list."""
    most = max((each.trainings for each in rosters), default=0)
    book = Workbook()
    book.add_sheet("Danh sách", _columns(most), [row for each in rosters for row in each.rows])
    return book.data()


def workbook_for_each(rosters: Iterable[Offered]) -> bytes:
    """A workbook for every unit, in one archive."""
    return pack(NamedFile(f"{file_name(each.unit)}.xlsx", one_workbook([each])) for each in rosters)


def file_name(unit: Any) -> str:
    """The name of a unit's workbook; its code tells communes of one name apart."""
    return f"{unit.code}-{slug(unit.name)}"


def _columns(trainings: int) -> list[Column]:
    plain = [Column(HEADINGS[each][0], WIDTHS.get(each, 16.0)) for each in _PLAIN]
    numbered = [
        Column(f"{HEADINGS[each][0]} {number}", WIDTHS.get(each, 16.0))
        for number in range(1, max(1, trainings) + 1)
        for each in _TRAINING
    ]
    return plain + numbered


def _offered(unit: Any, rows: Iterable[Any], trainings: Mapping[int, Sequence[Training]]) -> Offered:
    told: set[int] = set()
    lines = []
    for row in rows:
        own = () if row.person_id in told else trainings.get(row.person_id, ())
        told.add(row.person_id)
        lines.append([*_line(row, unit), *_written(own)])
    return Offered(unit, lines, max((len(trainings.get(each, ())) for each in told), default=0))


def _line(row: Any, unit: Any) -> list[Any]:
    has_district = unit.above_kind is UnitKind.DISTRICT
    values: dict[Field, Any] = {
        Field.CODE: row.code,
        Field.NAME: row.full_name,
        Field.BIRTH_DATE: row.birth_date,
        Field.PHONE: row.phone,
        Field.UNIT_CODE: unit.code,
        Field.COMMUNE: unit.name,
        Field.DISTRICT: unit.above if has_district else None,
        Field.PROVINCE: unit.far_above if has_district else _province(unit),
        Field.HAMLET: row.hamlet,
        Field.STAFF_KIND: row.name_vi,
        Field.LEVEL: LEVELS[row.level],
        Field.ORGANISATION: row.organisation,
        Field.SINCE: row.valid_from if row.valid_from >= EARLIEST else None,
        Field.UNTIL: row.valid_until - timedelta(days=1) if row.valid_until else None,
        Field.SECOND_JOB: "có" if row.second_job else "không",
    }
    return [values[each] for each in _PLAIN]


def _province(unit: Any) -> str | None:
    return unit.above if unit.above_kind is UnitKind.PROVINCE else None


def _written(trainings: Iterable[Training]) -> Iterator[Any]:
    for each in trainings:
        yield from (each.name, each.day, each.document)


def _trainings(person_ids: Collection[int]) -> dict[int, list[Training]]:
    """What lists declared of people, on any record of theirs, and nobody voided, oldest first."""
    names, merged = _requirement_names(), merged_into(person_ids)
    rows = roster_evidence_rows([*person_ids, *merged])
    found: dict[int, list[Training]] = defaultdict(list)
    for source, row in latest_by_source(rows, merged).items():
        person_id, code = told_by(source)
        if row.voided_by is None and code in names:
            found[person_id].append(Training(row.occurred_on, names[code], row.document or ""))
    return {person_id: sorted(trainings) for person_id, trainings in found.items()}


def _requirement_names() -> dict[str, str]:
    """By code, the name of each requirement as lists write it: in Vietnamese, or its code where two share
    the name."""
    requirements = all_requirements()
    times: dict[str, int] = defaultdict(int)
    for each in requirements:
        times[normal(each.name_vi)] += 1
    return {
        each.code: each.name_vi if times[normal(each.name_vi)] == 1 else each.code for each in requirements
    }

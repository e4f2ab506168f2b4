"""Gathering what the product knows of the people, units and words that a list mentions: a dozen queries,
however long the list."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from lms.base.text import fold
from lms.people.models import Person
from lms.places.models import SuccessionKind
from lms.places.rules.lineage import Lineage, Link
from lms.staffing.queries import (
    all_requirements,
    all_roles,
    ids_seen_by,
    people_mentioned,
    posting_place_rows,
    roster_evidence_rows,
    succession_rows,
    unit_rows,
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
from lms.standards.models import EvidenceStatus


def gather(lines: list[Line], day: date, asker: Person | None) -> Known:
    """What the lines are compared with. ``asker`` is who sends the list; None for the command line, which
    may list everybody."""
    gazetteer = Gazetteer(Place(*row) for row in unit_rows())
    people = people_mentioned({line.code for line in lines if line.code}, {fold(line.name) for line in lines})
    ids = {row.id for row in people}
    seen = ids if asker is None else ids_seen_by(asker, ids)
    scope = None if asker is None else units_listable_by(asker, _one_day_of_each_era(gazetteer, lines, day))
    return Known(
        gazetteer=gazetteer,
        lineage=_lineage(),
        people=tuple(
            KnownPerson(
                row.id,
                row.code,
                row.full_name,
                row.folded,
                row.birth_date,
                row.phone,
                in_scope=row.id in seen,
            )
            for row in people
        ),
        postings=_postings(ids),
        roles=_roles(),
        requirements=_requirements(),
        trainings=_trainings(ids),
        scope=scope,
    )


def _lineage() -> Lineage:
    return Lineage(
        Link(row.from_id, row.to_id, row.effective_on, row.kind is not SuccessionKind.PART)
        for row in succession_rows()
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


def _postings(person_ids: set[int]) -> dict[int, list[KnownPosting]]:
    places: dict[int, list[KnownPlace]] = defaultdict(list)
    rows = {}
    for row in posting_place_rows(person_ids):
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
    return found


def _trainings(person_ids: set[int]) -> dict[str, KnownTraining]:
    return {
        row.source: KnownTraining(
            row.document, is_open=row.status is EvidenceStatus.DECLARED and row.voided_by is None
        )
        for row in roster_evidence_rows(person_ids)
    }


def _one_day_of_each_era(gazetteer: Gazetteer, lines: Iterable[Line], day: date) -> set[date]:
    """Units change on few days; between two of them every day asks the same question."""
    turns = sorted({place.valid_from for place in gazetteer.by_id.values()})
    return set({bisect_right(turns, each): each for each in (line.since or day for line in lines)}.values())

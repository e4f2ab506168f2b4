"""Keeps the holdings what the fold says they are: after every write, for everybody again, or to compare."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, select, union

from lms.base.bulk import in_pieces, insert_rows
from lms.base.database import db, lock_for_writing
from lms.standards.models import Evidence, Holding, Requirement
from lms.standards.rules.folding import Interval, Rule, fold
from lms.standards.rules.gathering import Showings, batches, rules_of
from lms.standards.rules.reading_as_one import Humans


class Held(NamedTuple):
    """One row of the cache: an interval of a person and a requirement."""

    person_id: int
    requirement_id: int
    interval: Interval


class Difference(NamedTuple):
    """A row that the cache has and the fold does not, or the other way round."""

    held: Held
    missing: bool
    """True: the cache lacks the row. False: the cache has a row too many."""


def recompute(person_ids: Iterable[int]) -> int:
    """Rewrite the holdings of these people where they differ; returns how many rows changed.

    Called inside the transaction that changed their evidence, after its rows are flushed.
    """
    lock_for_writing("evidence")
    changed = 0
    for surplus, missing in _compare(person_ids):
        for piece in in_pieces(surplus):
            db.session.execute(delete(Holding).where(Holding.id.in_(piece)))
        insert_rows(Holding, [_row(held) for held in missing])
        changed += len(surplus) + len(missing)
    if changed:
        _forget_cached_rows()
    return changed


def rebuild() -> int:
    """Rewrite everybody's holdings where they differ from the fold; returns how many rows changed.

    Needed after a requirement or a clause was changed; otherwise it changes nothing.
    """
    lock_for_writing("evidence")
    return recompute(_everybody())


def refold(competency_ids: Collection[int]) -> int:
    """The same for those who showed one of these competencies: after a change of what is asked of it."""
    lock_for_writing("evidence")
    shown = select(Evidence.person_id).where(Evidence.competency_id.in_(competency_ids))
    asked = Requirement.competency_id.in_(competency_ids)
    held = select(Holding.person_id).join(Requirement, Requirement.id == Holding.requirement_id).where(asked)
    people = union(shown, held).subquery()
    return recompute(db.session.scalars(select(people.c.person_id)).all())


def differences() -> list[Difference]:
    """Where the cache is not what the fold says; writes nothing, and is empty while all is well."""
    found: list[Difference] = []
    for surplus, missing in _compare(_everybody()):
        if surplus:
            rows = db.session.scalars(select(Holding).where(Holding.id.in_(surplus)))
            found += [Difference(_held(row), missing=False) for row in rows]
        found += [Difference(held, missing=True) for held in missing]
    return found


def _everybody() -> Sequence[int]:
    people = union(select(Evidence.person_id), select(Holding.person_id)).subquery()
    return db.session.scalars(select(people.c.person_id)).all()


def _compare(person_ids: Iterable[int]) -> Iterator[tuple[list[int], list[Held]]]:
    """For each batch of people, and of those as whom they are read: the ids of holdings that must go, and the
    rows that must come. Who was merged holds nothing herself."""
    requirements = db.session.scalars(select(Requirement)).all()
    rules, humans, named = rules_of(requirements), Humans(), set(person_ids)
    for batch in batches(named | {humans.of(each) for each in named}):
        showings = humans.showings(each for each in batch if humans.of(each) == each)
        wanted = _fold(showings, requirements, rules)
        kept = {
            _held(row): row.id for row in db.session.execute(_HOLDINGS.where(Holding.person_id.in_(batch)))
        }
        yield [kept[held] for held in kept.keys() - wanted], sorted(wanted - kept.keys(), key=_in_order)


_HOLDINGS = select(
    Holding.id,
    Holding.person_id,
    Holding.requirement_id,
    Holding.valid_from,
    Holding.valid_until,
    Holding.status,
    Holding.evidence_id,
)


def _fold(showings: Showings, requirements: Iterable[Requirement], rules: dict[int, Rule]) -> set[Held]:
    asking: dict[int, list[int]] = {}
    for requirement in requirements:
        asking.setdefault(requirement.competency_id, []).append(requirement.id)
    return {
        Held(person_id, requirement_id, interval)
        for (person_id, competency_id), rows in showings.items()
        for requirement_id in asking.get(competency_id, ())
        for interval in fold(rules[requirement_id], rows)
    }


def _held(row: Any) -> Held:
    interval = Interval(row.valid_from, row.valid_until, row.status, row.evidence_id)
    return Held(row.person_id, row.requirement_id, interval)


def _in_order(held: Held) -> tuple[int, int, date]:
    return held.person_id, held.requirement_id, held.interval.valid_from


def _row(held: Held) -> dict[str, object]:
    return {
        "person_id": held.person_id,
        "requirement_id": held.requirement_id,
        **held.interval._asdict(),
    }


def _forget_cached_rows() -> None:
    """Holdings that the session has read are read again: they were changed behind its back."""
    for row in list(db.session()):
        if isinstance(row, Holding):
            db.session.expunge(row)

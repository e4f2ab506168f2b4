"""Bringing later changes of units into the record: what a list would do, and doing it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, update

from lms.base import audit, clock
from lms.base.bulk import in_pieces, insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from lms.base.text import clean, fold
from lms.places.library import earlier_changes, succession_lines, unit_lines
from lms.places.models import Hamlet, Succession, Unit
from lms.places.queries import succession_pairs, unit_rows
from lms.places.rules.lives import Life, UnitPlan
from lms.places.rules.loading import SURE, with_changes
from lms.places.rules.planning_units import plan_units
from lms.places.rules.reading_units import SUCCESSION_COLUMNS, UNIT_COLUMNS, UnitList, rows_of

Line = tuple[str | None, ...]


def plan_of(listed: UnitList) -> UnitPlan:
    """What a list would change in the record of today."""
    return plan_units(listed, _lives(), succession_pairs(), clock.today())


def shipped_list() -> bytes:
    """The units and successions that the product ships, as a list to be loaded."""
    changes = earlier_changes()
    units = [
        (line.code, line.name, line.parent, line.valid_from, line.valid_until)
        for line in with_changes(unit_lines(), changes)
    ]
    successions = [
        (line.old, line.new, line.effective_on, line.kind, "1" if line.is_default else "", line.decision)
        for line in succession_lines()
    ]
    successions += [
        (change.old_code, change.new_code, change.effective_on, change.kind, "", change.decision)
        for change in changes
    ]
    return list_of([_written(line) for line in units], [_written(line) for line in successions])


def list_of(units: Iterable[Line], successions: Iterable[Line]) -> bytes:
    """Units and successions as a list: the two tables with their headings, one below the other."""
    return rows_of([tuple(UNIT_COLUMNS), *units, tuple(SUCCESSION_COLUMNS), *successions])


def write_units(plan: UnitPlan, source: str, *, by: int | None) -> None:
    """Write a plan in which nothing is refused: units begin and end, their hamlets with them."""
    lock_for_writing("units")
    for life, unit_id in zip(plan.begun, new_ids(Unit, len(plan.begun)), strict=True):
        life.id = unit_id
    insert_rows(Unit, [_row(life, source) for life in plan.begun])
    for life in plan.ended:
        db.session.execute(update(Unit).where(Unit.id == life.id).values(valid_until=life.until))
        lasting = Hamlet.valid_until.is_(None)
        ending = update(Hamlet).where(Hamlet.unit_id == life.id, lasting)
        db.session.execute(ending.values(valid_until=life.until))
    insert_rows(
        Succession,
        [
            {
                "from_id": each.old.id,
                "to_id": each.new.id,
                "effective_on": each.on,
                "kind": each.kind,
                "is_default": each.is_default,
                "decision": each.decision,
                "confidence": SURE,
            }
            for each in plan.follows
        ],
    )
    audit.record_many("unit:begun", Unit, [_act(life, life.since) for life in plan.begun], by=by)
    audit.record_many("unit:ended", Unit, [_act(life, life.until) for life in plan.ended], by=by)
    db.session.expire_all()


def units_of(lives: Iterable[Life]) -> dict[int, Unit]:
    """The units on record among some lives, by id."""
    ids = sorted(life.id for life in lives if life.id is not None)
    return {
        unit.id: unit
        for piece in in_pieces(ids)
        for unit in db.session.scalars(select(Unit).where(Unit.id.in_(piece)))
    }


def _lives() -> list[Life]:
    rows = unit_rows()
    lives = {
        row.id: Life(row.code, row.name, row.kind, row.valid_from, row.valid_until, id=row.id) for row in rows
    }
    for row in rows:
        lives[row.id].parent = lives.get(row.parent_id)
    return list(lives.values())


def _written(line: Iterable[str | date | None]) -> Line:
    return tuple(each.isoformat() if isinstance(each, date) else each for each in line)


def _row(life: Life, source: str) -> dict[str, object]:
    name = clean(life.name)
    return {
        "id": life.id,
        "code": life.code,
        "name": name,
        "folded": fold(name),
        "kind": life.kind,
        "parent_id": life.parent.id if life.parent else None,
        "valid_from": life.since,
        "valid_until": life.until,
        "source": (life.decision or source)[:200],
        "confidence": SURE,
    }


def _act(life: Life, day: date | None) -> audit.Act:
    return audit.Act(life.id or 0, {"code": life.code, "on": day.isoformat() if day else None})

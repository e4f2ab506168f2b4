"""Confirming rosters: those who answer for a commune say until when its list of people is right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.places.models import Unit, UnitKind
from lms.places.queries import units_with_ids
from lms.staffing.models import RosterConfirmation, RosterImport
from lms.staffing.queries.rosters import roster_rows
from lms.staffing.rules.plans import Plan, RowState
from lms.staffing.rules.rostering import digest_of, people_in


class NotConfirmable(Refusal):
    """The roster cannot be confirmed so."""


def confirm_roster(unit: Unit, day: date, seen: str, *, by: int | None) -> RosterConfirmation:
    """Keep that the roster of a commune is right up to ``day``.

    ``seen`` is the digest of the roster that was looked through. Refuses another one than is on record, a day
    to come, one on which the unit does not exist, and a unit that is no commune.
    """
    lock_for_writing("staffing", "posts")
    if day > clock.today() or not unit.holds_on(day):
        raise NotConfirmable(
            message("The roster cannot be confirmed for %(day)s.", day=day.strftime("%d/%m/%Y"))
        )
    if unit.kind is not UnitKind.COMMUNE:
        raise NotConfirmable(message("Only the roster of a commune is confirmed."))
    rows = roster_rows([unit.id], day)
    if digest_of(rows) != seen:
        raise NotConfirmable(
            message("Somebody changed the roster meanwhile. Look it through again, then confirm it.")
        )
    return _keep(unit.id, day, rows, by)


def unlisted(plan: Plan, day: date) -> list[Any]:
    """Who is on record on ``day`` in a commune that the list names, and does not stand on it there: rows of
    the roster, by name. While there is anybody, the list does not confirm that commune."""
    return [row for rows in _not_on_list(plan, day).values() for row in rows]


def confirm_listed(roster_import: RosterImport, plan: Plan) -> int:
    """Confirm the roster of each commune on a list that was written; returns how many.

    ``plan`` compares it with the record as it is since then. A commune is confirmed where everybody on record
    stands on the list, and every row of it is on record.
    """
    lock_for_writing("staffing", "posts")
    missing = _not_on_list(plan, roster_import.day)
    open_units = {row.unit_id for row in plan.rows if row.state is not RowState.SAME}
    confirmed = 0
    for unit_id, rows in _rosters(plan, roster_import.day).items():
        if unit_id not in open_units and not missing[unit_id]:
            _keep(unit_id, roster_import.day, rows, roster_import.by_id, roster_import.id)
            confirmed += 1
    return confirmed


def _not_on_list(plan: Plan, day: date) -> dict[int, list[Any]]:
    listed = {
        (row.unit_id, row.person.known.id) for row in plan.rows if row.person is not None and row.person.known
    }
    return {
        unit_id: [row for row in rows if (unit_id, row.person_id) not in listed]
        for unit_id, rows in _rosters(plan, day).items()
    }


def _rosters(plan: Plan, day: date) -> dict[int, list[Any]]:
    """The rosters on record of the communes that rows of the list serve on the day."""
    units = units_with_ids({row.unit_id for row in plan.rows if row.unit_id})
    found: dict[int, list[Any]] = {
        key: [] for key, unit in sorted(units.items()) if unit.kind is UnitKind.COMMUNE
    }
    for row in roster_rows(found, day):
        found[row.unit_id].append(row)
    return found


def _keep(
    unit_id: int, day: date, rows: Sequence[Any], by: int | None, roster_import_id: int | None = None
) -> RosterConfirmation:
    kept = RosterConfirmation(
        unit_id=unit_id,
        day=day,
        confirmed_at=clock.now(),
        by_id=by,
        people=people_in(rows),
        digest=digest_of(rows),
        roster_import_id=roster_import_id,
    )
    db.session.add(kept)
    db.session.flush()
    facts = {"unit": unit_id, "day": day.isoformat(), "people": kept.people}
    audit.record("roster:confirmed", kept, by=by, facts=facts)
    db.session.flush()
    return kept

"""Erasing a person: what tells of her goes from every table, what is counted stays with an id.

The parts say what becomes of their rows (``lms.base.personal``); here it is carried out in one transaction.
It cannot be taken back. Basis: Law 91/2025/QH15 articles 4 and 25.2, Decree 356/2025.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, case, delete, literal, null, select, update
from sqlalchemy.schema import Column

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.personal import PersonalData, Way
from lms.people.models import Grant, Person, Posting
from lms.people.queries import merged_people
from lms.privacy.models import Basis, Erasure
from lms.privacy.queries import PersonalMap, erased, records_of
from lms.privacy.rules.striking import strike, traces_of


class NotErasable(Refusal):
    """This person's data must not be erased, or not yet; the sentence says why."""


class Wish(NamedTuple):
    """Why somebody's data is erased, and who decided it."""

    basis: Basis
    reason: str
    by: int | None


def check(person: Person, asker_id: int | None, day: date) -> None:
    """Raise :class:`NotErasable` where her data must stay: she serves, has access, is read as somebody else,
    asks it of herself, or was erased before."""
    if erased(person.id):
        raise NotErasable(message("The data of this person has been erased already."))
    if person.id == asker_id:
        raise NotErasable(message("Nobody erases her own data: ask another administrator."))
    if person.id in merged_people():
        raise NotErasable(message("This record is read as another one. Erase that, and this goes with it."))
    ids = records_of(person.id)
    serves = select(Posting.id).where(Posting.person_id.in_(ids), _still(Posting, day))
    if db.session.scalar(serves.limit(1)) is not None:
        raise NotErasable(
            message("She still holds a post: her data is needed while she serves. End the posting first.")
        )
    has_access = select(Grant.id).where(Grant.person_id.in_(ids), _still(Grant, day))
    if db.session.scalar(has_access.limit(1)) is not None:
        raise NotErasable(message("She still has access to records of others. Withdraw it first."))


def erase(whole: PersonalMap, person_id: int, wish: Wish) -> Erasure:
    """Erase a person with the records that are read as hers; raises :class:`NotErasable`.

    After the commit the caller writes the tombstones (:mod:`lms.privacy.rules.tombstones`) and has the disk
    written over (:mod:`lms.privacy.rules.clearing`).
    """
    lock_for_writing("erasing", "people")
    person = db.session.get_one(Person, person_id)
    check(person, wish.by, clock.today())
    return carry_out(whole, records_of(person_id), wish, clock.now())[0]


def carry_out(whole: PersonalMap, person_ids: Sequence[int], wish: Wish, now: datetime) -> list[Erasure]:
    """The same without asking whether it may be: for records that were erased before, in a restored backup.
    The caller holds the lock for writing."""
    changed = strike(whole, traces_of(person_ids))
    for table, data in whole.in_order():
        if number := _apply(whole, table, data, person_ids):
            changed[table.name] = changed.get(table.name, 0) + number
    db.session.expire_all()
    rows = [_note(person_id, wish, now) for person_id in person_ids]
    db.session.flush()
    for row in rows:
        facts = {"person": row.person_id, "basis": wish.basis.value, "rows": changed}
        audit.record("person:erased", row, by=wish.by, facts=facts)
    db.session.flush()
    return rows


def _note(person_id: int, wish: Wish, now: datetime) -> Erasure:
    row = db.session.scalar(select(Erasure).where(Erasure.person_id == person_id))
    row = row or Erasure(person_id=person_id)
    row.erased_at, row.by_id, row.basis, row.reason = now, wish.by, wish.basis, wish.reason
    row.cleared_at = None
    db.session.add(row)
    return row


def _apply(whole: PersonalMap, table: Table, data: PersonalData, person_ids: Sequence[int]) -> int:
    """What a declaration says of one table; how many rows it concerned."""
    number = 0
    if data.whose and data.way is Way.REMOVE:
        done = db.session.execute(delete(table).where(whole.owned(table, person_ids)))
        number = int(done.rowcount)  # type: ignore[attr-defined]
    elif data.whose and data.blank:
        values = {name: _instead(table, table.c[name], value) for name, value in data.blank.items()}
        blanked = update(table).where(whole.owned(table, person_ids)).values(values)
        number = int(db.session.execute(blanked).rowcount)  # type: ignore[attr-defined]
    if data.also:
        db.session.expire_all()
        data.also(person_ids)
    return number


def _instead(table: Table, column: Column[Any], value: Any) -> Any:
    """What stands in a column afterwards; what was NULL stays so."""
    if callable(value):
        return value(table)
    if value is None:
        return null()
    return case((column.is_not(None), literal(value, column.type))) if column.nullable else value


def _still(model: type[Posting] | type[Grant], day: date) -> ColumnElement[bool]:
    """For SQL: whether something holds on a day, or will."""
    return model.valid_until.is_(None) | (model.valid_until > day)

"""Reading whose rows are whose, as the parts declare it, and what was erased."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, Table, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.schema import Column

from lms.base.database import Base, db
from lms.base.personal import PersonalData
from lms.people.models import Person, PersonAlias
from lms.privacy.models import Erasure


class Rows(NamedTuple):
    """How many rows of a table are about somebody."""

    data: PersonalData
    number: int


class PersonalMap:
    """What all parts declare, and whose each row is by it."""

    def __init__(self, declared: Sequence[PersonalData]) -> None:
        self.by_table = {each.table: each for each in declared}

    def in_order(self) -> Iterator[tuple[Table, PersonalData]]:
        """The tables, those that refer to others first, so that rows can be removed one table at a time."""
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in self.by_table:
                yield table, self.by_table[table.name]

    def owned(self, table: Table, person_ids: Sequence[int]) -> ColumnElement[bool]:
        """For SQL: whether a row of the table is about one of these people."""
        whose = self.by_table[table.name].whose
        return or_(*(self._says(table.c[name], person_ids) for name in whose))

    def _says(self, column: Column[int], person_ids: Sequence[int]) -> ColumnElement[bool]:
        referred = next((key.column for key in column.foreign_keys), None)
        if referred is None or referred.table.name == Person.__tablename__:
            return column.in_(person_ids)
        return column.in_(select(referred).where(self.owned(referred.table, person_ids)))


def records_of(person_id: int) -> list[int]:
    """The ids under which somebody is on record: her own and those that are read as hers."""
    merged = select(PersonAlias.merged_id).where(
        PersonAlias.kept_id == person_id, PersonAlias.undone_at.is_(None)
    )
    return [person_id, *db.session.scalars(merged)]


def rows_about(whole: PersonalMap, person_id: int) -> list[Rows]:
    """By table, how many rows are about somebody; tables without any are left out."""
    ids = records_of(person_id)
    found = []
    for table, data in whole.in_order():
        if not data.whose:
            continue
        number = db.session.scalar(select(func.count()).select_from(table).where(whole.owned(table, ids)))
        if number:
            found.append(Rows(data, number))
    return found


def erasures() -> Select[Erasure]:
    """What was erased, newest first."""
    return (
        select(Erasure)
        .options(joinedload(Erasure.person), joinedload(Erasure.by))
        .order_by(Erasure.erased_at.desc(), Erasure.id.desc())
    )


def erased(person_id: int) -> bool:
    """Whether somebody's data was erased."""
    return db.session.scalar(select(Erasure.id).where(Erasure.person_id == person_id)) is not None


def not_cleared() -> Sequence[Erasure]:
    """The erasures after which the disk has not been written over yet."""
    return db.session.scalars(select(Erasure).where(Erasure.cleared_at.is_(None))).all()

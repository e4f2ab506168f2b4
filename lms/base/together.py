"""Writing single rows, each durable when its writer goes on; those that come together share the cost.

SQLite writes one transaction after the other and waits for the disk at the end of each: so whoever comes
first writes for all who came until it was its turn. PostgreSQL does that by itself.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, insert

from lms.base.database import ADVISORY_LOCK, Base, db, turn_to_write
from lms.base.prepared import Compiled, Said, connection_of, say

_LOCK = Said(ADVISORY_LOCK)


@dataclass
class _Row:
    """A row that somebody waits for."""

    values: Mapping[str, Any]
    done: threading.Event = field(default_factory=threading.Event)
    stands: bool | None = None
    """Whether it was written; None where whoever wrote for all could not."""


class RowWriter(Said):
    """Writes rows of one table, with all its columns."""

    def __init__(self, model: type[Base]) -> None:
        names = model.__table__.c.keys()
        super().__init__(insert(model).values({name: bindparam(name) for name in names}))
        self._guard = threading.Lock()
        self._waiting: WeakKeyDictionary[Engine, list[_Row]] = WeakKeyDictionary()

    def write(self, values: Mapping[str, Any], *locks: str) -> bool:
        """Write a row, in turn with whoever locks one of these names (``lock_for_writing``): a transaction of
        its own, so not within one that writes. What the session read before is forgotten. False, and nothing
        written, where the database refuses the row, because one with a key of it stands already, say."""
        if db.session.registry.has():
            db.session.rollback()
        engine = db.engine
        words = self.words(engine.dialect)
        if engine.dialect.name == "postgresql":
            return _write_alone(engine, words, values, locks)
        row = _Row(values)
        with self._guard:
            waiting = self._waiting.setdefault(engine, [])
            waiting.append(row)
            first = len(waiting) == 1
        if first:
            self._write_all(engine, words)
        else:
            row.done.wait()
        return self.write(values) if row.stands is None else row.stands

    def _write_all(self, engine: Engine, words: Compiled) -> None:
        """Write every row that waits."""
        with turn_to_write():
            with self._guard:
                rows = self._waiting.pop(engine)
            try:
                _in_one_transaction(engine, words, rows)
            except BaseException:
                for row in rows:
                    row.stands = None
                raise
            finally:
                for row in rows:
                    row.done.set()


def _in_one_transaction(engine: Engine, words: Compiled, rows: list[_Row]) -> None:
    refused = engine.dialect.loaded_dbapi.IntegrityError
    with connection_of(engine) as connection:
        driver: Any = connection.driver_connection
        if len(rows) > 1:  # a single statement is a transaction by itself
            driver.execute("BEGIN IMMEDIATE")
        for row in rows:
            try:
                say(engine, connection, words, row.values)
                row.stands = True
            except refused:  # SQLite takes back this statement alone
                row.stands = False
        if len(rows) > 1:
            driver.execute("COMMIT")


def _write_alone(engine: Engine, words: Compiled, values: Mapping[str, Any], locks: tuple[str, ...]) -> bool:
    try:
        with connection_of(engine) as connection:
            for name in sorted(locks):
                say(engine, connection, _LOCK.words(engine.dialect), {"name": name})
            say(engine, connection, words, values)
            connection.commit()
    except engine.dialect.loaded_dbapi.IntegrityError:
        return False
    return True

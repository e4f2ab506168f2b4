"""The database: the base of every model, its column types, and how a transaction that writes begins.

Two engines, one schema: SQLite (the default) and PostgreSQL. A transaction that reads begins plainly;
a rule that writes calls :func:`lock_for_writing` first, so that what it reads cannot change before it
writes. On SQLite that takes the one write lock (waiting for it, never failing on an upgrade from read to
write); on PostgreSQL it takes an advisory lock on the names given.
"""

import enum
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Row,
    Select,
    String,
    Transaction,
    TypeDecorator,
    and_,
    bindparam,
    event,
    func,
    or_,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 10  # how long a writer waits for its turn on SQLite
LONG_AGO = date(1900, 1, 1)  # stands for a beginning that nobody has recorded


class Base(DeclarativeBase):
    """The base of every model."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"autoflush": False})
migrate = Migrate()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC that keeps its zone on every engine; a moment without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


E = TypeVar("E", bound=enum.Enum)
Columns = TypeVarTuple("Columns")


def word_column(kind: type[E], name: str) -> Enum:
    """An enumeration kept as its word, with a check that refuses any other word."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def ends_after_start() -> CheckConstraint:
    """The check that every dated table lists among its ``__table_args__``."""
    return CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="ends_after_start")


class Dated:
    """A row that holds from a day on, until (and without) a day; an open end is NULL."""

    valid_from: Mapped[date] = mapped_column()
    """The first day on which the row holds; 1900-01-01 where the beginning is not known."""

    valid_until: Mapped[date | None] = mapped_column()
    """The first day on which it no longer holds; NULL while nobody has ended it."""

    def holds_on(self, day: date) -> bool:
        """Whether the row holds on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    @classmethod
    def holding_on(cls, day: date) -> ColumnElement[bool]:
        """The same question for SQL."""
        return and_(cls.valid_from <= day, or_(cls.valid_until.is_(None), cls.valid_until > day))


def init_database(app: Flask) -> None:
    """Bind the database to the app and set up each new connection."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        _take_turns(engine)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS"], render_as_batch=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours: see _take_turns
    busy_timeout = f"busy_timeout={BUSY_SECONDS * 1000}"
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", busy_timeout):
        connection.execute(f"PRAGMA {pragma}")


def _take_turns(engine: Engine) -> None:
    """Begin transactions on SQLite, those that write one after the other among the threads of a process.

    SQLite makes a writer that finds another one sleep, look again, and sleep longer, so that under load
    the unlucky wait for seconds; here they are woken in turn. Between processes SQLite's own lock decides.
    """
    turn = threading.Lock()
    _TURNS[engine] = turn

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("writes"):
            # It cannot fail and every request says it, so it goes the short way.
            driver: Any = connection.connection.driver_connection
            driver.execute("BEGIN")
            return
        # Who gets no turn in time asks SQLite itself, which says what is wrong.
        record = connection.connection.record_info
        if record is not None and not record.get("has_turn"):
            record["has_turn"] = turn.acquire(timeout=BUSY_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def give_back(_connection: Any, entry: ConnectionPoolEntry) -> None:
        if entry.record_info and entry.record_info.pop("has_turn", False):
            turn.release()

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", give_back)  # the first moment at which its commit is surely over


ADVISORY_LOCK = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name", type_=String), 0)))
"""Takes a name on PostgreSQL until the transaction ends."""
_SHARED_LOCK = select(
    func.pg_advisory_xact_lock_shared(func.hashtextextended(bindparam("name", type_=String), 0))
)
"""The same together with others who take it so, but not while somebody has it alone."""
_HELD: WeakKeyDictionary[Transaction, set[str]] = WeakKeyDictionary()
"""What a transaction has taken for itself alone."""
_TURNS: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Within the block it is this thread's turn to write, for a single statement beside the session."""
    turn = _TURNS.get(db.engine)
    # Who gets no turn in time asks SQLite itself, which says what is wrong.
    taken = turn is not None and turn.acquire(timeout=BUSY_SECONDS)
    try:
        yield
    finally:
        if turn is not None and taken:
            turn.release()


def lock_for_writing(*names: str, within: str | None = None) -> None:
    """Begin the transaction that will write, before anything is read for it.

    ``names`` say what is guarded ("award-numbers:7"); two transactions with a name in common run one after
    the other. What was read before is forgotten and read again. Inside a transaction that already writes,
    only the further names are taken. Never call it with unsaved changes: a rule locks first, then changes.

    ``within`` says of what the names are a part ("award-numbers"): whoever takes that as its name guards all
    of them by one lock. PostgreSQL has room for some 6,000 locks in all, so a rule must not take thousands.
    """
    session = db.session()
    if not _writes_already():
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("lock_for_writing comes before the first change")
        session.rollback()
        session.connection(execution_options={"writes": True})
    if session.get_bind().dialect.name == "postgresql":
        _take(session.connection(), names, within)


def _take(connection: Connection, names: Collection[str], within: str | None) -> None:
    transaction = connection.get_transaction()
    held = _HELD.setdefault(transaction, set()) if transaction else set()
    if within in held:
        return
    if within is not None:
        connection.execute(_SHARED_LOCK, {"name": within})
    for name in sorted(set(names) - held):
        connection.execute(ADVISORY_LOCK, {"name": name})
    if not connection.in_nested_transaction():  # what is taken there is lost if it is rolled back
        held.update(names)


def read_row(statement: Select[*Columns], given: Mapping[str, Any]) -> Row[*Columns] | None:
    """The first row of a statement that was composed once, read in the session's transaction but past the
    session: for what every lesson and every attempt asks. What a session adds (objects, their identity, what
    they change) takes longer than the reading itself."""
    return db.session.connection().execute(statement, given).first()


def _writes_already() -> bool:
    session = db.session()
    return session.in_transaction() and bool(session.connection().get_execution_options().get("writes"))

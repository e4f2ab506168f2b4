"""Statements that every lesson or every attempt says, compiled once and given to the driver of the database.

What stands between a composed statement and the driver takes twenty times as long as SQLite takes to answer
one by a key. These leave it out, and the session with it: each is a transaction of its own. Whoever listens
to the engine for statements hears these too, and what the driver refuses to read is asked for again the
ordinary way, which knows what each error means.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, NamedTuple, TypeVarTuple

from sqlalchemy import Dialect, Engine, Executable, PoolProxiedConnection, Select
from sqlalchemy.types import TypeEngine

from lms.base.database import db

Columns = TypeVarTuple("Columns")
Convert = Callable[[Any], Any]


class Compiled(NamedTuple):
    """A statement in the words of one kind of database."""

    words: str
    fixed: dict[str, Any]
    """The values that stand in the statement itself."""
    given: tuple[tuple[str, Convert], ...]
    """What it must be given, with how the driver wants it."""
    order: tuple[str, ...] | None
    """The names in the order in which the driver wants them; None where it takes them by name."""
    read: tuple[tuple[int, Convert], ...] = ()
    """The places in a row whose values the driver gives in another shape than the column has."""

    def values(self, given: Mapping[str, Any]) -> Any:
        """What the driver is given."""
        values = self.fixed | {name: convert(given[name]) for name, convert in self.given}
        return values if self.order is None else tuple(values[name] for name in self.order)


class Said:
    """A statement, compiled when it is first said to a kind of database."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, Compiled] = {}

    def words(self, dialect: Dialect) -> Compiled:
        """The statement as this kind of database is told it."""
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = _compile(self._statement, dialect)
        return self._compiled[dialect.name]


class Prepared(Said, Generic[*Columns]):
    """A reading: ``rows`` of it, each a plain tuple of the columns, for the values that it must be given."""

    def __init__(self, statement: Select[*Columns]) -> None:
        super().__init__(statement)

    def rows(self, given: Mapping[str, Any]) -> list[tuple[*Columns]]:
        """All rows."""
        engine = db.engine
        compiled = self.words(engine.dialect)
        try:
            with connection_of(engine) as connection:
                found: list[Any] = say(engine, connection, compiled, given).fetchall()
        except engine.dialect.loaded_dbapi.Error:
            with engine.connect() as ordinary:
                return [tuple(row) for row in ordinary.execute(self._statement, given)]
        return [_converted(row, compiled.read) for row in found] if compiled.read else found

    def first(self, given: Mapping[str, Any]) -> tuple[*Columns] | None:
        """The first row; None where there is none."""
        return next(iter(self.rows(given)), None)


@contextmanager
def connection_of(engine: Engine) -> Iterator[PoolProxiedConnection]:
    """A connection of the pool, for one transaction."""
    connection = engine.raw_connection()
    try:
        yield connection
    except engine.dialect.loaded_dbapi.OperationalError:
        connection.invalidate()  # the line may be dead: the next one is a new one
        raise
    finally:
        connection.close()


def say(
    engine: Engine, connection: PoolProxiedConnection, compiled: Compiled, given: Mapping[str, Any]
) -> Any:
    """Let the driver carry out the statement; its cursor."""
    values, driver = compiled.values(given), connection.driver_connection
    for listen in engine.dispatch.before_cursor_execute:
        listen(None, driver, compiled.words, values, None, False)
    return driver.execute(compiled.words, values)  # type: ignore[union-attr]


def _compile(statement: Executable, dialect: Dialect) -> Compiled:
    compiled: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
    binds = compiled.binds
    order = compiled.positiontup
    fixed = {
        name: _to_driver(bind.type, dialect)(bind.effective_value)
        for name, bind in binds.items()
        if not bind.required
    }
    given = tuple((name, _to_driver(bind.type, dialect)) for name, bind in binds.items() if bind.required)
    columns = getattr(statement, "selected_columns", ())
    converters = [(at, _from_driver(column.type, dialect)) for at, column in enumerate(columns)]
    return Compiled(
        str(compiled),
        fixed,
        given,
        tuple(order) if order is not None else None,
        tuple((at, convert) for at, convert in converters if convert is not None),
    )


def _to_driver(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _from_driver(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _as_it_is(value: Any) -> Any:
    return value


def _converted(row: tuple[Any, ...], read: tuple[tuple[int, Convert], ...]) -> Any:
    values = list(row)
    for at, convert in read:
        values[at] = convert(values[at])
    return tuple(values)

"""Statements that every lesson or every attempt says: compiled once, and given to the database's own driver.

What stands between a composed statement and the driver takes twenty times as long as SQLite takes to answer one
by a key. These statements leave it out, and the session with it: each is a transaction of its own. Whoever
listens to the engine for statements hears these too, and what the driver refuses is said again the ordinary
way, which knows what each error means.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, NamedTuple, TypeVarTuple

from sqlalchemy import Dialect, Engine, Executable, Insert, PoolProxiedConnection, Select, bindparam
from sqlalchemy.types import TypeEngine

from lms.base.database import db, turn_to_write

Columns = TypeVarTuple("Columns")
Convert = Callable[[Any], Any]


class _Compiled(NamedTuple):
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


class _Prepared:
    """A statement, compiled when it is first said to a kind of database."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def _for(self, dialect: Dialect) -> _Compiled:
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = _compile(self._statement, dialect)
        return self._compiled[dialect.name]


class Prepared(_Prepared, Generic[*Columns]):
    """A reading: ``rows`` of it, each a plain tuple of the columns, for the values that it must be given."""

    def __init__(self, statement: Select[*Columns]) -> None:
        super().__init__(statement)

    def rows(self, given: Mapping[str, Any]) -> list[tuple[*Columns]]:
        """All rows."""
        engine = db.engine
        compiled = self._for(engine.dialect)
        try:
            with _connection(engine) as connection:
                found = _say(engine, connection, compiled, given).fetchall()
        except engine.dialect.loaded_dbapi.Error:
            with engine.connect() as ordinary:
                return [tuple(row) for row in ordinary.execute(self._statement, given)]
        if not compiled.read:
            return found  # type: ignore[no-any-return]
        return [_converted(row, compiled.read) for row in found]  # type: ignore[misc]

    def first(self, given: Mapping[str, Any]) -> tuple[*Columns] | None:
        """The first row; None where there is none."""
        return next(iter(self.rows(given)), None)


class PreparedInsert(_Prepared):
    """The writing of one row, durable when it returns."""

    def __init__(self, statement: Insert, columns: Iterable[str]) -> None:
        super().__init__(statement.values({name: bindparam(name) for name in columns}))

    def write(self, row: Mapping[str, Any]) -> bool:
        """Write the row; False where one with a key of it stands already (or it refers to one that does not)."""
        engine = db.engine
        driver = engine.dialect.loaded_dbapi
        try:
            with turn_to_write(), _connection(engine) as connection:
                _say(engine, connection, self._for(engine.dialect), row)
                connection.commit()
        except driver.IntegrityError:
            return False
        return True


@contextmanager
def _connection(engine: Engine) -> Iterator[PoolProxiedConnection]:
    connection = engine.raw_connection()
    try:
        yield connection
    except engine.dialect.loaded_dbapi.OperationalError:
        connection.invalidate()  # the line may be dead: the next one is a new one
        raise
    finally:
        connection.close()


def _say(engine: Engine, connection: PoolProxiedConnection, compiled: _Compiled, given: Mapping[str, Any]) -> Any:
    """Let the driver carry out the statement; its cursor."""
    values, driver = compiled.values(given), connection.driver_connection
    for listen in engine.dispatch.before_cursor_execute:
        listen(None, driver, compiled.words, values, None, False)
    return driver.execute(compiled.words, values)  # type: ignore[union-attr]


def _compile(statement: Executable, dialect: Dialect) -> _Compiled:
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
    return _Compiled(
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


def _converted(row: tuple[Any, ...], read: tuple[tuple[int, Convert], ...]) -> tuple[Any, ...]:
    values = list(row)
    for at, convert in read:
        values[at] = convert(values[at])
    return tuple(values)

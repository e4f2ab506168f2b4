"""What the apps of one process share: every test has an app of its own, but pages, addresses and statements
are compiled once."""

from collections.abc import Callable

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from lms.base.database import db


class MemoryBytecodeCache(BytecodeCache):
    """Keeps compiled templates for the apps of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, where it is known and of the same source."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_PAGES = MemoryBytecodeCache()
_STATEMENTS = LRUCache(4000)
_ADDRESSES: dict[tuple[str, bool], Callable[..., tuple[str, str]]] = {}
_compile_address = Rule._compile_builder


def _compiled_address(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What builds the addresses of a rule: nine tenths of the work of making an app."""
    if rule.defaults or rule.host or rule.subdomain:
        return _compile_address(rule, append_unknown)
    key = rule.rule, append_unknown
    if key not in _ADDRESSES:
        _ADDRESSES[key] = _compile_address(rule, append_unknown)
    return _ADDRESSES[key]


def share_compiled(app: Flask) -> None:
    """Let an app use what was compiled for the apps before it, and leave what it compiles to the next."""
    app.jinja_env.bytecode_cache = _PAGES
    with app.app_context():
        db.engine.update_execution_options(compiled_cache=_STATEMENTS)


def _share_statements(dialect: type[SQLiteDialect_pysqlite] | type[PGDialect_psycopg]) -> None:
    """A statement is kept under the dialect it was compiled for, and every engine makes a dialect of its own:
    those of a kind are the same here. Mappers keep statements, too: they would keep those of dead engines."""
    dialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign,assignment]
    dialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign,assignment]


Rule._compile_builder = _compiled_address  # type: ignore[method-assign]
_share_statements(SQLiteDialect_pysqlite)
_share_statements(PGDialect_psycopg)

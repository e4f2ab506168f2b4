"""The database as one file, as it was at one moment, while others go on writing."""

import errno
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, func, select, table, text

from lms.base.messages import Refusal, message
from lms.upkeep.formats.manifest import broken_backup
from lms.upkeep.rules.connecting import connected
from lms.upkeep.rules.programs import run_program

NAMES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
"""How the database is called within a backup, by its kind."""
VERSIONS = "alembic_version"
_REVISION = "SELECT version_num FROM alembic_version"


class Dumped(NamedTuple):
    """What a dump holds."""

    tables: dict[str, int]
    """By name of the table, its number of rows."""
    revision: str
    """The newest migration that it has seen; empty for one without any."""


class NoDatabase(Refusal):
    """There is no database to save."""


def dump(url: URL, to: Path) -> Dumped:
    """Write the database into the file ``to``, as it is at one moment.

    Raises :class:`NoDatabase`, :class:`NoProgram`, OSError where the disk is full, or what the driver raises.
    """
    return _dump_sqlite(url, to) if url.get_backend_name() == "sqlite" else _dump_postgresql(url, to)


def _dump_sqlite(url: URL, to: Path) -> Dumped:
    if not Path(url.database or "").is_file():
        raise NoDatabase(message("There is no database yet: start the product once with python3 run.py."))
    with closing(sqlite3.connect(url.database or "", timeout=60)) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(to),))
        except sqlite3.OperationalError as error:
            if "full" in str(error) or "disk I/O" in str(error):
                raise OSError(errno.ENOSPC, str(error), str(to)) from error
            raise
    tables = examine_sqlite(to)
    with closing(sqlite3.connect(to)) as connection:
        row = connection.execute(_REVISION).fetchone() if VERSIONS in tables else None
    return Dumped(tables, row[0] if row else "")


def size_of(url: URL) -> int:
    """How many bytes a database takes on disk; 0 for a file that is not there."""
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        beside = (file, file.with_name(f"{file.name}-wal"))
        return sum(each.stat().st_size for each in beside if each.exists())
    with connected(url) as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def examine_sqlite(path: Path) -> dict[str, int]:
    """The number of rows of each table of a file whose every page is in order.

    Raises :class:`BrokenBackup` for one that is not.
    """
    with closing(sqlite3.connect(path)) as connection:
        try:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise broken_backup()
            listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            names = sorted(name for (name,) in connection.execute(listed))
            return {name: _count(connection, name) for name in names}
        except sqlite3.DatabaseError as error:
            raise broken_backup() from error


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 — its own name


def _dump_postgresql(url: URL, to: Path) -> Dumped:
    """The counts and the dump see the same moment: the snapshot of one transaction."""
    with connected(url, "REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        listed = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [str(name) for name in connection.scalars(listed)]
        counts = [select(func.count()).select_from(table(name, schema="public")) for name in names]
        rows = [int(connection.scalar(count) or 0) for count in counts]
        revision = connection.scalar(text(_REVISION)) if VERSIONS in names else None
        words = ["--format=custom", "--no-owner", "--no-privileges"]
        run_program("pg_dump", url, *words, f"--snapshot={snapshot}", f"--file={to}")
    return Dumped(dict(zip(names, rows, strict=True)), str(revision or ""))


def check_dump(engine: str, path: Path, tables: Mapping[str, int]) -> None:
    """Open a dump and find in it the tables (on SQLite also the rows) that the manifest names.

    Raises :class:`BrokenBackup`, on PostgreSQL also :class:`NoProgram`.
    """
    if engine == "sqlite":
        if examine_sqlite(path) != dict(tables):
            raise broken_backup()
        return
    listed = run_program("pg_restore", None, "--list", str(path))
    found = {
        line.split(" TABLE DATA public ")[1].split()[0]
        for line in listed.splitlines()
        if " TABLE DATA public " in line
    }
    if found != set(tables):
        raise broken_backup()

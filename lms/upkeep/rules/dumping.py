"""The database as one file, as it was at one moment, while others go on writing."""

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from glob import glob
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from lms.base.messages import Message, Refusal, message
from lms.upkeep.formats.manifest import broken_backup

NAMES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
"""How the database is called within a backup, by its kind."""
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
PROGRAM_FOLDERS = ("/usr/lib/postgresql/*/bin", "C:/Program Files/PostgreSQL/*/bin")


class NoProgram(Refusal):
    """A program of PostgreSQL's client is not here, or has refused."""


class NoDatabase(Refusal):
    """There is no database to save."""


class NoRoom(Refusal):
    """The disk is full, or a file may not become as large."""


def no_room(folder: Path) -> NoRoom:
    """The refusal of what does not fit."""
    return NoRoom(
        message(
            "There is no room left in %(folder)s. Nothing was kept of what had been begun. "
            "Make room, then try again.",
            folder=folder,
        )
    )


def dump(url: URL, to: Path) -> dict[str, int]:
    """Write the database into the file ``to``; returns the number of rows of each table in it.

    Raises :class:`NoDatabase`, :class:`NoProgram`, :class:`NoRoom`, or what the driver raises.
    """
    return _dump_sqlite(url, to) if url.get_backend_name() == "sqlite" else _dump_postgresql(url, to)


def _dump_sqlite(url: URL, to: Path) -> dict[str, int]:
    if not Path(url.database or "").is_file():
        raise NoDatabase(message("There is no database yet: start the product once with python3 run.py."))
    with closing(sqlite3.connect(url.database or "", timeout=60)) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(to),))
        except sqlite3.OperationalError as error:
            if "full" in str(error) or "disk I/O" in str(error):
                raise no_room(to.parent) from error
            raise
    return examine_sqlite(to)


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


def _dump_postgresql(url: URL, to: Path) -> dict[str, int]:
    """The counts and the dump see the same moment: the snapshot of one transaction."""
    with psycopg.connect(connection_text(url)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        names = [name for (name,) in connection.execute(listed)]
        counted = sql.SQL("SELECT count(*) FROM public.{}")
        rows = [connection.execute(counted.format(sql.Identifier(name))).fetchone() for name in names]
        words = ["--format=custom", "--no-owner", "--no-privileges"]
        run_program("pg_dump", url, *words, f"--snapshot={snapshot[0]}" if snapshot else "", f"--file={to}")
    return {name: int(row[0]) if row else 0 for name, row in zip(names, rows, strict=True)}


def connection_text(url: URL, *, with_password: bool = True) -> str:
    """A database's address as PostgreSQL's own programs take it."""
    given = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    if with_password:
        given["password"] = url.password
    known = {name: value for name, value in given.items() if value is not None}
    return make_conninfo("", **known, **{name: str(value) for name, value in url.query.items()})


def run_program(name: str, url: URL | None, *words: str) -> str:
    """Run a program of PostgreSQL's client on a database (or on none) and return what it writes.

    Raises :class:`NoProgram` where it is not here or refuses, :class:`NoRoom` where the disk is full.
    """
    password = str(url.password) if url is not None and url.password else None
    address = [f"--dbname={connection_text(url, with_password=False)}"] if url is not None else []
    done = subprocess.run(
        [find_program(name), *address, *(word for word in words if word)],
        env={**os.environ, "LC_ALL": "C"} | ({"PGPASSWORD": password} if password else {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise _refused(name, done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8", "replace")


def _refused(name: str, problem: str) -> Refusal:
    if "No space left" in problem or "File too large" in problem:
        return NoRoom(message("There is no room left on the disk. Make room, then try again."))
    lines = [line for line in problem.splitlines() if line.strip()]
    reason = lines[0] if lines else "?"
    return NoProgram(message("%(program)s could not do it: %(reason)s", program=name, reason=reason))


def find_program(name: str) -> str:
    """Where a program of PostgreSQL's client is: the newest of those in their usual places, or on the PATH.

    Raises :class:`NoProgram`.
    """
    found = [path for pattern in PROGRAM_FOLDERS for path in glob(f"{pattern}/{name}*")]
    newest = sorted(found, key=_release, reverse=True)
    program = next((path for path in newest if Path(path).stem == name), None) or shutil.which(name)
    if program is None:
        raise NoProgram(_how_to_get(name))
    return program


def _release(path: str) -> int:
    release = Path(path).parent.parent.name
    return int(release) if release.isdecimal() else 0


def _how_to_get(name: str) -> Message:
    return message(
        "%(program)s is needed for a PostgreSQL database and is not on this machine. "
        "Install PostgreSQL's client (Debian, Ubuntu: sudo apt install postgresql-client).",
        program=name,
    )


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


@contextmanager
def room_or_refusal(folder: Path) -> Iterator[None]:
    """Turn what the system says of a full disk into a refusal."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise no_room(folder) from error
        raise

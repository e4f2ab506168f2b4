"""Databases for tests: built once by the migrations and the product's own loaders, copied for each test.

A test commits for real, as the product does; its copy is thrown away afterwards.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from contextlib import suppress
from glob import glob
from pathlib import Path

import psycopg

_PREFIX = "lop520-"
MEMORY = Path("/dev/shm")
ROOM = 3 * 1024**3  # bytes: more than ten times what the databases of a run need


def make_workshop() -> Path:
    """A new folder for the databases of a run; in memory where there is room, since every test copies one and
    removes it, which takes a disk ten times as long. What runs that were killed left there goes first."""
    for left in MEMORY.glob(f"{_PREFIX}*"):
        if not Path(f"/proc/{left.name.split('-')[1]}").exists():
            clear_workshop(left)
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=MEMORY if roomy else None))
    folder.chmod(0o755)  # for PostgreSQL's user
    return folder


def clear_workshop(folder: Path) -> None:
    """Stop what runs in it, and remove it."""
    PostgresServer(folder / "postgres").stop()
    shutil.rmtree(folder, ignore_errors=True)


def find_initdb() -> str | None:
    """PostgreSQL's initdb: on the PATH, or where Debian puts it."""
    return shutil.which("initdb") or next(
        iter(sorted(glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)), None
    )


class PostgresServer:
    """A private PostgreSQL on a free port of the loopback, run by a user that is not root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pid_file = folder / "data" / "postmaster.pid"

    def runs(self) -> bool:
        """Whether it was started, by this process or another one."""
        return self._pid_file.exists()

    def start(self) -> None:
        """Make the cluster and start the server; returns when it answers."""
        self.folder.mkdir()
        data = str(self.folder / "data")
        rights = ("-U", "lop520", "-A", "trust")
        self._run("initdb", "-D", data, *rights, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.go_on(_free_port())

    def go_on(self, port: int) -> None:
        """Start a server that was there before on this port; returns when it answers."""
        data = str(self.folder / "data")
        options = (
            f"-p {port} -k {self.folder} -c listen_addresses=127.0.0.1 "
            "-c fsync=off -c full_page_writes=off -c max_connections=100 -c autovacuum=off "
            "-c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=128MB"
        )
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", data, "-w", "-s", "-l", log, "-o", options, "start")

    @property
    def port(self) -> int:
        """The port on which it answers: the fourth line of what it writes about itself."""
        return int(self._pid_file.read_text("utf-8").splitlines()[3])

    def url(self, name: str) -> str:
        """The address of a database of this server, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://lop520@127.0.0.1:{self.port}/{name}"

    def create(self, template: str | None = None) -> str:
        """A new database, empty or copied from ``template``; returns its name."""
        name = f"t{uuid.uuid4().hex[:12]}"
        with self._connection() as connection:
            # From version 15 a copy is written to the log page by page, which takes twice as long.
            by_file = " STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""
            copied = f" TEMPLATE {template}{by_file}" if template else ""
            connection.execute(f"CREATE DATABASE {name}{copied}")
        return name

    def databases(self) -> set[str]:
        """The names of all databases."""
        with self._connection() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}

    def rename(self, name: str, to: str) -> None:
        """Give a database another name."""
        self._sql(f"ALTER DATABASE {name} RENAME TO {to}")

    def drop(self, name: str) -> None:
        """Remove a database, with whoever is still connected to it."""
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server, where there is one."""
        if not self.runs():
            return
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-s", "stop")

    def crash(self) -> None:
        """End all its processes at once, as a machine does that is switched off."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-s", "stop")

    def _sql(self, statement: str) -> None:
        with self._connection() as connection:
            connection.execute(statement)

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="lop520", dbname="postgres", autocommit=True
        )

    def _run(self, program: str, *arguments: str) -> None:
        user = None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            user = "postgres" if _user_exists("postgres") else "nobody"
            shutil.chown(self.folder, user)
        subprocess.run(
            [str(self._programs() / program), *arguments],
            check=True,
            capture_output=True,
            user=user,
            cwd=self.folder,
            timeout=120,
        )

    @staticmethod
    def _programs() -> Path:
        """The folder of PostgreSQL's programs, behind whatever link leads to them."""
        return Path(os.path.realpath(str(find_initdb()))).parent


def _user_exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

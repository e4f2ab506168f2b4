"""Databases for tests: built once by the migrations and the product's own loaders, copied for each test.

A test commits for real, as the product does; its copy is thrown away afterwards.
"""

import os
import pwd
import shutil
import socket
import subprocess
import uuid
from contextlib import suppress
from glob import glob
from pathlib import Path

import psycopg


def find_initdb() -> str | None:
    """PostgreSQL's initdb: on the PATH, or where Debian puts it."""
    return shutil.which("initdb") or next(
        iter(sorted(glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)), None
    )


class PostgresServer:
    """A private PostgreSQL on a free port of the loopback, run by a user that is not root."""

    def __init__(self, folder: Path) -> None:
        initdb = find_initdb()
        assert initdb
        self.bin = (
            Path(os.path.realpath(initdb)).parent
            if not initdb.startswith("/usr/lib")
            else Path(initdb).parent
        )
        self.folder = folder
        self.port = _free_port()
        self._run(
            "initdb",
            "-D",
            str(folder / "data"),
            "-U",
            "lop520",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = (
            f"-p {self.port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        )
        self._run(
            "pg_ctl",
            "-D",
            str(folder / "data"),
            "-w",
            "-s",
            "-l",
            str(folder / "log"),
            "-o",
            options,
            "start",
        )

    def url(self, name: str) -> str:
        """The address of a database of this server, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://lop520@127.0.0.1:{self.port}/{name}"

    def create(self, template: str | None = None) -> str:
        """A new database, empty or copied from ``template``; returns its name."""
        name = f"t{uuid.uuid4().hex[:12]}"
        self._sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return name

    def drop(self, name: str) -> None:
        """Remove a database, with whoever is still connected to it."""
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server that this object started."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-s", "stop")

    def _sql(self, statement: str) -> None:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="lop520", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        user = None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            user = "postgres" if _user_exists("postgres") else "nobody"
            shutil.chown(self.folder, user)
        subprocess.run(
            [str(self.bin / program), *arguments],
            check=True,
            capture_output=True,
            user=user,
            cwd=self.folder,
            timeout=120,
        )


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

"""The programs of PostgreSQL's client, which make its backups and bring them back."""

import errno
import os
import shutil
import subprocess
from glob import glob
from pathlib import Path

from sqlalchemy import URL

from lms.base.messages import Message, Refusal, message
from lms.upkeep.rules.connecting import program_address

PROGRAM_FOLDERS = ("/usr/lib/postgresql/*/bin", "C:/Program Files/PostgreSQL/*/bin")


class NoProgram(Refusal):
    """A program of PostgreSQL's client is not here, or has refused."""


def run_program(name: str, url: URL | None, *words: str) -> str:
    """Run a program of PostgreSQL's client on a database (or on none) and return what it writes.

    Raises :class:`NoProgram` where it is not here or refuses, OSError where its own file finds no room.
    """
    password = str(url.password) if url is not None and url.password else None
    address = [f"--dbname={program_address(url)}"] if url is not None else []
    done = subprocess.run(
        [find_program(name), *address, *(word for word in words if word)],
        env={**os.environ, "LC_ALL": "C"} | ({"PGPASSWORD": password} if password else {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        problem = done.stderr.decode("utf-8", "replace")
        is_full = "No space left" in problem or "File too large" in problem
        if is_full and name != "psql":  # which writes no file: it quotes the server, whose disk is full
            raise OSError(errno.ENOSPC, problem.strip())
        raise _refused(name, problem)
    return done.stdout.decode("utf-8", "replace")


def _refused(name: str, problem: str) -> Refusal:
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

"""Bringing the database up to this version: planned in words, saved first, tried on a copy, then done."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from lms.base.messages import Refusal, message
from lms.upkeep.formats.archive import unpack
from lms.upkeep.rules.backing_up import back_up, growing
from lms.upkeep.rules.connecting import connected
from lms.upkeep.rules.dumping import NAMES, examine_sqlite, size_of
from lms.upkeep.rules.making_room import check_room
from lms.upkeep.rules.premises import Premises
from lms.upkeep.rules.programs import run_program
from lms.upkeep.rules.revisions import (
    MigrationFailed,
    Step,
    bring_up_to_date,
    newest,
    refuse_newer,
    revision_of,
    steps_from,
)
from lms.upkeep.rules.standing_still import Found, refuse_in_use, what_is_there

NOT_ALLOWED = "42501"  # what PostgreSQL says to who lacks the right
TIMES_ITS_SIZE = 3  # what an upgrade needs on the disk: the backup, the copy it is tried on, and growing


class TrialFailed(Refusal):
    """The migrations cannot be run on what stands in the database."""


@dataclass(frozen=True)
class Plan:
    """What an upgrade will do."""

    revision: str
    """Where the database stands; empty for one without tables."""
    newest: str
    steps: list[Step]
    folder: Path
    """Where the backup goes."""
    needed: int
    """Bytes that it needs there."""
    free: int
    """Bytes that are free there."""


@dataclass(frozen=True)
class Upgraded:
    """What was done."""

    saved: Path | None
    """The backup made before; None where there was nothing to save, or nothing to do."""
    tried: bool
    """Whether the migrations ran on a copy first."""


def plan(premises: Premises) -> Plan:
    """What an upgrade will do; changes nothing.

    Raises :class:`UnfitDatabase`, or what the driver raises where there is no database.
    """
    there = what_is_there(premises.url)
    revision = "" if there is Found.NOTHING else revision_of(premises.url)
    refuse_newer(premises.migrations, revision)
    folder = next(each for each in (premises.backups, *premises.backups.parents) if each.is_dir())
    return Plan(
        revision=revision,
        newest=newest(premises.migrations),
        steps=steps_from(premises.migrations, revision),
        folder=premises.backups,
        needed=0 if there is Found.NOTHING else TIMES_ITS_SIZE * size_of(premises.url),
        free=shutil.disk_usage(folder).free,
    )


def upgrade(premises: Premises, now: datetime) -> Upgraded:
    """Save the database, run the migrations on a copy, then on the database itself.

    Nothing is changed when any of it cannot be done. Raises :class:`UnfitDatabase`, :class:`InUse`,
    :class:`NoRoom`, :class:`TrialFailed`, :class:`MigrationFailed` and what backing up raises.
    """
    planned = plan(premises)
    if not planned.steps:
        return Upgraded(None, tried=False)
    refuse_in_use(premises.url)
    saved, tried = None, False
    if planned.revision:
        premises.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_room(premises.backups, planned.needed)
        saved = back_up(premises, now, "before-upgrade").path
        tried = _try(premises, saved, now)
    bring_up_to_date(premises.url, premises.migrations)
    return Upgraded(saved, tried)


def save_before_migrating(premises: Premises, now: datetime) -> Path | None:
    """Make a backup where people are in the database and a migration is due; returns where it stands.

    Raises what backing up raises: better no start than a change that cannot be taken back.
    """
    if what_is_there(premises.url) is not Found.PEOPLE:
        return None
    if not steps_from(premises.migrations, revision_of(premises.url)):
        return None
    return back_up(premises, now, "before-upgrade").path


def _try(premises: Premises, saved: Path, now: datetime) -> bool:
    """Run the migrations on a copy made from the backup; whether there could be a copy."""
    with growing(premises.backups, now, 2 * size_of(premises.url)) as folder:
        unpack(saved, folder)
        dump = folder / NAMES[premises.engine]
        if premises.engine == "sqlite":
            _migrate_copy(premises, URL.create("sqlite", database=str(dump)))
            examine_sqlite(dump)
            return True
        with _copy_on_server(premises.url) as copy:
            if copy is None:
                return False
            run_program("pg_restore", copy, "--no-owner", "--no-privileges", str(dump))
            _migrate_copy(premises, copy)
            return True


def _migrate_copy(premises: Premises, copy: URL) -> None:
    try:
        bring_up_to_date(copy, premises.migrations)
    except MigrationFailed as error:
        raise TrialFailed(
            message(
                "The upgrade was tried on a copy and failed there (%(reason)s). The database itself was "
                "not changed: go on with the version before, and send this sentence to whoever looks "
                "after the product.",
                reason=error.reason,
            )
        ) from error


@contextmanager
def _copy_on_server(url: URL) -> Iterator[URL | None]:
    """An empty database beside this one, gone afterwards; None where this user may make none."""
    name = f"lop520_trial_{secrets.token_hex(4)}"
    with connected(url, "AUTOCOMMIT") as connection:
        try:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != NOT_ALLOWED:
                raise
            yield None
            return
        try:
            yield url.set(database=name)
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

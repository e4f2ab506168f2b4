"""Whether this process can serve: database, structure, disk, clock."""

import shutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from lms.base.database import db
from lms.base.scheduling import PACE, JobClock
from lms.home.rules.examining import BAD_BELOW

MISSED_TICKS = 5  # after so many the clock beside this process counts as stopped


def what_fails(instance: Path, migrations: Path, ticking: JobClock | None) -> list[str]:
    """What keeps this process from serving, in words for machines: ``database``, ``structure``, ``disk``,
    ``clock``. Nothing where all is well. A process without a clock of its own leaves jobs to others."""
    return [*_database(migrations), *_disk(instance), *_clock(ticking)]


def _database(migrations: Path) -> Iterator[str]:
    try:
        present = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    except SQLAlchemyError:
        yield "database"
        return
    if present != _heads(migrations):
        yield "structure"


def _disk(instance: Path) -> Iterator[str]:
    try:
        if shutil.disk_usage(instance).free < BAD_BELOW:
            yield "disk"
    except OSError:
        yield "disk"


def _clock(ticking: JobClock | None) -> Iterator[str]:
    if ticking is not None and time.monotonic() - ticking.last_tick > MISSED_TICKS * PACE:
        yield "clock"


@cache
def _heads(migrations: Path) -> frozenset[str]:
    return frozenset(ScriptDirectory(str(migrations)).get_heads())

"""How the backups stand: a line for whoever runs the product."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from lms.base.clock import VIETNAM
from lms.base.health import Finding, Health
from lms.base.measures import Kind, Measure
from lms.base.messages import Message, message
from lms.upkeep.rules.failing import last_failure
from lms.upkeep.rules.keeping import Backup, backups_in, last_good

OLD = timedelta(days=2)  # by then a backup was missed
LEAST_FREE = 1_000_000_000  # bytes
_NOW = message("Make one now on the page Backups, or by python3 run.py backup.")


def examine(folder: Path, now: datetime, *, nightly: bool) -> Finding:
    """Whether there is a good backup of these days, and room for the next; ``nightly`` says whether the
    product makes them by itself here."""
    about, last = message("Backups"), last_good(backups_in(folder))
    if failure := last_failure(folder):
        return Finding(about, Health.BAD, failure, _NOW if last is None else _last(last))
    if last is None:
        if not nightly:
            return Finding(about, Health.GOOD, message("A demonstration makes none by itself."))
        return Finding(about, Health.BAD, message("There is no good backup yet."), _NOW)
    if nightly and last.made_at < now - OLD:
        return Finding(about, Health.BAD, _last(last), _NOW)
    if shutil.disk_usage(folder).free < max(2 * last.size, LEAST_FREE):
        advice = message("There is hardly room for the next one: make room on the disk, or set BACKUP_DIR.")
        return Finding(about, Health.BAD, _last(last), advice)
    return Finding(about, Health.GOOD, _last(last))


def figures(folder: Path) -> Iterator[Measure]:
    """The last good backup in figures; nothing where there is none."""
    if last := last_good(backups_in(folder)):
        about = "When the last good backup was made, in seconds since 1970."
        yield Measure("lop520_backup_last_good_seconds", Kind.GAUGE, about, last.made_at.timestamp())
        yield Measure("lop520_backup_bytes", Kind.GAUGE, "Size of the last good backup.", last.size)


def _last(last: Backup) -> Message:
    made = last.made_at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    return message("The last good one is of %(moment)s.", moment=made)

"""Which backups there are, and which are kept: the last of a day for two weeks, of a month for a year."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from lms.base.clock import VIETNAM

HOUR = 2  # o'clock in Vietnam: nobody learns, and the morning finds it done
FRESH = timedelta(days=1)  # what was made within a day of the newest stays: somebody may have had a reason
DAYS, MONTHS, EXTRA = 14, 12, 5
"""How many days, months and backups before something dangerous are kept."""
_NAME = re.compile(r"lop520-(\d{8}-\d{6})(?:-(before-[a-z]+))?\.tar\.gz")
ENDING = ".sha256"


@dataclass(frozen=True)
class Backup:
    """A backup in its folder."""

    path: Path
    made_at: datetime
    """As its name says."""
    reason: str
    """Before what it was made; empty for one of every day."""
    sha256: str | None
    """Of the whole file; None while it was not yet found good."""
    checked_at: datetime | None
    """When it was last opened and found good."""

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size


def name_of(made_at: datetime, reason: str = "") -> str:
    """The name of the backup made at a moment, by Vietnam's clock."""
    ending = f"-{reason}" if reason else ""
    return f"lop520-{made_at.astimezone(VIETNAM):%Y%m%d-%H%M%S}{ending}.tar.gz"


def backups_in(folder: Path) -> list[Backup]:
    """The backups of a folder, the newest first; other files are left out."""
    found = [each for path in folder.glob("lop520-*.tar.gz") if (each := _backup(path))]
    return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)


def last_good(backups: Sequence[Backup]) -> Backup | None:
    """The newest one that was opened after it was made and found good."""
    return next((each for each in backups if each.sha256), None)


def write_digest(folder: Path, name: str, sha256: str) -> Path:
    """Write into ``folder`` what says that the backup of this name was found good, as ``sha256sum --check``
    reads it; it holds as soon as it lies beside the backup."""
    noted = folder / (name + ENDING)
    with noted.open("w", encoding="utf-8") as file:
        file.write(f"{sha256}  {name}\n")
        file.flush()
        os.fsync(file.fileno())
    return noted


def note_bad(path: Path) -> None:
    """Take away what says that a backup was found good."""
    path.with_name(path.name + ENDING).unlink(missing_ok=True)


def is_due(backups: Sequence[Backup], now: datetime, hour: int) -> bool:
    """Whether no good backup was made since it last struck ``hour`` (0 to 23, by Vietnam's clock)."""
    here = now.astimezone(VIETNAM)
    struck = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    if struck > here:
        struck -= timedelta(days=1)
    last = last_good([each for each in backups if not each.reason])
    return last is None or last.made_at < struck


def to_drop(backups: Iterable[Backup]) -> list[Backup]:
    """Those that need not be kept: all but those of a day, the last of each of the last days and months that
    have one, and the newest of those before something dangerous. The newest good one always stays."""
    newest = sorted(backups, key=lambda each: each.made_at, reverse=True)
    plain = [each for each in newest if not each.reason]
    kept = _lasts(plain, "%Y%m%d", DAYS) + _lasts(plain, "%Y%m", MONTHS)
    kept += [each for each in newest if each.reason][:EXTRA]
    kept += [each for each in plain if each.made_at > plain[0].made_at - FRESH]
    good = last_good(newest)
    return [each for each in newest if each not in kept and each is not good]


def drop(backups: Iterable[Backup]) -> None:
    """Remove these backups and what was noted of them."""
    for each in backups:
        note_bad(each.path)
        each.path.unlink(missing_ok=True)


def _lasts(backups: Sequence[Backup], period: str, number: int) -> list[Backup]:
    """Of each of the last periods the last backup, of those that come with the newest first; a good one
    before one that was never found good."""
    lasts: dict[str, Backup] = {}
    for each in backups:
        key = each.made_at.astimezone(VIETNAM).strftime(period)
        if key not in lasts or (each.sha256 and not lasts[key].sha256):
            lasts[key] = each
    return sorted(lasts.values(), key=lambda each: each.made_at, reverse=True)[:number]


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        return None
    noted = path.with_name(path.name + ENDING)
    try:
        sha256, checked = noted.read_text("utf-8").split()[0], noted.stat().st_mtime
    except (OSError, IndexError):
        return Backup(path, made_at, match[2] or "", None, None)
    return Backup(path, made_at, match[2] or "", sha256, datetime.fromtimestamp(checked, VIETNAM))

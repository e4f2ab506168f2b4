"""A note in the folder of backups that somebody wants one now, for whichever process makes it."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from lms.upkeep.rules.backing_up import GROWING
from lms.upkeep.rules.making_room import room_or_refusal

JOB = "make-backup"
"""The job that makes backups: by night, and when somebody has asked."""
STILL = timedelta(minutes=5)  # so long nothing may be written by who is at work
_NOTE = "asked"


def ask(backups: Path) -> None:
    """Note that somebody wants a backup now; twice is as once."""
    with room_or_refusal(backups):
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        (backups / _NOTE).touch()


def is_asked(backups: Path) -> bool:
    """Whether somebody wants a backup that was not made yet."""
    return (backups / _NOTE).exists()


def take_back_asking(backups: Path) -> None:
    """Note that what somebody wanted was made, or could not be."""
    (backups / _NOTE).unlink(missing_ok=True)


def is_being_made(backups: Path, now: datetime) -> bool:
    """Whether some process is making (or checking) a backup at this moment: something in its folder was
    written within the last minutes. What a process that was killed has left behind is not."""
    since = (now - STILL).timestamp()
    for path in (each for folder in backups.glob(f"{GROWING}*") for each in (folder, *folder.rglob("*"))):
        with suppress(FileNotFoundError):  # it was finished meanwhile
            if path.stat().st_mtime > since:
                return True
    return False

"""What is said where there is no room, or no place, for what is to be written."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lms.base.messages import Refusal, message

CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
LITTLE = 1_000_000  # bytes: more than a note or the keys need


class NoPlace(Refusal):
    """The folder of backups cannot be written."""


class NoRoom(Refusal):
    """The disk is full, or a file may not become as large."""


def check_room(folder: Path, needed: int) -> None:
    """Refuse to begin what will not fit: ``needed`` bytes in ``folder``. Raises :class:`NoRoom`."""
    if shutil.disk_usage(folder).free < needed:
        raise _no_room(folder, needed)


@contextmanager
def room_or_refusal(folder: Path, needed: int = LITTLE) -> Iterator[None]:
    """Turn what the system says of a full disk, or of a folder that is not ours, into a refusal, which names
    the ``needed`` bytes."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise _no_room(folder, needed) from error
        if error.errno in CLOSED:
            raise NoPlace(
                message(
                    "The folder %(folder)s cannot be written (%(reason)s). Set BACKUP_DIR, or its rights.",
                    folder=folder,
                    reason=error.strerror,
                )
            ) from error
        raise


def megabytes(size: int) -> int:
    """So many bytes in MB, rounded up."""
    return -(-size // 1_000_000)


def _no_room(folder: Path, needed: int) -> NoRoom:
    """What is free is named where it is too little; a quota may be used up on a disk with room."""
    free = shutil.disk_usage(folder).free if folder.exists() else 0
    if free >= needed:
        return NoRoom(
            message(
                "There is no room left in %(folder)s: %(needed)s MB are needed there. Nothing was kept of "
                "what had been begun. Make room, then try again.",
                folder=folder,
                needed=megabytes(needed),
            )
        )
    return NoRoom(
        message(
            "There is no room left in %(folder)s: %(needed)s MB are needed there, %(free)s MB are free. "
            "Nothing was kept of what had been begun. Make room, then try again.",
            folder=folder,
            needed=megabytes(needed),
            free=free // 1_000_000,
        )
    )

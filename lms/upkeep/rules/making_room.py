"""What is said where there is no room, or no place, for what is to be written."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lms.base.messages import Refusal, message

CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


class NoPlace(Refusal):
    """The folder of backups cannot be written."""


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


@contextmanager
def room_or_refusal(folder: Path) -> Iterator[None]:
    """Turn what the system says of a full disk, or of a folder that is not ours, into a refusal."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise no_room(folder) from error
        if error.errno in CLOSED:
            raise NoPlace(
                message(
                    "The folder %(folder)s cannot be written (%(reason)s). Set BACKUP_DIR, or its rights.",
                    folder=folder,
                    reason=error.strerror,
                )
            ) from error
        raise

"""Keys that are kept in a file of the instance: what signs cookies, where nobody has given a key."""

import os
import secrets
from pathlib import Path

from lms.base.alone import CannotBeAlone, alone_with
from lms.config import BadSetting


def secret_key(instance: Path) -> str:
    """The key kept in ``instance/secret.key``, made (readable by its owner only) when it is not there.

    Raises :class:`lms.config.BadSetting` for a folder that cannot be read and written.
    """
    path = instance / "secret.key"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            make_key(path)
        return path.read_text("utf-8")
    except (OSError, CannotBeAlone) as error:
        raise BadSetting(f"{instance}: this folder must be readable and writable: {error}") from error


def make_key(path: Path) -> None:
    """Put a new random key into a file that only its owner can read; one that is there stays."""
    with alone_with(path.with_suffix(".lock")):
        if path.exists():  # another process was first
            return
        growing = path.with_suffix(".growing")
        growing.unlink(missing_ok=True)  # of a process that was stopped in the middle
        handle = os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, secrets.token_hex(32).encode())
        os.close(handle)
        growing.replace(path)  # whoever reads it finds all of it

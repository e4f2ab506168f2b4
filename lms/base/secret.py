"""The key that signs cookies, for a demonstration that was given none."""

import os
import secrets
from pathlib import Path


def secret_key(instance: Path) -> str:
    """The key kept in ``instance/secret.key``, made (readable by its owner only) when it is not there."""
    path = instance / "secret.key"
    instance.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text("utf-8")

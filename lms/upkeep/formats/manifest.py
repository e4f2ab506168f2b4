"""What a backup says of itself: its first member, by which the rest is checked."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from lms.base.messages import Refusal, message

NAME = "manifest.json"
PRODUCT = "lop520"
SHAPE = 1
LARGEST = 10_000_000  # bytes of a manifest: more than a name for each of a hundred thousand files


class NotABackup(Refusal):
    """The file is no backup of this product."""


class BrokenBackup(Refusal):
    """The file is a backup, but not whole, or something in it was changed."""


class NewerBackup(Refusal):
    """The backup was made by a newer version of the product."""


@dataclass(frozen=True)
class Member:
    """A file within the backup."""

    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What the backup holds, and of what it was made."""

    version: str
    """Of the product that made it."""
    revision: str
    """The newest migration that its database has seen; empty for a database without any."""
    engine: str
    """``sqlite`` or ``postgresql``."""
    made_at: datetime
    tables: Mapping[str, int]
    """By name of the table, its number of rows."""
    members: Mapping[str, Member]
    """By name within the archive."""

    def to_json(self) -> bytes:
        """The manifest as it is written."""
        head = {"product": PRODUCT, "shape": SHAPE}
        whole = head | asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(whole, indent=1, ensure_ascii=False).encode()


def not_a_backup() -> NotABackup:
    """The refusal of a file that is something else."""
    return NotABackup(message("This file is not a backup of Lớp 520."))


def broken_backup() -> BrokenBackup:
    """The refusal of a file that is not whole."""
    return BrokenBackup(
        message(
            "This backup is not whole: it was cut off or changed on its way. Copy it again, or take another."
        )
    )


def read_manifest(content: bytes) -> Manifest:
    """The manifest of what stands in the first member.

    Raises :class:`NotABackup` for what no version of this product wrote, :class:`NewerBackup` for a shape
    that this one does not know.
    """
    try:
        said = json.loads(content)
        if said["product"] != PRODUCT:
            raise not_a_backup()
        if said["shape"] != SHAPE:
            raise newer_backup(str(said["version"]))
        return _manifest(said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise not_a_backup() from error


def newer_backup(version: str) -> NewerBackup:
    """The refusal of a backup that only a newer product can read."""
    return NewerBackup(
        message(
            "This backup was made by a newer version of the product (%(version)s). "
            "Restore it with that version.",
            version=version,
        )
    )


def _manifest(said: dict[str, Any]) -> Manifest:
    members = {
        str(name): Member(int(each["size"]), str(each["sha256"])) for name, each in said["members"].items()
    }
    if not all(is_safe(name) for name in members):
        raise ValueError("a member that would be written elsewhere")
    return Manifest(
        version=str(said["version"]),
        revision=str(said["revision"]),
        engine=str(said["engine"]),
        made_at=datetime.fromisoformat(said["made_at"]),
        tables={str(name): int(rows) for name, rows in said["tables"].items()},
        members=members,
    )


def is_safe(name: str) -> bool:
    """Whether the name of a member stays below the folder into which it is written, on any system."""
    parts = name.split("/")
    return not re.search(r"[\\:\0]", name) and all(part not in ("", ".", "..") for part in parts)

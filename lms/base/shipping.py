"""Whether what the product ships was loaded already: one digest over its own files."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base import clock
from lms.base.database import Base, Moment, db, lock_for_writing


class ShippedLoad(Base):
    """What was loaded last; one row."""

    __tablename__ = "shipped_load"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    """Of the files that the product had then: see :func:`digest_of`."""
    loaded_at: Mapped[datetime] = mapped_column(Moment)


def digest_of(folders: Iterable[Path], settings: str = "") -> str:
    """SHA-256 over the names and contents of all files below the folders, compiled ones left out, and over
    the settings that stand in what is made of them."""
    whole = hashlib.sha256(settings.encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                whole.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
                whole.update(path.read_bytes())
    return whole.hexdigest()


def was_loaded(digest: str) -> bool:
    """Whether the last load was of files with this digest."""
    row = db.session.get(ShippedLoad, 1)
    return row is not None and row.digest == digest


def remember(digest: str) -> None:
    """Note that files with this digest have been loaded."""
    lock_for_writing("shipped-load")
    row = db.session.get(ShippedLoad, 1) or ShippedLoad(id=1)
    row.digest, row.loaded_at = digest, clock.now()
    db.session.add(row)
    db.session.flush()

"""Backups to look at, whole and spoiled."""

import gzip
import io
import tarfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from lms.base import clock
from lms.base.database import Base, db
from lms.upkeep.here import premises
from lms.upkeep.rules.backing_up import Made, back_up


def backed_up(reason: str = "", now: datetime | None = None) -> Made:
    """A backup of the present app."""
    return back_up(premises(), now or clock.now(), reason)


def row_counts() -> dict[str, int]:
    """How many rows each table has."""
    tables = Base.metadata.sorted_tables
    counts = {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
    db.session.rollback()
    return counts


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    """A compressed tar with these members, in this order."""
    with gzip.open(path, "wb") as whole, tarfile.open(fileobj=whole, mode="w|") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def members_of(path: Path) -> dict[str, bytes]:
    """What stands in a compressed tar, by name."""
    with tarfile.open(path) as tar:
        return {info.name: (tar.extractfile(info) or io.BytesIO()).read() for info in tar.getmembers()}


def run_command(app: Flask, *words: object) -> tuple[int, str]:
    """Run a command of the product; how it ended and what it said."""
    result = app.test_cli_runner().invoke(args=[str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output

"""Backups to look at, whole and spoiled."""

import gzip
import io
import shutil
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import func, select

from lms.base import audit, clock
from lms.base.database import Base, db, lock_for_writing
from lms.people.models import Person
from lms.upkeep.rules.backing_up import Made, back_up
from lms.upkeep.rules.premises import Premises
from lms.upkeep.rules.revisions import newest


def premises() -> Premises:
    """The premises of the present app."""
    found: Premises = current_app.extensions["premises"]
    return found


def backed_up(reason: str = "", now: datetime | None = None) -> Made:
    """A backup of the present app."""
    return back_up(premises(), now or clock.now(), reason)


@contextmanager
def others_writing(app: Flask) -> Iterator[None]:
    """Within the block three others write without a pause: an audit row and its personal half in one
    transaction, of which nothing may ever hold only one."""
    stop, person = threading.Event(), Person(id=1)

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                lock_for_writing("audit")
                audit.record("backup:tried", person, by=None, personal={"name": "x"})
                db.session.commit()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def migrations_and_one_that_fails(folder: Path) -> Path:
    """The migrations of a version to come: those of this one, and a last one that breaks off when it has
    changed something already."""
    here = premises().migrations
    shutil.copytree(here, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions/9999_break_off.py").write_text(
        f'''"""Break off in the middle."""

from alembic import op

revision = "9999_break_off"
down_revision = "{newest(here)}"


def upgrade() -> None:
    op.execute("DELETE FROM audit_personal")
    op.execute("CREATE TABLE half_done (id INTEGER)")
    raise RuntimeError("it broke off")
''',
        "utf-8",
    )
    return folder


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

"""A backup for which there is no room: no half one counts or stays, the last good one does, and people are
told how much is needed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lms.base.database import db
from tests.absence import missing
from tests.house.tree import ROOT

ALONE = ("unshare", "--map-root-user", "--mount")  # a disk of its own, which nobody else sees
DISK = 64_000_000  # bytes
PROGRAM = """
import json, os, pathlib, sys
from lms.base.messages import Refusal
from lms.people.queries import person_by_code
from lms.upkeep.jobs import JOBS
from lms.upkeep.rules.asking import ask
from lms.upkeep.rules.failing import last_failure
from tests.conftest import make_app
from tests.factories.account import client_of

url, folder, disk, how = sys.argv[1:]
disk = pathlib.Path(disk)
app = make_app(url, pathlib.Path(folder), BACKUP_DIR=str(disk / "kept"))

def names():
    return sorted(path.name for path in (disk / "kept").iterdir())

def fill():
    if how == "bytes":
        with (disk / "filler").open("wb") as file:
            while os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize > 1_000_000:
                file.write(bytes(100_000))
                file.flush()
    else:
        number = 0
        while os.statvfs(disk).f_ffree > 2:
            (disk / f"filler{(number := number + 1)}").touch()

def make():
    ask(disk / "kept")
    try:
        JOBS[0].run()
    except Refusal as refusal:
        return str(refusal)

with app.app_context():
    said = {"first": make(), "good": names()}
    fill()
    said |= {"full": make(), "then": names()}
    client = client_of(app, person_by_code("DEMO-QT"))
    said |= {"page": client.get("/backups").text, "health": client.get("/health").text}
    for filler in disk.glob("filler*"):
        filler.unlink()
    said |= {"again": make(), "end": names(), "failure": str(last_failure(disk / "kept"))}
print(json.dumps(said))
"""


def on_a_disk_of_its_own(url: str, folder: Path, how: str) -> dict[str, Any]:
    """What a process says that has a small disk for its backups, which is full for a while."""
    disk = folder / "disk"
    disk.mkdir()
    mount = f'mount -t tmpfs -o size={DISK},nr_inodes=12 tmpfs {disk} && exec "$0" "$@"'
    words = [*ALONE, "sh", "-c", mount, sys.executable, "-c", PROGRAM, url, str(folder), str(disk), how]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


@pytest.mark.parametrize("how", ["bytes", "files"])
def test_a_disk_that_is_full_keeps_the_last_good_one_and_everybody_is_told(
    demo_app: Flask, tmp_path: Path, request: pytest.FixtureRequest, how: str
) -> None:
    tried = subprocess.run(
        [*ALONE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    if tried.returncode:
        missing(request, "no disk can be made here for a process of its own")
    db.session.remove()
    said = on_a_disk_of_its_own(str(db.engine.url), tmp_path, how)
    assert (said["first"], len(said["good"])) == (None, 2)
    assert said["then"] == sorted([*said["good"], "failed"])
    assert "MB are needed there" in said["full"]
    assert ("MB are free" in said["full"]) is (how == "bytes")  # there is room, but for no further file
    for page in (said["page"], said["health"]):
        assert "ở đó cần" in page
        assert f"{tmp_path / 'disk/kept'}" in page
    assert said["good"][0] in said["page"]
    assert (said["again"], said["failure"]) == (None, "None")
    assert set(said["good"]) < set(said["end"])


def test_files_that_may_not_grow_leave_no_half_backup(app: Flask, tmp_path: Path) -> None:
    """In a process of its own whose files may not become larger than a few pages."""
    lines = (
        "import sys, pathlib, resource, signal",
        "from tests.conftest import make_app",
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
        f"app = make_app({str(db.engine.url)!r}, pathlib.Path({str(tmp_path)!r}))",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))",
        "result = app.test_cli_runner().invoke(args=['backup'])",
        "sys.exit(result.output)",
    )
    db.session.remove()
    for most in (4096, 200_000):
        words = [sys.executable, "-c", "\n".join(lines), str(most)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ)
        assert "Hết chỗ" in done.stderr
        assert [*(tmp_path / "backups").iterdir()] == []

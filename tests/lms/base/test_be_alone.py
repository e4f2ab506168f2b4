"""Of several processes one at a time does what only one may do, and a killed one keeps nobody waiting."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from lms.base.alone import CannotBeAlone, alone_with, one_process_at_a_time
from lms.base.database import db
from lms.base.secret import secret_key
from tests.house.tree import ROOT

HOLDS = """
import sys
from pathlib import Path
from lms.base.alone import one_process_at_a_time
from tests.conftest import make_app

app = make_app(sys.argv[1], Path(sys.argv[2]))
with app.app_context(), one_process_at_a_time("trying"):
    print("has it", flush=True)
    sys.stdin.readline()
print("gives it back", flush=True)
"""

SIGNS = """
import sys
from pathlib import Path
from lms.base.secret import secret_key

print(secret_key(Path(sys.argv[1])))
"""


def test_it_waits_for_the_other_process_and_for_no_dead_one(both_app: Flask, tmp_path: Path) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HOLDS, url, str(tmp_path)]

    def take() -> str:
        with both_app.app_context(), one_process_at_a_time("trying"):
            return "mine"

    for end in ("asked", "killed"):
        other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "has it\n"
        with one_process_at_a_time("something else"), ThreadPoolExecutor(1) as pool:
            mine = pool.submit(take)
            assert not mine.done()
            if end == "killed":
                other.kill()
            else:
                other.stdin.write("\n")
                other.stdin.flush()
            assert mine.result(timeout=30) == "mine"
        other.communicate(timeout=30)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotBeAlone, match="no-such-folder"), alone_with(tmp_path / "no-such-folder" / "x"):
        raise AssertionError("nobody is alone here")


def test_processes_that_start_together_sign_with_the_same_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SIGNS, str(tmp_path)]
    starting = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(3)]
    keys = {each.communicate(timeout=60)[0].strip() for each in starting}
    assert keys == {secret_key(tmp_path)}
    assert len(keys.pop()) == 64

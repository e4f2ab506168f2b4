"""Several processes serve one database: started at the same moment on an empty one, they prepare it once."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import ENGINES
from tests.databases import PostgresServer
from tests.house.tree import ROOT

STARTS = """
import sys
from pathlib import Path

from lms.base.database import db
from lms.features import Feature
from lms.loading import prepare
from lms.people.models import Person
from tests.conftest import make_app


def load_demo():
    db.session.add_all([Person(code=f"DEMO-{n}", full_name="Nguyễn Thị Hoa") for n in range(2000)])


app = make_app(sys.argv[1], Path(sys.argv[2]))
app.extensions["features"] = (Feature(name="lms.places", load_demo=load_demo),)
print("ready", flush=True)
sys.stdin.readline()
with app.app_context():
    prepare(app, demo=True)
    db.engine.dispose()
"""


@pytest.fixture(params=ENGINES)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing at all."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'lop520.sqlite'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.url(server.create())  # it goes with the server


def test_three_that_start_together_prepare_it_once(empty_database: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTS, empty_database, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    starting = [subprocess.Popen(command, text=True, cwd=ROOT, **pipes) for _ in range(3)]
    for process in starting:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in starting:  # all are ready: now they start at once
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=180)[1] for process in starting]
    assert [process.returncode for process in starting] == [0, 0, 0], said
    engine = create_engine(empty_database)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 2000
        assert connection.scalar(text("SELECT count(*) FROM shipped_load")) == 1
    engine.dispose()

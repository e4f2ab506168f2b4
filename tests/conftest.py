"""What every test may use: an app on a database of its own, on SQLite or on both engines.

Three stages of a database, each built once for all workers by the product's own means, the next on the one
before: ``blank`` (migrations), ``shipped`` (units, Decision 520, exercises, courses, designs) and ``demo``
(Tam Dương).
"""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

import run
from lms.base.database import db
from lms.config import Config, read_config
from lms.loading import load_demo, load_shipped
from tests.absence import missing
from tests.browser import browser, page  # noqa: F401 — fixtures for every test
from tests.databases import PostgresServer, clear_workshop, find_initdb, make_workshop
from tests.sharing import share_compiled
from tests.visitor import Visitor

STAGES = ("blank", "shipped", "demo")
WORKSHOP = pytest.StashKey[Path]()
BEGUN = datetime.now(UTC)  # before any test travels


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="try every nasty value, not only the telling ones")
    parser.addoption(
        "--no-skips", action="store_true", help="a missing browser or PostgreSQL fails instead of skipping"
    )


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the databases of all workers; not pytest's, so that PostgreSQL's user can enter it.

    The settings file of the installation that stands here is none of the tests' business.
    """
    os.environ["SETTINGS_FILE"] = ""
    given = getattr(config, "workerinput", {}).get("workshop")
    config.stash[WORKSHOP] = Path(given) if given else make_workshop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the folder is."""
    node.workerinput["workshop"] = str(node.config.stash[WORKSHOP])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes is only run where somebody asks for it."""
    if not config.getoption("--long"):
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector need not look at it after every few objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 5)  # an app that is done with is a knot of some 10,000 objects


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever made the folder stops what runs in it and removes it."""
    if not hasattr(config, "workerinput"):
        clear_workshop(config.stash[WORKSHOP])


def settings(url: str, **more: str) -> Config:
    """The settings of a test's app; a password may be cheap here."""
    fixed = {"DATABASE_URL": url, "SECRET_KEY": "for tests only", "PASSWORD_MEMORY_MB": "1"}
    return read_config(fixed | more)


def make_app(url: str, instance: Path, **more: str) -> Flask:
    """The whole product on a database."""
    app = run.create_app(settings(url, **more), instance=instance)
    app.testing = True
    share_compiled(app)
    app.test_client_class = Visitor
    return app


@pytest.fixture(scope="session")
def workshop(request: pytest.FixtureRequest) -> Path:
    """The folder in which all workers keep their databases."""
    return request.config.stash[WORKSHOP]


@contextmanager
def alone(workshop: Path, name: str) -> Iterator[None]:
    """Only one worker at a time does what stands in the block."""
    with (workshop / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest, workshop: Path) -> PostgresServer:
    """The private PostgreSQL server of this run, started by the first worker that needs it."""
    if not find_initdb():
        missing(request, "no PostgreSQL here: install Debian's package postgresql")
    server = PostgresServer(workshop / "postgres")
    with alone(workshop, "postgres"):
        if not server.runs():
            server.start()
    return server


def fill(url: str, stage: str, instance: Path) -> None:
    """Bring a database from the stage before to a stage, by the means of the product.

    All tests share it: it is of the day of the run, whatever day the test that asks first has travelled to.
    """
    app = make_app(url, instance)
    with time_machine.travel(BEGUN), app.app_context():
        if stage == "blank":
            upgrade()
        elif stage == "shipped":
            load_shipped(app)
        else:
            load_demo(app)
        db.session.remove()
        db.engine.dispose()


Prepare = Callable[[str, str], str]


@pytest.fixture(scope="session")
def templates(workshop: Path, request: pytest.FixtureRequest) -> Prepare:
    """``templates(engine, stage)``: the database to copy, built when any worker first asks for it."""

    def on_sqlite(stage: str) -> str:
        path = workshop / f"{stage}.sqlite"
        with alone(workshop, path.name):
            if not path.exists():
                growing = path.with_suffix(".growing")
                if stage != STAGES[0]:
                    shutil.copyfile(on_sqlite(before(stage)), growing)
                fill(f"sqlite:///{growing}", stage, workshop / "instance")
                growing.rename(path)
        return str(path)

    def on_postgresql(stage: str) -> str:
        server: PostgresServer = request.getfixturevalue("postgres")
        with alone(workshop, f"{stage}.postgresql"):
            if stage not in server.databases():
                growing = server.create(on_postgresql(before(stage)) if stage != STAGES[0] else None)
                fill(server.url(growing), stage, workshop / "instance")
                server.rename(growing, stage)
        return stage

    def prepare(engine: str, stage: str) -> str:
        return on_postgresql(stage) if engine == "postgresql" else on_sqlite(stage)

    return prepare


def before(stage: str) -> str:
    """The stage that a stage is built on."""
    return STAGES[STAGES.index(stage) - 1]


@pytest.fixture
def database(
    request: pytest.FixtureRequest, templates: Prepare, workshop: Path
) -> Iterator[Callable[[str, str], str]]:
    """``database(engine, stage)``: the address of a fresh copy, gone after the test."""
    with ExitStack() as copies:

        def copy(engine: str, stage: str) -> str:
            template = templates(engine, stage)
            if engine == "sqlite":
                return copies.enter_context(copied(template, workshop))
            server: PostgresServer = request.getfixturevalue("postgres")
            name = server.create(template)
            copies.callback(server.drop, name)
            return server.url(name)

        yield copy


@contextmanager
def copied(template: str, workshop: Path) -> Iterator[str]:
    """The address of a copy of a SQLite database, which is there inside the block."""
    with TemporaryDirectory(dir=workshop) as folder:
        yield f"sqlite:///{shutil.copy(template, folder)}"


def opened(url: str, instance: Path) -> Iterator[Flask]:
    """The app on a copy, inside an application context, closed afterwards."""
    app = make_app(url, instance)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(database: Callable[[str, str], str], tmp_path: Path) -> Iterator[Flask]:
    """The app on a blank SQLite database."""
    yield from opened(database("sqlite", "blank"), tmp_path)


@pytest.fixture(scope="module")
def lasting_app(
    templates: Prepare, workshop: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The app on a blank SQLite database that all tests of a file share: what fills it is made once, and the
    tests only look."""
    with copied(templates("sqlite", "blank"), workshop) as url:
        yield from opened(url, tmp_path_factory.mktemp("lasting"))


@pytest.fixture
def shipped_app(database: Callable[[str, str], str], tmp_path: Path) -> Iterator[Flask]:
    """The app with the shipped data, on SQLite."""
    yield from opened(database("sqlite", "shipped"), tmp_path)


@pytest.fixture
def demo_app(database: Callable[[str, str], str], tmp_path: Path) -> Iterator[Flask]:
    """The app with the demonstration organisation, on SQLite."""
    yield from opened(database("sqlite", "demo"), tmp_path)


ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=ENGINES)
def both_app(
    request: pytest.FixtureRequest, database: Callable[[str, str], str], tmp_path: Path
) -> Iterator[Flask]:
    """The app on a blank database, once on each engine."""
    yield from opened(database(request.param, "blank"), tmp_path)


@pytest.fixture(params=ENGINES)
def both_shipped_app(
    request: pytest.FixtureRequest, database: Callable[[str, str], str], tmp_path: Path
) -> Iterator[Flask]:
    """The app with the shipped data, once on each engine."""
    yield from opened(database(request.param, "shipped"), tmp_path)


@pytest.fixture(params=ENGINES)
def both_demo_app(
    request: pytest.FixtureRequest, database: Callable[[str, str], str], tmp_path: Path
) -> Iterator[Flask]:
    """The app with the demonstration organisation, once on each engine."""
    yield from opened(database(request.param, "demo"), tmp_path)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody without a session, on the blank app."""
    return app.test_client()

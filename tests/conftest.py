"""What every test may use: an app on a database of its own, on SQLite or on both engines.

Three stages of a database, each built once per worker by the product's own means: ``blank`` (migrations),
``shipped`` (units, Decision 520, exercises, courses, designs) and ``demo`` (Tam Dương).
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

import run
from lms.base.database import db
from lms.config import Config, read_config
from lms.loading import load_demo, load_shipped
from tests.absence import missing
from tests.browser import browser, page  # noqa: F401 — fixtures for every test
from tests.databases import PostgresServer, find_initdb
from tests.visitor import Visitor

STAGES = ("blank", "shipped", "demo")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the longer properties too")
    parser.addoption(
        "--no-skips", action="store_true", help="a missing browser or PostgreSQL fails instead of skipping"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="a longer property: run with --long"))


def settings(url: str, **more: str) -> Config:
    """The settings of a test's app."""
    return read_config({"DATABASE_URL": url, "SECRET_KEY": "for tests only", **more})


def make_app(url: str, instance: Path, **more: str) -> Flask:
    """The whole product on a database."""
    app = run.create_app(settings(url, **more), instance=instance)
    app.testing = True
    app.test_client_class = Visitor
    return app


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder for this worker's databases; not pytest's, so that PostgreSQL's user can enter it."""
    folder = Path(tempfile.mkdtemp(prefix="lop520-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest, workshop: Path) -> Iterator[PostgresServer]:
    """This worker's private PostgreSQL server."""
    if not find_initdb():
        missing(request, "no PostgreSQL here: install Debian's package postgresql")
    folder = workshop / "postgres"
    folder.mkdir()
    server = PostgresServer(folder)
    yield server
    server.stop()


def fill(url: str, stage: str, instance: Path) -> None:
    """Bring an empty database to a stage, by the means of the product."""
    app = make_app(url, instance)
    with app.app_context():
        upgrade()
        if stage in ("shipped", "demo"):
            load_shipped(app)
        if stage == "demo":
            load_demo(app)
        db.session.remove()
        db.engine.dispose()


Prepare = Callable[[str, str], str]


@pytest.fixture(scope="session")
def templates(workshop: Path, request: pytest.FixtureRequest) -> Prepare:
    """``templates(engine, stage)``: the database to copy, built when it is first asked for."""
    made: dict[tuple[str, str], str] = {}

    def prepare(engine: str, stage: str) -> str:
        if (engine, stage) not in made:
            if engine == "postgresql":
                server: PostgresServer = request.getfixturevalue("postgres")
                made[engine, stage] = server.create()
                fill(server.url(made[engine, stage]), stage, workshop / "instance")
            else:
                path = workshop / f"{stage}.sqlite"
                fill(f"sqlite:///{path}", stage, workshop / "instance")
                made[engine, stage] = str(path)
        return made[engine, stage]

    return prepare


@pytest.fixture
def database(
    request: pytest.FixtureRequest, templates: Prepare, tmp_path: Path
) -> Iterator[Callable[[str, str], str]]:
    """``database(engine, stage)``: the address of a fresh copy, gone after the test."""
    opened: list[str] = []

    def copy(engine: str, stage: str) -> str:
        template = templates(engine, stage)
        if engine == "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres")
            opened.append(server.create(template))
            return server.url(opened[-1])
        target = tmp_path / f"{stage}.sqlite"
        shutil.copyfile(template, target)
        return f"sqlite:///{target}"

    yield copy
    for name in opened:
        request.getfixturevalue("postgres").drop(name)


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

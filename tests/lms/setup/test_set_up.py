"""An office makes the product its own: by questions on a terminal, or by options in a script."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

import run
from certificates.queries import issuers
from lms.account.models import Account
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.settings_file import read_file
from lms.config import read_config
from lms.people.models import AccessRole, Person
from lms.places.models import UnitKind
from lms.setup.rules.trying import database_url
from tests.conftest import ENGINES, copied, make_app
from tests.lms.setup.terminal import Terminal, set_up
from tests.visitor import Visitor

PASSWORD = "mưa dầm thấm lâu"
NOBODY = {"address": "https://lop.phutho.vn", "province": "25", "name": "Nguyễn Thị Hòa"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where settings, database and the file with the password lie."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    return tmp_path


def options(folder: Path, url: str, **more: str) -> list[str]:
    given = {"database": url, **NOBODY, "password-file": str(folder / "password"), **more}
    return ["--no-questions", *(word for name, value in given.items() for word in (f"--{name}", value))]


def opened(folder: Path) -> Flask:
    """The product as it starts from the settings file."""
    cheap = {"PASSWORD_MEMORY_MB": "19"}
    app = run.create_app(read_config(read_file(folder / "lop520.env") | cheap), instance=folder)
    app.test_client_class = Visitor
    return app


def sign_in(app: Flask, login: str, password: str) -> int:
    """The answer to whoever signs in with these."""
    client = app.test_client()
    page = client.get("/sign-in", base_url="https://lop.phutho.vn").text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    sent = {"csrf_token": token, "login": login, "secret": password}
    headers = {"Referer": "https://lop.phutho.vn/sign-in"}
    return client.post("/sign-in", data=sent, headers=headers, base_url="https://lop.phutho.vn").status_code


def said_here(folder: Path, *arguments: str) -> tuple[int, str]:
    """The command in this process: what it ends with and says."""
    result = (
        make_app(f"sqlite:///{folder / 'unused.sqlite'}", folder)
        .test_cli_runner()
        .invoke(args=["setup", *arguments])
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("engine", ENGINES)
def test_a_script_sets_up_an_installation_and_its_administrator_signs_in(
    engine: str, database: Callable[[str, str], str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = database(engine, "shipped")
    done = set_up(folder, *options(folder, url, phone="0912 345 678", email="hoa@example.vn"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "đăng nhập bằng mã QT001" in done.stdout
    assert PASSWORD not in done.stdout
    assert (folder / "lop520.env").stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in folder.glob("lop520.env*")) == ["lop520.env"]

    app = opened(folder)
    with app.app_context():
        (person,) = db.session.scalars(select(Person))
        assert (person.full_name, person.phone, person.email) == (
            "Nguyễn Thị Hòa",
            "0912345678",
            "hoa@example.vn",
        )
        (grant,) = person.grants
        assert (grant.access_role, grant.unit.kind) == (AccessRole.ADMINISTRATOR, UnitKind.COUNTRY)
        (issuer,) = issuers()
        assert (issuer.organisation.name, issuer.superior, issuer.place) == (
            "Chi cục Dân số - Trẻ em tỉnh Phú Thọ",
            "Sở Y tế tỉnh Phú Thọ",
            "Phú Thọ",
        )
        assert db.session.scalar(select(func.count()).select_from(Account)) == 1
        assert "installation:set_up" in db.session.scalars(select(AuditEntry.action)).all()
        assert sign_in(app, "QT001", PASSWORD) in (302, 303)
        assert sign_in(app, "QT001", "something else") != 303
        db.session.remove()
        db.engine.dispose()

    monkeypatch.setenv("SETTINGS_FILE", str(folder / "lop520.env"))
    code, said = said_here(folder, *options(folder, url))
    assert (code, "đã được cài đặt" in said) == (1, True)
    (folder / "lop520.env").unlink()
    code, said = said_here(folder, *options(folder, url))
    assert (code, "đã có người" in said) == (1, True)
    assert not (folder / "lop520.env").exists()


def test_somebody_answers_on_a_terminal_wrongly_and_rightly_after_a_first_try_was_killed(
    folder: Path,
) -> None:
    path = folder / "data.sqlite"
    first = Terminal(folder, *options(folder, str(path)))
    first.until("Đang chuẩn bị")
    os.killpg(first.process.pid, signal.SIGKILL)
    assert first.close() == -signal.SIGKILL
    assert not (folder / "lop520.env").exists()

    terminal = Terminal(folder)
    terminal.answer("Cơ sở dữ liệu", "mysql://localhost/x")
    assert "không chỉ cơ sở dữ liệu nào" in terminal.answer("Cơ sở dữ liệu", "/no/such/folder/x.sqlite")
    assert "Không có thư mục /no/such/folder" in terminal.answer("Cơ sở dữ liệu", str(path))
    terminal.answer("Địa chỉ mọi người mở", "lop.phutho.vn")
    assert "không phải là địa chỉ" in terminal.answer("Địa chỉ mọi người mở", "https://lop.phutho.vn/")
    terminal.answer("Tỉnh, thành phố", "Phú Tho")
    assert "Phú Thọ" in terminal.answer("Cơ quan quản lý", "x" * 201)
    assert "tối đa 200" in terminal.answer("Cơ quan quản lý", "")
    terminal.answer("Họ và tên", "12345")
    terminal.answer("Họ và tên", "Nguyễn Thị Hòa")
    terminal.answer("Mã cán bộ", "")
    terminal.answer("Số điện thoại", "123")
    assert "123" in terminal.answer("Số điện thoại", "")
    terminal.answer("thư điện tử", "hoa@")
    terminal.answer("thư điện tử", "")
    terminal.answer("Mật khẩu", "ngắn")
    terminal.answer("lần nữa", "ngắn")
    assert "ít nhất 8" in terminal.answer("Mật khẩu", PASSWORD).lower()
    terminal.answer("lần nữa", PASSWORD + "!")
    assert "không giống nhau" in terminal.answer("Mật khẩu", PASSWORD)
    terminal.answer("lần nữa", PASSWORD)
    terminal.answer("Cơ quan cấp trên", "-")
    terminal.answer("Cách đánh số", "{year}/GCN")
    terminal.answer("Cách đánh số", "{number}/{year}/GCN")
    terminal.answer("Địa danh", "")
    assert terminal.close() == 0
    assert PASSWORD not in terminal.shown
    assert path.stat().st_mode & 0o077 == 0
    assert read_file(folder / "lop520.env")["DATABASE_URL"] == f"sqlite:///{path}"
    with sqlite3.connect(path) as connection:
        issuer = connection.execute("SELECT superior, number_pattern, place FROM issuer").fetchall()
        assert issuer == [("", "{number}/{year}/GCN", "Phú Thọ")]
        assert connection.execute("SELECT count(*) FROM course").fetchone()[0] >= 4
    connection.close()


def test_a_setup_that_was_cut_off_behind_its_last_write_is_completed(
    database: Callable[[str, str], str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SETTINGS_FILE", str(folder / "lop520.env"))
    code, said = said_here(folder, *options(folder, database("sqlite", "shipped")))
    assert code == 0, said
    settings = (folder / "lop520.env").read_text("utf-8")
    (folder / "lop520.env").rename(folder / "lop520.env.unfinished")
    code, said = said_here(folder)
    assert (code, "nay đã hoàn tất" in said) == (0, True)
    assert (folder / "lop520.env").read_text("utf-8") == settings


@pytest.fixture
def quick(
    database: Callable[[str, str], str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., str]]:
    """``quick(option=…)``: what the command says in this process, when it refuses."""
    monkeypatch.setenv("SETTINGS_FILE", str(folder / "lop520.env"))
    url = database("sqlite", "blank")
    app = make_app(url, folder)

    def say(**more: str) -> str:
        given = options(folder, more.pop("database", url), **more)
        result = app.test_cli_runner().invoke(args=["setup", *given])
        assert (result.exit_code, type(result.exception)) == (1, SystemExit), result.output
        assert not list(folder.glob("lop520.env*"))
        return result.output

    yield say
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("database", "sqlite:///:memory:", "sẽ mất khi tắt"),
        ("database", "oracle://x/y", "không chỉ cơ sở dữ liệu nào"),
        ("database", "sqlite:///", "không chỉ cơ sở dữ liệu nào"),
        ("database", "://", "không chỉ cơ sở dữ liệu nào"),
        ("database", "postgresql://nobody:geheim@127.0.0.1:1/x", "Không mở được"),
        ("address", "", "cần có câu trả lời"),
        ("address", "ftp://x", "không phải là địa chỉ"),
        ("province", "", "Không có tỉnh"),
        ("province", "247", "Không có tỉnh"),
        ("province", "Phú Thon", "Có phải là: Tỉnh Phú Thọ"),
        ("organisation", "x" * 201, "tối đa 200"),
        ("name", "", "cần có câu trả lời"),
        ("name", "123", "họ và tên"),
        ("code", "Q" * 33, "tối đa 32"),
        ("phone", "12", "12"),
        ("email", "a@b", "hoa@example.vn"),
        ("superior", "x" * 121, "nhiều nhất 120"),
        ("pattern", "số/{tháng}", "{number:03d}"),
        ("pattern", "x" * 50 + "{number}{year}", "nhiều nhất 60"),
        ("place", "x" * 61, "nhiều nhất 60"),
    ],
)
def test_a_bad_answer_is_refused_by_its_option_and_nothing_holds(
    quick: Callable[..., str], name: str, answer: str, said: str
) -> None:
    shown = quick(**{name: answer})
    assert f"--{name}: " in shown
    assert said.lower() in shown.lower()
    assert "geheim" not in shown


@pytest.mark.parametrize("password", ["", "ngắn", "Nguyễn Thị Hòa", "aaaaaaaaaa", "x" * 129])
def test_a_password_that_others_could_guess_is_refused(
    quick: Callable[..., str], folder: Path, password: str
) -> None:
    (folder / "password").write_text(password, "utf-8")
    assert "--password-file: " in quick()


def test_what_the_environment_overrules_is_said(
    quick: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://other.vn")
    assert "PUBLIC_URL" in quick()


def test_what_real_use_does_not_take_is_said_before_anything_is_moved(
    quick: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSWORD_MEMORY_MB", "5")  # enough for a demonstration
    assert "PASSWORD_MEMORY_MB: production needs at least 19" in quick()


def test_databases_of_others_are_left_alone(quick: Callable[..., str], folder: Path) -> None:
    foreign = folder / "foreign.sqlite"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE customer (id INTEGER)")
    connection.close()
    assert "chương trình khác" in quick(database=str(foreign))
    (folder / "list.csv").write_text("a;b\n" * 1000, "utf-8")
    assert "Không mở được" in quick(database=str(folder / "list.csv"))
    missing = folder / "missing.sqlite"
    quick(database=str(missing), address="x")
    assert not missing.exists()


def test_from_the_demonstration_to_an_installation_of_ones_own(
    templates: Callable[[str, str], str], workshop: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SETTINGS_FILE", str(folder / "lop520.env"))
    with copied(templates("sqlite", "demo"), workshop) as url:
        path = Path(url.removeprefix("sqlite:///"))
        before = path.read_bytes()
        code, said = said_here(folder, *options(folder, url))
        assert (code, "--keep-demonstration-aside" in said) == (1, True)
        running = sqlite3.connect(path)
        running.execute("SELECT count(*) FROM person").fetchone()
        code, said = said_here(folder, *options(folder, url), "--keep-demonstration-aside")
        assert (code, "Bản dùng thử đang chạy" in said) == (1, True)
        running.close()
        assert [each.name for each in path.parent.iterdir()] == [path.name]

        code, said = said_here(folder, *options(folder, url), "--keep-demonstration-aside")
        assert code == 0, said
        (aside,) = path.parent.glob("demo-*.sqlite")
        assert str(aside) in said
        assert aside.stat().st_mode & 0o077 == 0
        assert len(aside.read_bytes()) == len(before)
        with sqlite3.connect(path) as connection:
            assert connection.execute("SELECT code FROM person").fetchall() == [("QT001",)]
        connection.close()


def test_a_path_below_the_instance_and_a_plain_name_of_postgresql_are_understood(tmp_path: Path) -> None:
    assert database_url("sqlite:///data.sqlite", tmp_path) == f"sqlite:///{tmp_path / 'data.sqlite'}"
    assert database_url("postgres://a:b@h/n", tmp_path) == "postgresql+psycopg://a:b@h/n"
    assert database_url("  ", tmp_path) == ""

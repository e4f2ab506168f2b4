"""A start or a command that cannot go on says why in a sentence and ends with 1, without a traceback."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from lms.base.database import db
from lms.base.messages import Message, message
from lms.base.secret import secret_key
from lms.config import BadSetting, read_config
from lms.features import Feature
from lms.loading import prepare
from lms.upkeep.rules.revisions import MigrationFailed, UnfitDatabase, revision_of
from lms.web.i18n import said
from tests.conftest import make_app
from tests.factories.upkeep import migrations_and_one_that_fails, premises
from tests.house.tree import ROOT


def test_a_database_of_a_newer_version_is_left_alone(both_app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0999_from_the_future'"))
    db.session.commit()
    with pytest.raises(UnfitDatabase) as refusal:
        prepare(both_app, demo=True)
    assert "phiên bản mới hơn" in said(refusal.value.message)
    assert db.session.scalar(text("SELECT count(*) FROM unit")) == 0


def test_a_migration_that_breaks_off_at_a_start_changes_nothing(both_app: Flask, tmp_path: Path) -> None:
    migrations = migrations_and_one_that_fails(tmp_path / "migrations")
    both_app.extensions["premises"] = here = replace(premises(), migrations=migrations)
    before = revision_of(here.url)
    with pytest.raises(MigrationFailed) as refusal:
        prepare(both_app, demo=False)
    assert "it broke off" in said(refusal.value.message)
    assert "Cơ sở dữ liệu không thay đổi" in said(refusal.value.message)
    assert revision_of(here.url) == before
    assert "half_done" not in inspect(db.engine).get_table_names()


@pytest.mark.parametrize(
    "url", ["sqlite:////no/such/folder/x.sqlite", "postgresql+psycopg://x@127.0.0.1:1/x"]
)
def test_a_database_that_cannot_be_reached_is_named_as_the_reason(url: str, tmp_path: Path) -> None:
    app = make_app(url, tmp_path)
    with app.app_context(), pytest.raises(UnfitDatabase) as refusal:
        prepare(app, demo=False)
    assert "DATABASE_URL" in str(refusal.value)


def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "list.sqlite"
    file.write_bytes(b"STT;Ho ten\n" * 400)
    app = make_app(f"sqlite:///{file}", tmp_path)
    with app.app_context(), pytest.raises(UnfitDatabase):
        prepare(app, demo=False)
    assert file.read_bytes() == b"STT;Ho ten\n" * 400


def test_what_cannot_be_loaded_is_logged_and_tried_again_at_the_next_start(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def refuses() -> list[Message]:
        return [message("%(file)s: %(reason)s", file="bai-hong.vi.txt", reason="dòng 3")]

    app.extensions["features"] = (Feature(name="quizzes", load_shipped=refuses),)
    for _start in range(2):
        caplog.clear()
        prepare(app, demo=False)
        assert "bai-hong.vi.txt: dòng 3" in caplog.text


def test_an_instance_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file in the way", "utf-8")
    with pytest.raises(BadSetting, match="readable and writable"):
        secret_key(tmp_path / "instance")


def test_the_key_stays_the_same_once_it_is_made(tmp_path: Path) -> None:
    assert secret_key(tmp_path) == secret_key(tmp_path)
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"PORT": "eight"},
        {"PORT": "0"},
        {"THREADS": "0"},
        {"THREADS": "many"},
        {"MAX_UPLOAD_MB": "-1"},
        {"SECRET_KEY_FILE": "/no/such/file"},
    ],
)
def test_a_bad_setting_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=next(iter(wrong))):
        read_config(wrong)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("people import {folder}/none.xlsx", "không có tệp này"),
        ("people import {folder}", "không có tệp này"),
        ("people import {folder}/scribble.bin --apply", "không phải bảng tính"),
        ("exercises check {folder}/none.txt {folder} {folder}/scribble.bin", "không đọc được tệp này"),
        ("coverage report --unit nowhere", "Không có đơn vị nào mang mã nowhere"),
        ("coverage report --unit nowhere --as-of 0001-01-01", "Không có đơn vị nào"),
        ("certificates appoint x --organisation nobody --pattern y --place z", "Không có cơ quan nào"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(
    app: Flask, tmp_path: Path, command: str, sentence: str
) -> None:
    (tmp_path / "scribble.bin").write_bytes(bytes(range(256)) * 8)
    result = app.test_cli_runner().invoke(args=command.format(folder=tmp_path).split())
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert sentence in result.output


def test_a_report_that_cannot_be_written_says_why(shipped_app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "no folder" / "report.csv"
    words = ["coverage", "report", "--unit", "25", "--out", str(out)]
    result = shipped_app.test_cli_runner().invoke(args=words)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "Không ghi được" in result.output


def test_a_bad_setting_stops_a_command_with_a_sentence() -> None:
    words = [sys.executable, "-m", "flask", "--app", "run", "courses", "check"]
    done = subprocess.run(
        words, env={**os.environ, "PORT": "eight"}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "PORT: 'eight' cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_process_stops_at_a_slip_in_the_settings_file_with_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "lop520.env"
    file.write_text(f"DATABASE_URL=sqlite:///{tmp_path / 'x.sqlite'}\nMAX_UPLOAD_MB=ten\n", "utf-8")
    processes = [
        subprocess.Popen(
            [sys.executable, "run.py"],
            env={**os.environ, "SETTINGS_FILE": str(file), "PORT": port},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for port in ("8661", "8662")
    ]
    sentence = (
        f"{file}, line 2: MAX_UPLOAD_MB: 'ten' cannot be used; expected a number of MiB between 1 and 1024"
    )
    for process in processes:
        shown, said = process.communicate()
        assert (process.returncode, shown, said.splitlines()) == (1, "", [sentence])
    assert not (tmp_path / "x.sqlite").exists()


@pytest.mark.parametrize("words", [["courses", "check"], ["coverage", "rebuild", "--check"], ["jobs", "run"]])
def test_a_command_on_a_database_that_was_never_prepared_says_what_to_do(
    words: list[str], tmp_path: Path
) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)
    result = app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 1
    assert "python3 run.py" in result.output

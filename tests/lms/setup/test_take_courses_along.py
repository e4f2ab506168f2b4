"""From the demonstration to an installation of one's own, with what was written while trying it: every
command as docs/installing.md tells it."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

import run
from courses.queries.own_courses import kept_folder, own_course
from lms.base import clock
from lms.base.database import db
from lms.base.settings_file import read_file
from lms.config import read_config
from lms.people.models import AccessRole
from lms.people.queries import person_by_code
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from tests.conftest import make_app
from tests.courses.authoring.test_make_a_course import SLUG, begun, describe, save
from tests.factories.account import client_of
from tests.factories.people import make_asker
from tests.house.tree import ROOT
from tests.lms.setup.terminal import environment, set_up
from tests.lms.setup.test_set_up import PASSWORD, options
from tests.visitor import Visitor

LESSON = "# Mở đầu buổi họp\n\nChào cả nhóm, rồi hỏi ai đã gặp chuyện này.\n"
TITLE = "Chị Hoa hỏi chuyện"


def said_by(folder: Path, *words: str, **more: str) -> str:
    """What a command of the product says, which goes well."""
    done = subprocess.run(
        [sys.executable, "run.py", *words],
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def kept_files(app: Flask) -> dict[str, bytes]:
    """The files of the course that was written."""
    with app.app_context():
        course = own_course(SLUG)
        assert course
        folder = kept_folder(course)
        found = {path: folder.read(path) for path in folder.paths()}
        db.session.remove()
    return found


def phu_tho() -> Unit:
    """The province of the installation."""
    unit = unit_by_code("25", clock.today())
    assert unit
    return unit


def exercise_begun(client: FlaskClient) -> str:
    """Where the exercise is that a trainer has begun under our title."""
    sent = {"title": TITLE, "sample": "practice", "face": "text"}
    return str(client.post("/exercises/new", data=sent).location).removesuffix("/edit")


def test_what_was_written_in_the_demonstration_goes_along(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    url = database("sqlite", "demo")
    demo = make_app(url, tmp_path)
    with demo.app_context():
        client = begun(demo)
        for lesson in ("vi/01-mo-dau-buoi-hop.md", "vi/02-ket-thuc-buoi-hop.md"):
            save(client, lesson, LESSON, 1)
        describe(client)
        db.session.remove()
        db.engine.dispose()
    written = kept_files(demo)
    with demo.app_context():
        person = person_by_code("DEMO-GV")
        assert person
        trainer = client_of(demo, person)
        text = trainer.get(f"{exercise_begun(trainer)}/file?as=txt").data
        db.session.remove()
        db.engine.dispose()
    assert TITLE in text.decode()

    done = set_up(tmp_path, *options(tmp_path, url), "--keep-demonstration-aside")
    assert done.returncode == 0, done.stderr
    (aside,) = Path(url.removeprefix("sqlite:///")).parent.glob("demo-*.sqlite")
    there = tmp_path / "khoa-hoc"
    said_by(tmp_path, "courses", "export", SLUG, str(there), DEMO="1", DATABASE_URL=f"sqlite:///{aside}")
    assert said_by(tmp_path, "courses", "import", str(there / SLUG), "--by", "QT001") == SLUG

    tried = {"PASSWORD_MEMORY_MB": "19", "DEMO": "1", "PUBLIC_URL": ""}  # signs in without a second proof
    ours = run.create_app(read_config(read_file(tmp_path / "lop520.env") | tried), instance=tmp_path)
    ours.test_client_class = Visitor
    assert kept_files(ours) == written
    with ours.app_context():
        client = client_of(ours, make_asker(AccessRole.TRAINER, phu_tho(), "Đỗ Thị Yến"))
        sent = {"language": "vi", "file": (BytesIO(text), "bai.txt")}
        page = client.post(f"{exercise_begun(client)}/files", data=sent)
        assert (page.status_code, TITLE in page.text) == (200, True)
        db.session.remove()
        db.engine.dispose()

"""A course goes out as one file or as a folder of the library, and comes back the same; no file does harm."""

import io
import re
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from courses.authoring.formats.archive import BadArchive, packed, unpacked
from courses.authoring.jobs import drop_old_files
from courses.authoring.rules.arriving import MOST_WAITING
from courses.library import LIBRARY, folders, read_course
from courses.models import ArrivedCourse
from courses.queries.own_courses import kept_folder, own_course
from courses.source.folders import DiskFolder, HeldFolder
from courses.source.writing import written
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from tests.courses.authoring.test_make_a_course import SLUG, begun, hanh, send
from tests.factories.account import client_of

HEAD = "[name]\n"


def sent_in(client: FlaskClient, data: bytes) -> TestResponse:
    """The page that follows on sending a file."""
    return send(client, "/own-courses/take-in", file=(io.BytesIO(data), "khoa.zip"))


def archive(*parts: tuple[str, str | bytes], links: tuple[str, ...] = ()) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts:
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = (stat.S_IFLNK if name in links else stat.S_IFREG) << 16
            made.writestr(part, body)
    return target.getvalue()


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_shipped_course_comes_back_from_its_file_as_it_was(folder: Path) -> None:
    disk = DiskFolder(folder)
    name, files = unpacked(packed(disk))
    assert name == folder.name
    assert files == {path: disk.read(path) for path in disk.paths()}
    assert read_course(HeldFolder(name, files)) == read_course(folder)
    assert packed(disk) == packed(HeldFolder(name, files))


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_description_that_is_written_anew_says_the_same(folder: Path) -> None:
    import tomllib

    values = tomllib.loads((folder / "course.toml").read_text("utf-8"))
    assert tomllib.loads(written(values)) == values
    files = {path: DiskFolder(folder).read(path) for path in DiskFolder(folder).paths()}
    anew = HeldFolder(folder.name, files | {"course.toml": written(values).encode()})
    again, before = read_course(anew), read_course(folder)
    assert [step.reference for step in again.steps] == [step.reference for step in before.steps]
    assert (again.names, again.aims, again.hours, again.terms) == (
        before.names,
        before.aims,
        before.hours,
        before.terms,
    )


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20)
plain = st.one_of(words, st.integers(-(2**40), 2**40), st.booleans(), st.dates(), st.lists(words, max_size=3))
tables = st.recursive(
    st.dictionaries(words, plain, max_size=4),
    lambda inner: st.dictionaries(words, st.one_of(plain, inner, st.lists(inner, max_size=3)), max_size=4),
    max_leaves=8,
)


@given(tables)
def test_whatever_is_written_reads_as_it_was(values: dict[str, object]) -> None:
    import tomllib

    assert tomllib.loads(written(values)) == values


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no zip file"),
        (b"PK\x03\x04" + bytes(50), "no zip file"),
        (archive(("a/course.toml", HEAD), ("a/media/x.svg", "x"))[:-30], "no zip file"),
        (archive(("readme.txt", "x")), "There is no course"),
        (archive(("a/course.toml", HEAD), ("b/course.toml", HEAD)), "There is no course"),
        (archive(("a/course.toml", HEAD), ("../evil.md", "x")), "does not belong"),
        (archive(("a/course.toml", HEAD), ("a/../../evil.md", "x")), "does not belong"),
        (archive(("a/course.toml", HEAD), ("/etc/passwd", "x")), "does not belong"),
        (archive(("a/course.toml", HEAD), ("a/vi/01-x.py", "x")), "does not belong"),
        (archive(("a/course.toml", HEAD), ("a\\media\\x.svg", "x")), "does not belong"),
        (
            archive(("a/course.toml", HEAD), ("a/vi/01-x.md", "/etc/passwd"), links=("a/vi/01-x.md",)),
            "does not",
        ),
        (archive(("a/course.toml", HEAD), ("a/media/x.png", bytes(15_000_000))), "unpacks to more"),
        (
            archive(*((f"a/media/x{n}.svg", "x") for n in range(401)), ("a/course.toml", HEAD)),
            "unpacks to more",
        ),
    ],
)
def test_a_file_that_is_no_course_or_does_harm_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadArchive) as refused:
        unpacked(data)
    assert said in refused.value.message.text


@given(st.binary(max_size=300))
def test_bytes_by_chance_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(BadArchive):
        unpacked(b"PK\x03\x04" + data)


def test_what_systems_leave_in_archives_is_passed_over() -> None:
    left = ("__MACOSX/a/._course.toml", "x"), ("a/.DS_Store", "x"), ("a/", "")
    assert unpacked(archive(("a/course.toml", HEAD), *left)) == ("a", {"course.toml": HEAD.encode()})


def test_a_course_that_lies_at_the_top_of_the_file_is_found() -> None:
    assert unpacked(archive(("course.toml", HEAD))) == ("", {"course.toml": HEAD.encode()})


def test_a_shipped_course_is_saved_in_one_office_and_taken_in_in_another(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    saved = client.get("/courses/bao-ve-tre-em/folder.zip")
    assert saved.mimetype == "application/zip"
    page = sent_in(client, saved.data)
    assert "Chưa có khóa học nào được tạo từ tệp này" in page.text
    assert "Báo cho ai, báo khi nào" in page.text
    assert own_course("bao-ve-tre-em-2") is None
    client.get("/sign-out")  # whatever happens in between, the file waits for her
    page = hanh(demo_app)[0].get("/own-courses")
    address = re.findall(r"/own-courses/arrivals/\d+", page.text)[0]
    assert send(client, f"{address}/keep").status_code == 200
    course = own_course("bao-ve-tre-em-2")
    assert course
    assert client.get(address).status_code == 404
    folder, disk = kept_folder(course), DiskFolder(LIBRARY / "bao-ve-tre-em")
    assert {path: folder.read(path) for path in folder.paths()} == {p: disk.read(p) for p in disk.paths()}


def test_what_cannot_be_used_here_is_said_before_it_is_taken_in(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    disk = DiskFolder(LIBRARY / "bao-ve-tre-em")
    files = {path: disk.read(path) for path in disk.paths()}
    files["course.toml"] = files["course.toml"].replace(b'"te-bai-01"', b'"khong-co"')
    lesson = next(path for path in files if path.startswith("vi/01-"))
    files[lesson] += "\n[Chỗ khác](/khong-co)\n".encode()
    page = sent_in(client, packed(HeldFolder("la", files)))
    assert page.text.count("không dùng được ở đây") == 1
    assert "Không có bài tập nào mang mã khong-co" in page.text
    assert "/khong-co" in page.text
    address = page.request.path
    stranger = client_of(demo_app, person_by_code("DEMO-QT"))  # type: ignore[arg-type]
    assert stranger.get(address).status_code == 404
    assert "Đã bỏ tệp" in send(client, f"{address}/drop").text
    assert db.session.scalars(select(ArrivedCourse).where(ArrivedCourse.name == "la")).all() == []


def test_a_file_is_forgotten_after_a_day_and_five_may_wait(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    data = packed(DiskFolder(LIBRARY / "bao-ve-tre-em"))
    for _ in range(MOST_WAITING):
        page = sent_in(client, data)
    assert (page.status_code, "Còn 5 tệp chờ quyết định" in page.text) == (422, True)  # one waited already
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1), tick=False):
        drop_old_files()
    assert db.session.scalars(select(ArrivedCourse)).all() == []


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[name\n", "at line 1"),
        ("name = 3\n", "languages"),
        ('[name]\nvi = "A"\nen = "A"\n', "summary"),
    ],
)
def test_a_broken_description_is_refused_with_its_place(demo_app: Flask, toml: str, said: str) -> None:
    client, _ = hanh(demo_app)
    data = archive(("hong/course.toml", toml))
    page = send(client, "/own-courses/take-in", file=(io.BytesIO(data), "hong.zip"))
    assert page.status_code == 422
    assert "hong/course.toml" in page.text
    assert own_course("hong") is None


def test_a_folder_goes_out_under_the_library_and_back_in(demo_app: Flask, tmp_path: Path) -> None:
    begun(demo_app)
    shell = demo_app.test_cli_runner()
    out = shell.invoke(args=["courses", "export", SLUG, str(tmp_path)])
    assert out.output.strip() == str(tmp_path / SLUG)
    assert (tmp_path / SLUG / "vi/01-mo-dau-buoi-hop.md").read_text("utf-8") == "# Mở đầu buổi họp\n"
    back = shell.invoke(args=["courses", "import", str(tmp_path / SLUG), "--by", "DEMO-GV"])
    assert back.exit_code == 1  # it gives no competency yet: a folder must be whole
    whole = shell.invoke(args=["courses", "export", "bao-ve-tre-em", str(tmp_path)])
    assert whole.exit_code == 0
    taken = shell.invoke(args=["courses", "import", str(tmp_path / "bao-ve-tre-em"), "--by", "DEMO-GV"])
    assert taken.output.strip() == "bao-ve-tre-em-2"
    assert shell.invoke(args=["courses", "export", "bao-ve-tre-em", str(tmp_path)]).exit_code == 1
    assert shell.invoke(args=["courses", "export", "khong-co", str(tmp_path)]).exit_code == 1
    assert shell.invoke(args=["courses", "import", str(tmp_path), "--by", "DEMO-GV"]).exit_code == 1
    assert shell.invoke(args=["courses", "import", str(tmp_path), "--by", "X"]).exit_code == 1

"""Courses that were written elsewhere, on any system and by anybody: taken in whole, or refused in a sentence
before anything is kept."""

import re

import pytest
from flask import Flask

from courses.authoring.formats.archive import packed
from courses.authoring.rules.making import folder_named
from courses.library import LIBRARY, read_course
from courses.queries.own_courses import kept_folder, own_course
from courses.rules.checking import examine
from courses.source.findings import BadCourse
from courses.source.folders import DiskFolder, HeldFolder
from lms.base import clock
from tests.courses.authoring.test_carry_a_course import sent_in
from tests.courses.authoring.test_make_a_course import arrange, hanh, plan, send

DISK = DiskFolder(LIBRARY / "bao-ve-tre-em")
FILES = {path: DISK.read(path) for path in DISK.paths()}
HEAD = FILES["course.toml"].decode()
BOM = b"\xef\xbb\xbf"


def with_head(pattern: str, replacement: str) -> dict[str, bytes]:
    """The course with another description."""
    changed, count = re.subn(pattern, replacement, HEAD, count=1)
    assert count
    return FILES | {"course.toml": changed.encode()}


def refused(files: dict[str, bytes]) -> BadCourse:
    with pytest.raises(BadCourse) as found:
        read_course(folder_named("la", files))
    return found.value


@pytest.mark.parametrize(
    ("pattern", "replacement", "said"),
    [
        (r"review_by = (\S+)", r"review_by = \1T00:00:00", "review_by"),
        (r"theory = \d+", "theory = -5", "theory"),
        (r"theory = \d+", "theory = true", "theory"),
        (r"position = \d+", "position = 99999999999999999999", "position"),
        (r"(\[competencies\]\n\w+) = 1", r"\1 = 99999999999999999999", "competencies"),
        (r"(\[certificate\]\n)", r"\1since = 2026-01-01\n", "since"),
        (r"design = \S+", "design = 5", "design"),
        (r"valid_months = \d+", "valid_months = 'lâu'", "valid_months"),
        (r"always_show = \S+", 'always_show = "khác"', "always_show"),
        (r'exercise = "[^"]+"', "exercise = 2026-01-01", "exercise"),
        (r'role = "[^"]+"', "role = 0.5", "role"),
        (r"page = \d+", "page = 1000", "page"),
        (r'(\[name\]\nvi = ")', r"\g<1>" + "Dài " * 60, "at most 200"),
        (r'(\[summary\]\nvi = ")', r"\g<1>" + "Dài " * 150, "at most 500"),
        (r'(sources = \["[^"]*)"', r"\1@" + "9" * 5000 + '"', "a source is written"),
    ],
)
def test_a_description_that_could_not_be_kept_is_refused_with_its_key(
    pattern: str, replacement: str, said: str
) -> None:
    sentence = str(refused(with_head(pattern, replacement)))
    assert "course.toml" in sentence
    assert said in sentence


@pytest.mark.parametrize(
    "first", ["x = " + "[" * 5000, "x = " + "{a=" * 3000 + "1" + "}" * 3000, "x = " + "9" * 5000, "x = = 1"]
)
def test_what_is_no_toml_is_refused_in_our_own_words(first: str) -> None:
    found = refused(FILES | {"course.toml": f"{first}\n{HEAD}".encode()})
    assert "TOML" in str(found)
    assert "Invalid" not in str(found)


def test_a_text_in_an_old_encoding_is_refused_also_where_no_step_shows_it() -> None:
    found = refused(FILES | {"vi/50-thua.md": "# Thêm\n".encode("latin-1")})
    assert "vi/50-thua.md" in str(found)


def test_a_course_saved_by_windows_is_taken_in_and_changed(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    texts = (".md", ".toml")
    files = {p: BOM + b.replace(b"\n", b"\r\n") if p.endswith(texts) else b for p, b in FILES.items()}
    page = sent_in(client, packed(HeldFolder("may-tinh", files)))
    assert "Đã nhận" in send(client, f"{page.request.path}/keep").text
    course = own_course("may-tinh")
    assert course
    folder = kept_folder(course)
    assert {path: folder.read(path) for path in folder.paths()} == FILES
    assert client.get("/own-courses").status_code == 200
    assert arrange(client, "add-lesson", "may-tinh", section=0, title_vi="Bài mới").status_code == 200


def test_a_lesson_that_no_step_shows_stays_out_of_the_way_of_new_ones(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    shown = max(int(path[3:5]) for path in FILES if re.match(r"vi/\d\d-", path))
    more = {
        f"vi/{shown + 1:02d}-thua.md": b"# Th\xe1\xbb\xaba\n",
        f"vi/{shown + 2:02d}-du.md": b"# D\xc6\xb0\n",
    }
    page = sent_in(client, packed(HeldFolder("la", FILES | more)))
    send(client, f"{page.request.path}/keep")
    arrange(client, "add-lesson", "la", section=0, title_vi="Bài mới")
    arrange(client, "remove", "la", section=1, step=0)
    titles = [line.title for part in plan("la").parts for line in part.lines]
    assert "Bài mới" in titles
    assert len(read_course(plan("la").folder).lessons) == shown
    left = [file.text for path, file in plan("la").folder.files.items() if path.startswith("vi/")]
    assert {"# Thừa\n", "# Dư\n"} <= set(left)


def test_an_exercise_in_a_role_that_is_no_word_is_found(shipped_app: Flask) -> None:
    source = read_course(folder_named("la", with_head(r'role = "[^"]+"', 'role = ["practice"]')))
    found = examine(source, shipped_app.extensions["step_kinds"], clock.today())
    assert any("An exercise step has" in each.sentence.text for each in found if each.error)


def test_a_course_gives_no_level_above_the_scale(shipped_app: Flask) -> None:
    files = with_head(r"(\[competencies\]\n\w+) = 1", r"\1 = 9")
    source = read_course(folder_named("la", files))
    found = [
        each for each in examine(source, shipped_app.extensions["step_kinds"], clock.today()) if each.error
    ]
    assert [each.sentence.params["level"] for each in found] == [9]

"""A course is read from its folder and published; what is wrong with it is said with its place."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.formats.bundle import WIRE_BUDGET
from courses.library import read_course
from courses.models import Bundle, Edition
from courses.rules.compiling import OverBudget, recompile
from courses.rules.publishing import NotPublishable, publish
from courses.rules.step_kinds import UnknownKind
from courses.source.findings import BadCourse
from lms.base import clock
from lms.base.database import db
from tests.factories.courses import COURSE, KINDS, ghi_so, published_course, write_course


def republish(folder: Path) -> Edition | None:
    edition = publish(read_course(folder), KINDS, clock.now())
    db.session.commit()
    return edition


def test_each_section_becomes_one_bundle_per_language(app: Flask, tmp_path: Path) -> None:
    edition = published_course(tmp_path)
    bundles = db.session.scalars(select(Bundle).order_by(Bundle.language)).all()
    assert [(each.edition_id, each.language) for each in bundles] == [(edition.id, "en"), (edition.id, "vi")]
    assert all(each.wire_bytes <= WIRE_BUDGET for each in bundles)


def test_the_same_content_makes_no_new_edition(app: Flask, tmp_path: Path) -> None:
    published_course(tmp_path)
    assert republish(tmp_path / "ghi-so-a0") is None
    assert recompile(KINDS) == 0
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 1


def test_changed_content_makes_the_next_edition_and_leaves_the_first(app: Flask, tmp_path: Path) -> None:
    first = published_course(tmp_path)
    before = first.content_hash
    (tmp_path / "ghi-so-a0/en/02-bai.md").write_text("# A new household\n\nOther words.\n", "utf-8")
    second = republish(tmp_path / "ghi-so-a0")
    assert second is not None
    assert (first.number, second.number) == (1, 2)
    db.session.refresh(first)
    assert first.content_hash == before != second.content_hash
    assert {text.html for text in first.sections[0].steps[1].texts} == {"<p>Nội dung bài 2.</p>"}


def test_a_section_that_would_not_arrive_at_once_is_refused_with_the_numbers(
    app: Flask, tmp_path: Path
) -> None:
    ghi_so()
    folder = write_course(tmp_path)
    noise = "\n\n".join(
        " ".join(f"{(n * m * 2654435761) % 16777216:06x}" for n in range(1, 60)) for m in range(1, 90)
    )
    (folder / "vi/01-bai.md").write_text(f"# Dài\n\n{noise}\n", "utf-8")
    with pytest.raises(OverBudget, match=r"Section 1 \(vi\) costs \d+ bytes .* at most 14600"):
        publish(read_course(folder), KINDS, clock.now())
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ghi_so = 1", "khong_co = 1", "khong_co"),
        ("page = 2", 'page = 2\nsources = ["1/2020#Điều 9"]', "1/2020#Điều 9 is not among"),
    ],
)
def test_an_unknown_competency_or_clause_is_refused(
    app: Flask, tmp_path: Path, old: str, new: str, said: str
) -> None:
    ghi_so()
    folder = write_course(tmp_path, toml=COURSE.replace(old, new))
    with pytest.raises(NotPublishable, match=said):
        publish(read_course(folder), KINDS, clock.now())


def test_an_unknown_kind_of_step_is_refused_with_those_that_are_known(app: Flask, tmp_path: Path) -> None:
    toml = COURSE.replace('kind = "page"\npage = 2', 'kind = "film"\nfile = "a.mp4"')
    with pytest.raises(UnknownKind, match="kind of step film; known are: page"):
        publish(read_course(write_course(tmp_path, toml=toml)), KINDS, clock.now())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("theory = 1", "theory = = 1", r"ghi-so-a0/course.toml, line 9: "),
        ('en = "Opening the book"', 'fr = "Ouvrir"', r"sections\[1\]: title: the key “en” is missing"),
        ("page = 2", "page = 3", r"ghi-so-a0/vi: there must be exactly one file 03-….md; found: 0"),
        ("page = 1", 'page = "1"', r"sections\[1\].steps\[1\]: “page” must be a whole number"),
        ("page = 1", "page = 1\nminuts = 4", r"sections\[1\].steps\[1\]: the key “minuts” is not known"),
        ("[competencies]\nghi_so = 1", "[competencies]", "it gives no competency"),
    ],
)
def test_a_broken_description_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    folder = write_course(tmp_path, toml=COURSE.replace(old, new))
    with pytest.raises(BadCourse) as refused:
        read_course(folder)
    assert re.search(said, str(refused.value))


def test_a_lesson_that_no_step_shows_is_said(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    (folder / "en/03-more.md").write_text("# More\n\nOnly in English.\n", "utf-8")
    (found,) = read_course(folder).findings
    assert found.place == "ghi-so-a0/en/03-more.md"


def test_a_lesson_without_a_title_or_with_a_bomb_is_refused(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    (folder / "vi/01-bai.md").write_text("Không có tên bài\n", "utf-8")
    with pytest.raises(BadCourse, match=r"vi/01-bai.md, line 1"):
        read_course(folder)
    (folder / "vi/01-bai.md").write_text("# Bài\n\n" + "[" * 20_000, "utf-8")
    with pytest.raises(BadCourse, match=r"vi/01-bai.md: .*brackets"):
        read_course(folder)

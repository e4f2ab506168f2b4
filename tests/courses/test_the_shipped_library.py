"""The courses that come with the product are whole, sound, and leave no task of a collaborator out."""

from flask import Flask, current_app
from sqlalchemy import func, select

from courses.formats.bundle import WIRE_BUDGET
from courses.models import Edition
from courses.rules.shipping import take_up
from lms.base import clock
from lms.base.database import db
from lms.standards.models import Clause
from lms.standards.queries import clause_of

SLUGS = ["bao-cao-so", "bao-ve-tre-em", "chinh-sach-dan-so", "truyen-thong-tu-van"]


def test_nothing_is_wrong_in_them_and_looking_writes_nothing(shipped_app: Flask) -> None:
    before = db.session.scalar(select(func.count()).select_from(Edition))
    db.session.rollback()
    answer = shipped_app.test_cli_runner().invoke(args=["courses", "check", "--matrix", "--sizes"])
    assert answer.exit_code == 0, answer.output
    lines = answer.output.split("\n")
    sizes = [line.split() for line in lines if line.endswith(" B")]
    assert sorted({slug for slug, *_ in sizes}) == SLUGS
    assert max(int(size) for *_, size, _ in sizes) <= WIRE_BUDGET
    tasks = [line.split("  ") for line in lines if line.startswith("ctv_nv")]
    assert len(tasks) == 9
    assert not any("—" in line for line in lines if line.startswith("ctv_nv"))
    assert db.session.scalar(select(func.count()).select_from(Edition)) == before


def test_one_course_can_be_looked_over_in_english_with_its_questions(shipped_app: Flask) -> None:
    runner = shipped_app.test_cli_runner()
    answer = runner.invoke(args=["courses", "check", "bao-cao-so", "--questions", "--english"])
    assert answer.exit_code == 0, answer.output
    assert "# Báo cáo số và chuyển đổi số" in answer.output
    assert "- [M] " in answer.output


def test_they_load_once(shipped_app: Flask) -> None:
    loaded = shipped_app.test_cli_runner().invoke(args=["courses", "load"])
    assert (loaded.exit_code, loaded.output) == (0, "")


def test_a_lesson_that_time_has_overtaken_keeps_nobody_from_the_rest(shipped_app: Flask) -> None:
    read = clause_of("Chuyên đề 4 (2019)", "Truyền thông chuyển đổi hành vi", clock.today())
    assert read
    db.session.add(
        Clause(
            document_id=read.document_id,
            article=read.article,
            version=2,
            effective_on=clock.today(),
            summary="Bản mới.",
            text_hash="0" * 64,
        )
    )
    db.session.commit()
    loaded = take_up(current_app.extensions["step_kinds"], clock.now())
    assert loaded.published == []
    (refused,) = loaded.refused
    assert "truyen-thong-tu-van/course.toml" in str(refused)
    assert "has been replaced since" in str(refused)

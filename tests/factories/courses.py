"""A short course of two pages, published by the product's own rule."""

from datetime import date
from pathlib import Path

from courses.kinds.page import PageKind
from courses.library import read_course
from courses.models import Edition, Enrolment, Step
from courses.queries import steps_of
from courses.rules.progress import complete_step
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.standards.models import Competency, Mode

KINDS = {"page": PageKind()}

COURSE = """
[name]
vi = "Ghi sổ A0"
en = "Keeping book A0"
[summary]
vi = "Ghi đúng và đủ sổ A0."
en = "Keep book A0 correctly."
[hours]
theory = 1
practice = 0
self_study = 0
[certificate]
design = "giay-chung-nhan"
issuer = "chi-cuc-dan-so"
approval = "self"
valid_months = 24
[competencies]
ghi_so = 1
[[sections]]
title = { vi = "Mở sổ", en = "Opening the book" }
[[sections.steps]]
kind = "page"
page = 1
[[sections.steps]]
kind = "page"
page = 2
"""


def write_course(library: Path, slug: str = "ghi-so-a0", toml: str = COURSE) -> Path:
    """The folder of a course of two short lessons."""
    folder = library / slug
    for language, titles in {"vi": ("Mở sổ", "Ghi hộ mới"), "en": ("Opening", "A new household")}.items():
        (folder / language).mkdir(parents=True, exist_ok=True)
        for number, title in enumerate(titles, 1):
            (folder / language / f"{number:02d}-bai.md").write_text(
                f"# {title}\n\nNội dung bài {number}.\n", "utf-8"
            )
    (folder / "course.toml").write_text(toml, "utf-8")
    return folder


def ghi_so() -> Competency:
    """The competency that the course gives; made when it is not there."""
    found = db.session.query(Competency).filter_by(code="ghi_so").one_or_none()
    if found is None:
        found = Competency(
            code="ghi_so", name_vi="Ghi sổ A0", name_en="Keeping book A0", valid_from=date(2020, 1, 1)
        )
        db.session.add(found)
        db.session.commit()
    return found


def published_course(folder: Path, slug: str = "ghi-so-a0") -> Edition:
    """The course of two lessons, published and committed; ``folder`` is where its source is written."""
    ghi_so()
    edition = publish(read_course(write_course(folder, slug)), KINDS, clock.now())
    assert edition is not None
    db.session.commit()
    return edition


def steps(edition: Edition) -> list[Step]:
    """Its steps in their order."""
    return steps_of(edition.id)


def completed(person_id: int, edition: Edition) -> Enrolment:
    """The enrolment of somebody who has done every step today; committed."""
    for step in steps(edition):
        done = complete_step(
            person_id=person_id,
            step_id=step.id,
            occurred_on=clock.today(),
            mode=Mode.SELF,
            source="page",
            now=clock.now(),
        )
    db.session.commit()
    return done.enrolment

"""A short course of two pages, published by the product's own rule; and a whole one, with a kind of step
that asks what its reference says."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from courses.kinds.page import PageKind
from courses.library import read_course
from courses.models import Edition, Enrolment, Step
from courses.queries import steps_of
from courses.rules.progress import complete_step
from courses.rules.publishing import publish
from courses.step_kind import Contents, Fragment, Offer, Wording
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message, message
from lms.standards.models import Clause, Competency, Document, Mode
from lms.standards.queries import document_by_number


class QuizKind:
    """A step that asks what its reference says: ``{"code": …, "role": …}``, with what differs from a list of
    questions. A reference with ``wrong`` cannot be used, for that reason."""

    name = "quiz"

    def load(self) -> list[Message]:
        return []

    def check(self, reference: dict[str, Any], languages: Collection[str]) -> list[Message]:
        return [message("%(reason)s", reason=reference["wrong"])] if "wrong" in reference else []

    def contents(self, reference: dict[str, Any]) -> Contents:
        return Contents(
            code=reference["code"],
            competencies=frozenset(reference.get("competencies", ())),
            lessons=frozenset(reference.get("lessons", ())),
            warnings=tuple(message("%(doubt)s", doubt=each) for each in reference.get("doubts", ())),
            role=reference["role"],
            scenario=reference.get("scenario", False),
            bank=reference.get("bank", 3),
            drawn=reference.get("drawn", 3),
            wordings=tuple(Wording("quiz.txt", 7, "vi", **each) for each in reference.get("says", ())),
        )

    def offers(self) -> list[Offer]:
        return [Offer({"code": "bai-1", "role": "practice"}, {"vi": "Câu hỏi bài 1"}, "practice")]

    def freeze(self, reference: dict[str, Any]) -> dict[str, Any]:
        return reference

    def made_here_since(self, pins: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return []

    def compile(self, step: Step, language: str) -> Fragment:
        return Fragment(f"<h2>{step.text(language).title}</h2>")

    def url(self, step: Step) -> str:
        return f"/learn/{step.section.edition.course.slug}/{step.section.ordinal}#b{step.ordinal}"

    def minutes(self, frozen: dict[str, Any]) -> int:
        return 2

    def title(self, frozen: dict[str, Any], language: str) -> str:
        return f"Câu hỏi {frozen['code']}"

    def text(self, frozen: dict[str, Any], language: str) -> str:
        return f"{frozen['code']} ({frozen['role']})"


KINDS = {"page": PageKind(), "quiz": QuizKind()}

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


ASKING_FIRST = COURSE.replace(
    "[[sections]]",
    """[[sections]]
title = { vi = "Trước khi học", en = "Before you start" }
[[sections.steps]]
kind = "quiz"
code = "dinh-huong"
role = "orientation"
[[sections]]""",
    1,
)
"""The same with an orientation test before the lessons."""


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


WHOLE = """
languages = ["vi"]
position = 10
audience = ["ctv_ds"]
[name]
vi = "Thăm hộ"
en = "Visiting households"
[summary]
vi = "Đến thăm một nhà và được mời quay lại."
en = "Visit a house and be asked to come again."
[aims]
vi = ["Chào hỏi.", "Lắng nghe.", "Ghi đúng."]
en = ["Greet.", "Listen.", "Write down rightly."]
[hours]
theory = 1
practice = 1
self_study = 0
[certificate]
design = "giay-chung-nhan"
issuer = "chi-cuc-dan-so"
approval = "self"
[competencies]
ghi_so = 1
[[questions]]
about = "Bài 2"
mark = "M"
text = "Biểu mẫu mới có hiệu lực từ ngày nào?"
[[sections]]
title = { vi = "Trước khi học", en = "Before you start" }
[[sections.steps]]
kind = "quiz"
code = "dinh-huong"
role = "orientation"
lessons = [1, 6]
"""
LESSON = """
[[sections.steps]]
kind = "page"
page = {number}
competencies = ["ghi_so"]
sources = ["7/2024/TT#Điều 3"]
review_by = 2030-01-01
[[sections.steps]]
kind = "quiz"
code = "bai-{number}"
role = "practice"
competencies = ["ghi_so"]
lessons = [{number}]
"""
SECTION = """
[[sections]]
title = {{ vi = "Phần {number}", en = "Part {number}" }}
"""
SCENARIO = """
[[sections.steps]]
kind = "quiz"
code = "tinh-huong-{number}"
role = "practice"
scenario = true
"""
ASSESSMENT = """
[[sections.steps]]
kind = "quiz"
code = "kiem-tra"
role = "assessment"
bank = 30
drawn = 10
"""
WORDS = (
    '!!! case "Nhà cuối xóm"\n    Chị Lan gõ cửa nhà cuối xóm.\n\n'
    + "Chào hỏi trước, ngồi xuống, nghe cho hết rồi mới nói việc của mình, không vội, không ngắt lời.\n\n"
    * 29
    + '!!! week "Việc làm trong tuần này"\n    Đến thăm một nhà, ghi vào sổ hộ.\n'
)
"""A lesson of some 600 syllables: a story, paragraphs, and something to do."""
TERMS = "".join(
    f'[[terms]]\nterm = "{term}"\nmeaning = "Nghĩa của từ {term}."\n'
    for term in ("sổ hộ", "chào hỏi", "gõ cửa", "nhà", "việc", "tuần", "xóm", "lời")
)


def whole_toml(sections: int = 2) -> str:
    """The description of a course that has everything: three lessons a section."""
    parts = [WHOLE]
    for section in range(1, sections + 1):
        parts.append(SECTION.format(number=section))
        parts += [LESSON.format(number=3 * (section - 1) + each) for each in (1, 2, 3)]
        parts.append(SCENARIO.format(number=section))
    return "".join([*parts, ASSESSMENT])


def write_whole_course(library: Path, toml: str | None = None, slug: str = "tham-ho") -> Path:
    """The folder of a course in which nothing is wrong; its passage and competency are made with it."""
    ghi_so()
    passage()
    folder = library / slug
    (folder / "vi").mkdir(parents=True)
    (folder / "media").mkdir()
    for number in range(1, 7):
        (folder / f"vi/{number:02d}-bai.md").write_text(f"# Bài số {number}\n\n{WORDS}", "utf-8")
    (folder / "vi/job-aid.md").write_text(
        "# Nhớ khi đến nhà\n\n## Trước cửa\n\n- Gõ cửa.\n- Chào.\n", "utf-8"
    )
    (folder / "terms.toml").write_text(TERMS, "utf-8")
    (folder / "course.toml").write_text(toml or whole_toml(), "utf-8")
    return folder


def passage(**more: Any) -> Clause:
    """Article 3 of a circular that collaborators keep books by; committed."""
    document = document_by_number("7/2024/TT") or Document(
        number="7/2024/TT",
        name_vi="Thông tư ghi sổ",
        name_en="Circular on books",
        effective_on=date(2024, 5, 1),
        confidence="H",
    )
    facts = {"version": 1, "effective_on": date(2024, 5, 1), "confidence": "H", **more}
    clause = Clause(document=document, article="Điều 3", summary="Ghi sổ.", text_hash="0" * 64, **facts)
    db.session.add(clause)
    db.session.commit()
    return clause


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


def published_course(folder: Path, slug: str = "ghi-so-a0", toml: str = COURSE) -> Edition:
    """The course of two lessons, published and committed; ``folder`` is where its source is written."""
    ghi_so()
    edition = publish(read_course(write_course(folder, slug, toml)), KINDS, clock.now())
    assert edition is not None
    db.session.commit()
    return edition


def steps(edition: Edition) -> list[Step]:
    """Its steps in their order."""
    return steps_of(edition.id)


def do_alone(person_id: int, step_id: int) -> int:
    """Note that somebody did a step today, alone; the key of her enrolment."""
    return complete_step(
        person_id=person_id,
        step_id=step_id,
        occurred_on=clock.today(),
        mode=Mode.SELF,
        source="page",
        now=clock.now(),
    )


def completed(person_id: int, edition: Edition) -> Enrolment:
    """The enrolment of somebody who has done every step today; committed."""
    for step in steps(edition):
        enrolment_id = do_alone(person_id, step.id)
    db.session.commit()
    return db.session.get_one(Enrolment, enrolment_id)

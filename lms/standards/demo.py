"""What the people of the demonstration organisation have shown since 2015, an old certificate that one of
them handed in, and a document of its office: all fictional."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.base.photos import read_photo
from lms.people.models import Person
from lms.standards.library import DATA, people_codes, rows
from lms.standards.models import Competency, Evidence, EvidenceKind, EvidenceStatus, Mode
from lms.standards.rules.documenting import DocumentFacts, add_document
from lms.standards.rules.handing_in import PaperFacts, hand_in
from lms.standards.rules.quoting import ClauseFacts, add_clause
from lms.standards.rules.recording import NewEvidence, record_many, void

MISTAKEN = "ghi-nham:"  # rows whose source begins so are recorded, then voided


def load_demo() -> None:
    """Record the demonstration evidence and the office's document, unless there is evidence already."""
    if db.session.scalar(select(Evidence.id).limit(1)):
        return
    _add_plan()
    for row in record_many(_demo_rows()):
        if row.source.startswith(MISTAKEN):
            void(row, by=None, note="Ghi nhầm người (dữ liệu mẫu)")
    _hand_in_paper()
    db.session.commit()


def _hand_in_paper() -> None:
    person = select(Person.id).where(Person.code == "TD-C001")
    competency = select(Competency.id).where(Competency.code == "ctv_nv2")
    facts = PaperFacts(
        competency_id=db.session.scalars(competency).one(),
        number="27/GCN-TTYT (mẫu)",
        issuer="Trung tâm Y tế huyện Tam Dương",
        issued_on=date(2019, 10, 18),
    )
    hand_in(db.session.scalars(person).one(), facts, read_photo((DATA / "demo_paper.jpg").read_bytes()))


def _add_plan() -> None:
    day = date(2026, 1, 15)
    if day > clock.today():
        return
    plan = add_document(
        DocumentFacts(
            number="520/KH-SYT (mẫu)",
            name_vi="Kế hoạch đào tạo, bồi dưỡng cán bộ dân số năm 2026 (văn bản mẫu)",
            name_en="Plan of the year 2026 to train population staff (specimen)",
            issued_on=day,
            effective_on=day,
        ),
        by=None,
    )
    summary = "Mỗi cộng tác viên dự ít nhất một lớp tập huấn trong năm."
    add_clause(plan.id, ClauseFacts("Mục 2", day, summary), by=None)


def _demo_rows() -> Iterator[NewEvidence]:
    """The rows up to today, one for each person of each line."""
    people = dict(db.session.execute(select(Person.code, Person.id)).all())
    competencies = dict(db.session.execute(select(Competency.code, Competency.id)).all())
    for line in rows("demo_evidence"):
        day = date.fromisoformat(line["day"])
        if day > clock.today():
            continue
        for code in people_codes(line["people"]):
            yield NewEvidence(
                person_id=people[code],
                competency_id=competencies[line["competency"]],
                occurred_on=day,
                kind=EvidenceKind(line["kind"]),
                status=EvidenceStatus(line["status"]),
                mode=Mode(line["mode"]),
                level=int(line["level"]),
                source=f"{line['source']}:{people[code]}",
                document=line["document"] or None,
                note="Dữ liệu mẫu",
            )

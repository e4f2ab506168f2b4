"""Somebody of the demonstration with something of hers in every corner, and a look into all of them."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from certificates.models import Award
from courses.models import Step
from courses.questions.models import Question
from lms.account.rules.issuing_cards import issue
from lms.account.rules.keeping_sessions import open_session
from lms.base import audit, clock
from lms.base.database import Base, db
from lms.base.photos import Photo
from lms.base.text import fold
from lms.meetings.models import MeetingFollowUp
from lms.outbox.models import MessageOut
from lms.people.models import Person, Posting
from lms.people.rules.correcting import CorrectedPerson, Values, correct_people
from lms.people.rules.posting import end
from lms.privacy.library import personal_map
from lms.privacy.models import Basis, Erasure
from lms.privacy.rules.erasing import Wish, erase
from lms.standards.models import Competency
from lms.standards.rules.handing_in import PaperFacts, hand_in
from lms.visits.models import SupportVisit
from quizzes.models import Attempt
from tests.factories.people import person
from tests.factories.pictures import photo

LEAVER = "TD-C015"


def leave_for_good(code: str = LEAVER) -> Person:
    """A collaborator with certificates, answers and evidence, who has left every post; commits."""
    leaver = person(code)
    for posting in db.session.scalars(select(Posting).where(Posting.person_id == leaver.id)):
        if posting.holds_on(clock.today()):
            end(posting, clock.today(), "illness")
    db.session.commit()
    return leaver


def leave_traces(leaver: Person) -> None:
    """Something of hers in every corner, by the rules of the product where they can write it; commits."""
    name, phone, officer = leaver.full_name, leaver.phone, person("TD-X01")
    values = Values(name, leaver.birth_date, phone)
    corrected = CorrectedPerson(leaver.id, Values("Đào Hồng Trinh", leaver.birth_date, phone), values)
    correct_people([corrected], by=officer.id)
    issue([leaver.id], by=officer.id)
    open_session(leaver.id, "Chrome · Android")
    competency = db.session.scalars(select(Competency).limit(1)).one()
    facts = PaperFacts(competency.id, "77/ĐTHC", f"Trường của {name}", clock.today() - timedelta(days=9))
    hand_in(leaver.id, facts, Photo("jpeg", 900, 600, photo()))
    audit.note_access(officer.id, f"letter to {name}", person_id=leaver.id)
    step = db.session.scalars(select(Step).limit(1)).one()
    now = clock.now()
    db.session.add_all(
        [
            MessageOut(person_id=leaver.id, key="traces", subject=f"Chào {name}", text="Chào chị"),
            MessageOut(
                person_id=officer.id,
                key="told",
                subject="Nhắc",
                text=f"Gọi {name.upper()}, {phone}, {fold(name)}",
            ),
            Question(
                id="00000000-0000-4000-8000-00000000aaaa",
                person_id=leaver.id,
                step_id=step.id,
                course_id=step.section.edition.course_id,
                place="x",
                text=f"Tôi là {name}",
                content_hash="x",
                asked_at=now,
                received_at=now,
            ),
        ]
    )
    db.session.flush()
    visit = db.session.scalars(select(SupportVisit).limit(1)).one()
    visit.summary = f"Đoàn gặp bà {name} ({phone}) tại thôn."
    note = db.session.scalars(select(MeetingFollowUp).limit(1)).one()
    note.person_id, note.words = leaver.id, f"{name} mượn sách"
    db.session.commit()


def erase_now(leaver: Person, basis: Basis = Basis.ENDED) -> Erasure:
    """Erase her as the administrator does; commits."""
    row = erase(personal_map(), leaver.id, Wish(basis, "Quyết định 12", person("DEMO-QT").id))
    db.session.commit()
    return row


def words_of(page: str) -> str:
    """The words of a page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def traces_in_tables(words: list[str]) -> Iterator[str]:
    """Where one of the words stands in the database, in whatever case or shape."""
    wanted = [fold(word) for word in words]
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for column, value in row.items():
                text = fold(readable(value))
                if any(word in text for word in wanted):
                    yield f"{table.name}.{column}: {text[:90]}"


def readable(value: object) -> str:
    """Whatever a cell holds, as text; JSON comes as its values do."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return unicodedata.normalize("NFC", str(value))


def traces_in_files(folders: list[Path], words: list[str]) -> list[str]:
    """The files in which one of the words stands, as plain bytes or as JSON writes it."""
    written = {
        form.encode() for word in words for form in (word, fold(word), word.encode("unicode_escape").decode())
    }
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and any(
                re.search(re.escape(form), path.read_bytes(), re.I) for form in written
            ):
                found.append(path.name)
    return found


def folder_of_database(app: Flask) -> Path:
    """Where the SQLite file of an app lies."""
    return Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")).parent


def answers_of(person_id: int) -> list[object]:
    """The answers that stand of somebody."""
    return [
        each
        for each in db.session.scalars(select(Attempt.path).where(Attempt.person_id == person_id))
        if each
    ]


def award_of(person_id: int) -> Award:
    """Her newest certificate that was approved."""
    return db.session.scalars(
        select(Award)
        .where(Award.person_id == person_id, Award.number.is_not(None))
        .order_by(Award.id.desc())
        .limit(1)
    ).one()

"""Activities of Tam Dương to be reported, and reading what the product hands out. Nothing is committed."""

import io
import re
from uuid import uuid4

from docx.api import Document
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from pypdf import PdfReader

from lms.activities.models import QUESTIONS, Activity, Answer, GuestGroup
from lms.activities.queries import roster_of
from lms.activities.rules.planning import PlannedTeacher, PlannedTopic
from lms.activities.rules.seating import Guest, seat_guests
from lms.base.database import db
from lms.base.spreadsheets import read_workbook
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from tests.factories.activities import DAY, a_class, come, sit

DISTRICT = "247"


def district() -> Unit:
    unit = unit_by_code(DISTRICT, DAY)
    assert unit
    return unit


def people(*codes: str) -> list[Person]:
    found = [person_by_code(code) for code in codes]
    assert all(found)
    return [each for each in found if each]


def collaborators(first: int, last: int) -> list[Person]:
    return people(*(f"TD-C{number:03d}" for number in range(first, last + 1)))


def new_books(**more: object) -> Activity:
    topics = PlannedTopic("Ghi chép Sổ A0", theory=2, practice=4), PlannedTopic("Báo cáo P0", theory=2)
    return a_class(
        *topics,
        unit_id=district().id,
        place="Hội trường Trung tâm Y tế",
        teachers=(PlannedTeacher("ThS. Đặng Thanh Hải", "Tổng cục Dân số"),),
        **more,
    )


def thalassemia() -> Activity:
    """A class whose report said 21, of whom 22 came: 20 collaborators, an officer, a village head."""
    activity = new_books(typed_count=21)
    entries = sit(activity, *collaborators(1, 20), *people("TD-X01"))
    seat_guests(activity.id, [Guest("Trần Văn Đông", GuestGroup.VILLAGE_HEAD, "thôn Đông")], by=None)
    guests = [each for each in roster_of(activity.id) if each.person_id is None]
    come(activity, entries[:19] + entries[20:] + guests)
    come(activity, entries[19:20], half_days=[0])
    return activity


def fill_questionnaires(activity: Activity, marks: list[int]) -> None:
    for mark in marks:
        answered = dict.fromkeys(QUESTIONS, mark)
        db.session.add(
            Answer(id=str(uuid4()), activity_id=activity.id, marks=answered, words="", received_on=DAY)
        )
    db.session.flush()


def page_words(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def pdf_words(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def docx_words(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    body = Document(io.BytesIO(answer.data)).element.body
    lines = ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))]
    return " ".join(" ".join(lines).split())


def cells(client: FlaskClient, url: str) -> list[list[list[object]]]:
    answer = client.get(url)
    assert answer.status_code == 200
    return [list(sheet.rows) for sheet in read_workbook(answer.data)]

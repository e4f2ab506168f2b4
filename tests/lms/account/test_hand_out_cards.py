"""Cards in an officer's hands: sheets of ten, one large on the screen, and only for her people."""

import io
import re
import xml.etree.ElementTree as ElementTree

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader
from werkzeug.test import TestResponse

from lms.account.models import Card
from lms.base import clock
from lms.base.audit import AccessLogEntry, AuditEntry
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import client_of, give_card, is_in, new_phone, scan
from tests.factories.codes import codes_on
from tests.factories.people import make_collaborator, make_head, make_officer
from tests.factories.places import unit


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    """A collaborator of Xã Tam Dương."""
    return make_collaborator(unit("08869"))


@pytest.fixture
def officer(shipped_app: Flask, lan: Person) -> FlaskClient:
    """Her officer, signed in."""
    return client_of(shipped_app, make_officer(unit("08869")))


def printed(answer: TestResponse) -> PdfReader:
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    return PdfReader(io.BytesIO(answer.data))


def code_on_screen(page: str) -> str:
    """What a camera reads in the SVG of a page."""
    (drawing,) = re.findall(r"<svg[^>]*shape-rendering.*?</svg>", page, re.DOTALL)
    svg = ElementTree.fromstring(drawing)
    side = int(svg.attrib["viewBox"].split()[-1])
    picture = Image.new("L", (side, side), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", svg[1].attrib["d"]):
        picture.paste(0, (int(x), int(y), int(x) + int(length), int(y) + 1))
    (found,) = zxingcpp.read_barcodes(picture.resize((side * 8, side * 8)))
    return str(found.text)


def test_ten_cards_stand_on_a_sheet_and_each_is_read_back(officer: FlaskClient, shipped_app: Flask) -> None:
    for number in range(10):
        make_collaborator(unit("08869"), f"Phan Thị {'ABCDEGHIKL'[number]}")
    db.session.commit()
    assert "11 người chưa có thẻ." in officer.get("/slips?unit=xa+tam+duong").text
    reader = printed(officer.post("/cards", data={"unit": unit("08869").id}))
    assert [len(codes_on(reader, number)) for number in range(len(reader.pages))] == [10, 1]
    (address,) = codes_on(reader, 1)
    phone = new_phone(shipped_app)
    scan(phone, address.partition("/c#")[2])
    assert is_in(phone)


def test_a_card_says_whose_it_is_and_how_to_use_it(officer: FlaskClient, lan: Person) -> None:
    text = printed(officer.post("/cards", data={"person": lan.id})).pages[0].extract_text()
    assert "Trần Thị Lan" in text
    assert "Thôn Đông" in text
    assert "soi mã vuông" in text
    assert re.search(r"[3-9A-Y]{5}-[3-9A-Y]{5}", text)
    assert "0900000556" not in text
    assert "PIN" not in text


def test_the_printed_code_of_the_sheet_opens(officer: FlaskClient, lan: Person, shipped_app: Flask) -> None:
    text = printed(officer.post("/cards", data={"person": lan.id})).pages[0].extract_text()
    (code,) = re.findall(r"[3-9A-Y]{5}-[3-9A-Y]{5}", text)
    phone = new_phone(shipped_app)
    phone.post("/code", data={"code": code, "kind": "own"})
    assert is_in(phone)


@pytest.mark.parametrize(
    "name",
    ["Lò Ơ", "Nguyễn Hoàng Thượng Phương Khuyên", "Nguyễn Phước Hoàng Bảo Thượng Phương Khuyên Trường"],
)
def test_names_of_any_length_fit(officer: FlaskClient, name: str) -> None:
    person = make_collaborator(unit("08869"), name, hamlet="Tổ dân phố Thanh Thủy Thượng số 12")
    db.session.commit()
    page = printed(officer.post("/cards", data={"person": person.id})).pages[0]
    assert name.split()[-1] in page.extract_text()


def test_one_card_is_large_on_the_screen(officer: FlaskClient, lan: Person, shipped_app: Flask) -> None:
    assert "Hiện thẻ mới" in officer.get(f"/people/{lan.id}/card").text
    page = officer.post(f"/people/{lan.id}/card")
    assert page.headers["Cache-Control"] == "private, no-store"
    address = code_on_screen(page.text)
    assert address.startswith("http://localhost/c#")
    phone = new_phone(shipped_app)
    scan(phone, address.partition("#")[2])
    assert is_in(phone)


def test_a_new_card_makes_the_one_before_void(officer: FlaskClient, lan: Person, shipped_app: Flask) -> None:
    token, _code = give_card(lan)
    phone = new_phone(shipped_app)
    scan(phone, token)
    officer.post(f"/people/{lan.id}/card")
    assert not is_in(phone)
    assert "Thẻ này không còn dùng được." in scan(phone, token).text
    assert db.session.query(Card).filter(Card.voided_at.is_(None)).count() == 1


def test_who_made_and_saw_a_card_is_on_record(officer: FlaskClient, lan: Person) -> None:
    officer.post(f"/people/{lan.id}/card")
    officer.post("/cards", data={"unit": unit("08869").id})
    assert [row.facts for row in db.session.query(AuditEntry).filter_by(action="card:issued")] == [
        {"person": lan.id}
    ]
    assert "card on the screen" in [row.subject for row in db.session.query(AccessLogEntry)]


def test_nobody_gets_a_card_who_opens_others_records(officer: FlaskClient, shipped_app: Flask) -> None:
    other = make_officer(unit("08869"), "Bùi Thị Hạnh")
    db.session.commit()
    assert officer.post("/cards", data={"person": other.id}).status_code == 409
    assert "đăng nhập bằng mật khẩu" in officer.get(f"/people/{other.id}/card").text
    assert officer.post(f"/people/{other.id}/card").status_code == 303
    assert db.session.query(Card).count() == 0


def test_people_of_other_units_are_absent(officer: FlaskClient, shipped_app: Flask) -> None:
    far = make_collaborator(unit("08905"), "Đỗ Thị Xa")
    give_card(far)
    for action in (f"/people/{far.id}/card", f"/people/{far.id}/card/void", f"/people/{far.id}/pin/reset"):
        assert officer.post(action).status_code == 404
    assert officer.post("/cards", data={"person": far.id}).status_code == 404


def test_a_learner_hands_out_nothing(shipped_app: Flask, lan: Person) -> None:
    learner = client_of(shipped_app, lan)
    assert learner.post(f"/people/{lan.id}/card").status_code == 403


def test_a_sheet_for_a_province_stops_at_two_hundred(shipped_app: Flask) -> None:
    head = client_of(shipped_app, make_head(unit("25")))
    assert head.post("/cards", data={"unit": unit("25").id}).status_code == 409
    assert db.session.query(Card).filter(Card.issued_at > clock.now()).count() == 0

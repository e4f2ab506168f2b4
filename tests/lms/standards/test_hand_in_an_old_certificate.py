"""A collaborator hands in the certificate of an old class; her officer looks at it and decides."""

import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms.base import clock
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.base.photos import Photo
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.standards.models import Evidence, EvidenceStatus, HandedInPaper
from lms.standards.queries.papers import PaperState, papers_of
from lms.standards.rules.explaining import State, explain
from lms.standards.rules.handing_in import MOST, PaperFacts, TooManyPapers, hand_in
from lms.standards.rules.recording import void
from tests.factories.account import client_of
from tests.factories.costs import assert_that_comes_what_is_told, told
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import unit
from tests.factories.standards import competency, requirement

TAM_DUONG, HOI_THINH = "08869", "08905"


def photo(size: tuple[int, int] = (400, 300), kind: str = "JPEG", grey: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (grey, grey, 90)).save(out, kind)
    return out.getvalue()


def noisy_photo() -> bytes:
    """A photo of the weight that photos have."""
    out = io.BytesIO()
    Image.effect_noise((600, 400), 90).save(out, "JPEG", quality=60)
    return out.getvalue()


def send(client: FlaskClient, body: bytes | None = None, **changed: Any) -> TestResponse:
    told = {
        "competency": competency("bao_ve_tre_em").id,
        "number": "15/GCN-TTYT",
        "issuer": "Trung tâm Y tế huyện Tam Dương",
        "issued_on": "2025-11-20",
        "photo": (io.BytesIO(photo() if body is None else body), "giay.jpg"),
    }
    return client.post("/papers/new", data={**told, **changed}, content_type="multipart/form-data")


@pytest.fixture
def hoa(shipped_app: Flask) -> Person:
    return make_collaborator(unit(TAM_DUONG), "Nguyễn Thị Hoa")


@pytest.fixture
def client(shipped_app: Flask, hoa: Person) -> FlaskClient:
    return client_of(shipped_app, hoa)


@pytest.fixture
def officer(shipped_app: Flask, hoa: Person) -> FlaskClient:
    return client_of(shipped_app, make_officer(unit(TAM_DUONG)))


def facts() -> PaperFacts:
    return PaperFacts(competency("bao_ve_tre_em").id, "15/GCN", "TTYT Tam Dương", date(2025, 11, 20))


def evidence() -> Evidence:
    found = db.session.scalar(select(Evidence).order_by(Evidence.id.desc()))
    assert found
    return found


def test_she_hands_it_in_and_it_counts_once_her_officer_has_confirmed_it(
    client: FlaskClient, officer: FlaskClient, hoa: Person
) -> None:
    person_id = hoa.id
    answer = send(client)
    assert answer.status_code == 303
    page = client.get("/papers").text
    assert "chờ xác nhận" in page
    assert "15/GCN-TTYT" in page
    asked = requirement("bao_ve_tre_em")
    assert explain(person_id, asked, clock.today()).state is State.DECLARED
    waiting = officer.get("/evidence/declared?unit=").text
    assert "15/GCN-TTYT, Trung tâm Y tế huyện Tam Dương" in waiting
    assert "Xem ảnh" in waiting
    assert "Xem ảnh" in officer.get(f"/people/{person_id}").text
    officer.post(f"/evidence/{evidence().id}/confirm", data={"document": "15/GCN-TTYT, bản gốc"})
    assert explain(person_id, asked, clock.today()).state.is_met
    assert "đã xác nhận" in client.get("/papers").text


def test_her_officer_refuses_it_with_a_reason_that_she_reads(
    client: FlaskClient, officer: FlaskClient, hoa: Person
) -> None:
    send(client)
    officer.post(f"/evidence/{evidence().id}/void", data={"reason": "unreadable", "more": "mờ chữ ký"})
    page = client.get("/papers").text
    assert "không được nhận" in page
    assert "Ảnh không đọc được: mờ chữ ký" in page
    send(client, photo(grey=120))
    assert [each.state for each in papers_of(hoa.id)] == [PaperState.WAITING, PaperState.REFUSED]


def test_the_form_says_what_does_not_belong_in_the_photo_and_whom_to_call(client: FlaskClient) -> None:
    page = client.get("/papers/new").text
    assert "không có trẻ em" in page
    assert 'href="tel:111"' in page
    assert 'accept="image/*"' in page
    assert "capture" in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": ""}, "Cần ghi số trên giấy."),
        ({"issuer": " "}, "Cần ghi nơi cấp giấy."),
        ({"issued_on": "2090-01-01"}, "Ngày này chưa đúng"),
        ({"issued_on": "hôm qua"}, "issued_on"),
        ({"competency": "999999"}, "competency"),
        ({"body": b"<script>alert(1)</script>"}, "không phải ảnh"),
        ({"body": b""}, "photo"),
        ({"body": photo((90, 90))}, "Ảnh nhỏ quá"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(
    client: FlaskClient, changed: dict[str, Any], sentence: str
) -> None:
    answer = send(client, **changed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalar(select(func.count()).select_from(HandedInPaper)) == 0


def test_the_same_photo_twice_is_one_paper(client: FlaskClient, hoa: Person) -> None:
    assert send(client).status_code == send(client).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(HandedInPaper)) == 1
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1


def test_the_photo_is_served_as_a_picture_only(client: FlaskClient, hoa: Person) -> None:
    send(client)
    answer = client.get(f"/papers/{papers_of(hoa.id)[0].row.id}/photo")
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert Image.open(io.BytesIO(answer.data)).size == (400, 300)


def test_only_she_and_those_who_answer_for_her_see_the_photo(
    shipped_app: Flask, client: FlaskClient, officer: FlaskClient, hoa: Person
) -> None:
    send(client)
    path = f"/papers/{papers_of(hoa.id)[0].row.id}/photo"
    assert officer.get(path).status_code == 200
    assert db.session.scalar(select(AccessLogEntry).where(AccessLogEntry.subject == "photo of a paper"))
    others = [make_collaborator(unit(TAM_DUONG), "Lê An"), make_officer(unit(HOI_THINH), "Vũ Dung")]
    for other in others:
        assert client_of(shipped_app, other).get(path).status_code == 404
    assert client_of(shipped_app, others[0]).get("/papers/7777/photo").status_code == 404


def test_a_paper_of_a_merged_record_stays_hers(both_shipped_app: Flask) -> None:
    old, kept = (make_collaborator(unit(TAM_DUONG), name) for name in ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"))
    paper = hand_in(old.id, facts(), Photo("jpeg", 400, 300, photo()))
    db.session.commit()
    merge(kept, old, by=None)
    db.session.commit()
    assert [each.row.id for each in papers_of(kept.id)] == [paper.id]
    assert client_of(both_shipped_app, kept).get(f"/papers/{paper.id}/photo").status_code == 200


def test_she_hands_in_no_more_than_anybody_looks_at(both_shipped_app: Flask) -> None:
    lan = make_collaborator(unit(TAM_DUONG))
    for grey in range(MOST):
        hand_in(lan.id, facts(), Photo("jpeg", 400, 300, photo() + bytes([grey])))
    with pytest.raises(TooManyPapers):
        hand_in(lan.id, facts(), Photo("jpeg", 400, 300, photo()))


def test_what_was_refused_may_be_handed_in_again(both_shipped_app: Flask) -> None:
    lan = make_collaborator(unit(TAM_DUONG))
    first = hand_in(lan.id, facts(), Photo("jpeg", 400, 300, photo()))
    void(evidence(), by=None, note="unreadable")
    again = hand_in(lan.id, facts(), Photo("jpeg", 400, 300, photo()))
    assert again.id != first.id
    assert evidence().status is EvidenceStatus.DECLARED


def test_a_photo_costs_what_is_said_before_it_is_opened(
    shipped_app: Flask, client: FlaskClient, hoa: Person
) -> None:
    send(client, noisy_photo())
    path = f"/papers/{papers_of(hoa.id)[0].row.id}/photo"
    label = client.get("/papers").text.split(f'href="{path}"')[1].split("</p>")[0]
    assert_that_comes_what_is_told(shipped_app, client, {path: told(label)})

"""A head approves candidates."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from certificates.models import Award, AwardState
from certificates.policies import approvable_by, may_approve
from certificates.rules.approving import BadApproval, NotACandidate, Unprintable, approve
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole
from tests.factories.account import sign_in
from tests.factories.certificates import Office, earn, make_office, signed_by_deputy
from tests.factories.people import make_asker, make_officer, make_person

URL = "/certificates/candidates"


@pytest.fixture
def office(app: Flask, tmp_path: Path) -> Office:
    return make_office(tmp_path)


def head_of(app: Flask, office: Office) -> FlaskClient:
    client = app.test_client()
    sign_in(client, office.head)
    return client


def answers(*awards: Award, **changed: str) -> dict[str, object]:
    return {
        "awards": [str(award.id) for award in awards],
        "decision": "102/QĐ-CCDSTE ngày 04/02/2026",
        "issued_on": clock.today().isoformat(),
        "signatory_title": "KT. Chi cục trưởng\r\nPhó Chi cục trưởng\r\n",
        "signatory": "Trần Quỵnh Ỷ",
        **changed,
    }


def post(client: FlaskClient, data: dict[str, object], url: str = URL) -> tuple[int, str]:
    client.application.config["WTF_CSRF_ENABLED"] = False
    response = client.post(url, data=data, follow_redirects=True)
    return response.status_code, response.get_data(as_text=True)


def test_she_chooses_many_and_each_gets_a_number_and_a_file(app: Flask, office: Office) -> None:
    first, second, third = (earn(office, name) for name in ("Trần Thị Lan", "Lê Thị Mai", "Vũ Thị Na"))
    status, page = post(head_of(app, office), answers(first, second))
    assert status == 200
    assert "Đã duyệt 2 giấy chứng nhận." in page
    assert [award.number for award in (first, second, third)] == [1, 2, None]
    assert first.is_drawn
    assert second.is_drawn
    assert first.paper.signatory_title == "KT. Chi cục trưởng\nPhó Chi cục trưởng"
    assert first.state_on(clock.today()) is AwardState.UNSIGNED


def test_what_does_not_fit_is_refused_before_anything_is_done(app: Flask, office: Office) -> None:
    good, long = earn(office), earn(office, "Nguyễn " + "Khuyên Thượng " * 8)
    status, page = post(head_of(app, office), answers(good, long))
    assert status == 200
    assert "Họ và tên quá dài" in page
    assert "Khuyên Thượng" in page
    assert (good.number, long.number) == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("decision", ""), ("issued_on", "tomorrow"), ("signatory", "x" * 300), ("signatory_title", "")],
)
def test_missing_or_bad_answers_are_asked_again(app: Flask, office: Office, field: str, value: str) -> None:
    award = earn(office)
    status, page = post(head_of(app, office), answers(award, **{field: value}))
    assert status == 200
    assert "field-wrong" in page
    assert award.number is None


def test_a_date_before_the_course_was_completed_is_refused(app: Flask, office: Office) -> None:
    award = earn(office)
    yesterday = clock.today() - timedelta(days=1)
    _, page = post(head_of(app, office), answers(award, issued_on=yesterday.isoformat()))
    assert "không thể ghi ngày sớm hơn" in page


def test_a_future_date_is_refused(app: Flask, office: Office) -> None:
    award = earn(office)
    with pytest.raises(BadApproval):
        approve([award.id], signed_by_deputy(clock.today() + timedelta(days=1)))


def test_nobody_approves_twice(app: Flask, office: Office) -> None:
    award = earn(office)
    approve([award.id], signed_by_deputy())
    db.session.commit()
    with pytest.raises(NotACandidate):
        approve([award.id], signed_by_deputy())


def test_the_refusal_names_the_person(app: Flask, office: Office) -> None:
    award = earn(office, "山田花子 Lan")
    with pytest.raises(Unprintable, match="山田花子 Lan"):
        approve([award.id], signed_by_deputy())


def test_a_candidate_of_another_province_cannot_be_chosen(app: Flask, office: Office) -> None:
    award = earn(office)
    stranger = make_asker(AccessRole.HEAD, office.places.hoi_thinh)
    db.session.commit()
    client = app.test_client()
    sign_in(client, stranger)
    assert "Trần Thị Lan" not in client.get(URL).get_data(as_text=True)
    post(client, answers(award))
    assert award.number is None


def test_learners_and_officers_are_turned_away(app: Flask, office: Office) -> None:
    for person in (make_person("Hà Thị Nở"), make_officer(office.places.tam_duong)):
        db.session.commit()
        client = app.test_client()
        sign_in(client, person)
        assert client.get(URL).status_code == 403
        assert client.post(URL).status_code in (400, 403)


def test_a_stranger_is_asked_to_sign_in(app: Flask) -> None:
    assert app.test_client().get(URL).status_code == 302


def test_an_empty_list_says_what_comes_next(app: Flask, office: Office) -> None:
    assert "Chưa có ai chờ duyệt" in head_of(app, office).get(URL).get_data(as_text=True)


def test_list_and_single_question_agree(app: Flask, office: Office) -> None:
    awards = [earn(office), earn(office, "Lê Thị Mai")]
    askers = [
        office.head,
        make_asker(AccessRole.APPROVER, office.places.hop_hoa),
        make_asker(AccessRole.APPROVER, office.places.hoi_thinh),
        make_asker(AccessRole.ADMINISTRATOR, office.places.country),
        make_officer(office.places.tam_duong),
        awards[0].person,
    ]
    db.session.commit()
    for asker in askers:
        listed = set(db.session.scalars(select(Award.id).where(approvable_by(asker))))
        assert listed == {award.id for award in awards if may_approve(asker, award)}

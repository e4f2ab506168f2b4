"""What was issued stays as it was: the same bytes, revoked only by an event, open to whom it concerns."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from certificates import queries
from certificates.models import Award, AwardEvent, AwardState
from certificates.policies import may_read, readable_by
from certificates.rules.drawing import draw_award
from certificates.rules.revoking import NoReason, NotInForce, record_signature, replace_award, revoke
from lms.base import clock
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import sign_in
from tests.factories.certificates import earn, issue, make_office, signed_by_deputy
from tests.factories.costs import assert_that_comes_what_is_told, told
from tests.factories.people import make_officer, make_person


def visitor(app: Flask, person: Person) -> FlaskClient:
    client = app.test_client()
    sign_in(client, person)
    return client


def test_the_file_stays_the_same_after_her_name_changes(both_app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    client = visitor(both_app, award.person)
    before = client.get(f"/certificates/{award.id}.pdf")
    assert before.mimetype == "application/pdf"
    award.person.full_name = "Trần Thị Lan Hương"
    award.enrolment.edition.name_vi = "Tên khác"
    db.session.commit()
    draw_award(award.id)
    db.session.commit()
    after = client.get(f"/certificates/{award.id}.pdf").data
    assert after == before.data
    file = queries.file_of(award.id)
    assert file is not None
    assert hashlib.sha256(after).hexdigest() == file.sha256


def test_she_sees_her_own_and_no_stranger_does(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    stranger = make_person("Hà Thị Nở")
    db.session.commit()
    assert "001/" in visitor(app, award.person).get("/certificates").get_data(as_text=True)
    assert visitor(app, stranger).get(f"/certificates/{award.id}.pdf").status_code == 404
    assert "Chưa có giấy chứng nhận" in visitor(app, stranger).get("/certificates").get_data(as_text=True)
    assert visitor(app, stranger).get("/certificates/999.pdf").status_code == 404
    assert app.test_client().get(f"/certificates/{award.id}.pdf").status_code == 302


def test_handing_out_somebody_elses_is_noted(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    award = issue(office)
    officer = make_officer(office.places.tam_duong)
    db.session.commit()
    assert visitor(app, award.person).get(f"/certificates/{award.id}.pdf").status_code == 200
    assert db.session.scalar(select(func.count()).select_from(AccessLogEntry)) == 0
    assert visitor(app, officer).get(f"/certificates/{award.id}.pdf").status_code == 200
    entry = db.session.scalars(select(AccessLogEntry)).one()
    assert (entry.actor_id, entry.person_id, entry.exported) == (officer.id, award.person_id, True)


def test_list_and_single_question_agree(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    awards = [issue(office), issue(office, "Lê Thị Mai")]
    askers = [office.head, awards[0].person, make_officer(office.places.hoi_thinh), make_person("Hà Thị Nở")]
    db.session.commit()
    for asker in askers:
        listed = set(db.session.scalars(select(Award.id).where(readable_by(asker))))
        assert listed == {award.id for award in awards if may_read(asker, award)}


def test_a_head_revokes_for_a_reason(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    award = issue(office)
    client = visitor(app, office.head)
    app.config["WTF_CSRF_ENABLED"] = False
    url = f"/certificates/issued/{award.id}"
    assert "Cần" in client.post(f"{url}/revoke", data={"reason": ""}).get_data(as_text=True)
    assert award.state_on(clock.today()) is AwardState.VALID
    client.post(f"{url}/revoke", data={"reason": "Cấp nhầm."})
    db.session.expire_all()
    assert award.state_on(clock.today()) is AwardState.REVOKED
    assert "Cấp nhầm." in client.get(url).get_data(as_text=True)
    assert client.post(f"{url}/revoke", data={"reason": "Lần nữa."}).status_code == 409


def test_a_head_replaces_and_the_course_issues_the_new_one_by_itself(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path, approval="self")
    award = issue(office)
    award.person.full_name = "Trần Thị Lan Hương"
    db.session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    client = visitor(app, office.head)
    client.post(f"/certificates/issued/{award.id}/replace", data={"reason": "Sai tên."})
    new = queries.award_for(award.enrolment_id)
    assert new is not None
    assert (new.replaces_id, new.revision, new.number, new.paper.name) == (
        award.id,
        2,
        2,
        "Trần Thị Lan Hương",
    )
    assert award.state_on(clock.today()) is AwardState.SUPERSEDED
    assert new.is_drawn


def test_a_signature_is_noted_from_the_page(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    award = issue(office, approval=signed_by_deputy())
    client = visitor(app, office.head)
    app.config["WTF_CSRF_ENABLED"] = False
    client.post(f"/certificates/issued/{award.id}/sign")
    db.session.expire_all()
    assert award.state_on(clock.today()) is AwardState.VALID
    with pytest.raises(NotInForce):
        record_signature(award, by=office.head.id)


def test_a_decision_needs_a_reason_and_an_award_in_force(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    award, candidate = issue(office), earn(office, "Lê Thị Mai")
    with pytest.raises(NoReason):
        revoke(award, reason="  ", by=office.head.id)
    with pytest.raises(NotInForce):
        revoke(candidate, reason="Cấp nhầm.", by=office.head.id)
    revoke(award, reason="Cấp nhầm.", by=office.head.id)
    with pytest.raises(NotInForce):
        replace_award(award, reason="Sai tên.", by=office.head.id)


def test_she_cannot_decide_over_her_own(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    award = issue(office)
    client = visitor(app, award.person)
    assert client.get(f"/certificates/issued/{award.id}").status_code == 403
    assert visitor(app, office.head).get("/certificates/issued/999").status_code == 404


def test_what_happened_cannot_be_rewritten(both_app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.query(AwardEvent).filter_by(award_id=award.id).update({"reason": "khác"})


def test_a_certificate_costs_what_is_said_before_it_is_opened(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    client = visitor(app, award.person)
    path = f"/certificates/{award.id}.pdf"
    labels = [
        client.get(page).text.split(f'href="{path}"')[1].split("</a>")[0] for page in ("/certificates", "/")
    ]
    assert told(labels[0]) == told(labels[1])
    assert_that_comes_what_is_told(app, client, {path: told(labels[0])})

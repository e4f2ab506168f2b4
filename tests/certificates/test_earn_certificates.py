"""Completing a course earns a certificate."""

from datetime import date
from pathlib import Path

import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import delete, func, select

from certificates import queries
from certificates.jobs import issue_awards, nominate_missed
from certificates.models import Award, AwardState, Issuer
from certificates.rules.nominating import nominate
from courses.models import Edition, Enrolment
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import sign_in
from tests.factories.certificates import earn, issue, make_office
from tests.factories.courses import completed, steps
from tests.factories.people import make_collaborator, make_person


def test_whoever_completes_a_course_becomes_a_candidate_once(both_app: Flask, tmp_path: Path) -> None:
    award = earn(make_office(tmp_path))
    assert award.state_on(clock.today()) is AwardState.CANDIDATE
    assert nominate(award.enrolment) is award
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Award)) == 1


def test_a_course_that_asks_nobody_issues_with_the_last_step(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path, approval="self")
    learner = make_collaborator(office.places.tam_duong)
    db.session.commit()
    client = app.test_client()
    sign_in(client, learner)
    for step in steps(office.edition):
        assert client.post(f"/learn/steps/{step.id}/done").status_code < 400
    (award,) = queries.awards_of(learner.id)
    assert award.paper.number == f"001/{clock.today().year}/GCN-CCDSTE"
    assert award.paper.workplace == "Cộng tác viên dân số, Thôn Đông, Xã Tam Dương, Tỉnh Phú Thọ"
    assert award.state_on(clock.today()) is AwardState.VALID
    assert award.is_drawn
    page = client.get("/learn/ghi-so-a0").get_data(as_text=True)
    assert f"/certificates/{award.id}.pdf" in page
    assert f"/certificates/{award.id}.pdf" in client.get("/").get_data(as_text=True)


def test_without_an_issuer_the_learner_still_completes(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path, approval="self")
    db.session.execute(delete(Issuer))
    db.session.commit()
    learner = make_collaborator(office.places.tam_duong)
    db.session.commit()
    client = app.test_client()
    sign_in(client, learner)
    for step in steps(office.edition):
        client.post(f"/learn/steps/{step.id}/done")
    award = db.session.scalars(select(Award)).one()
    assert award.enrolment.completed_on == clock.today()
    assert award.number is None
    assert "Đang chờ duyệt" in client.get("/learn/ghi-so-a0").get_data(as_text=True)


def test_a_name_that_does_not_fit_waits_for_a_person(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path, approval="self")
    long = earn(office, "Nguyễn " + "Khuyên Thượng " * 8)
    short = earn(office, "Lê Thị Mai")
    issue_awards()
    db.session.expire_all()
    assert (long.number, short.number) == (None, 1)


def test_the_job_nominates_whom_the_moment_missed(app: Flask, tmp_path: Path) -> None:
    award = earn(make_office(tmp_path))
    enrolment = Enrolment(
        person_id=award.person_id,
        edition_id=award.enrolment.edition_id,
        round=2,
        started_at=clock.now(),
        completed_on=clock.today(),
    )
    db.session.add(enrolment)
    db.session.commit()
    nominate_missed()
    nominate_missed()
    assert queries.award_for(enrolment.id) is not None
    assert queries.without_award() == []


def test_an_edition_without_a_certificate_gives_none(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    edition = db.session.get_one(Edition, office.edition.id)
    edition.certificate = None
    db.session.commit()
    learner = make_collaborator(office.places.tam_duong)
    db.session.commit()
    assert queries.award_for(completed(learner.id, edition).id) is None


def test_validity_ends_the_day_before_the_same_day_after_the_months(app: Flask, tmp_path: Path) -> None:
    with time_machine.travel("2026-02-05 10:00+07:00", tick=False):
        award = issue(make_office(tmp_path))
    assert award.valid_until == date(2028, 2, 5)
    assert award.paper.validity == "Có giá trị đến hết ngày 04/02/2028"
    assert award.state_on(date(2028, 2, 4)) is AwardState.VALID
    assert award.state_on(date(2028, 2, 5)) is AwardState.EXPIRED
    assert award.paper.place_and_date == "Phú Thọ, ngày 05 tháng 02 năm 2026"


def test_somebody_without_a_post_gets_a_paper_without_a_workplace(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path, approval="self")
    person: Person = make_person("Hà Thị Nở", birth_date=None)
    db.session.commit()
    completed(person.id, office.edition)
    issue_awards()
    (award,) = queries.awards_of(person.id)
    assert (award.paper.workplace, award.paper.birth_date) == ("", "")
    file = queries.file_of(award.id)
    assert file is not None
    path = tmp_path / "giay.pdf"
    path.write_bytes(file.content)
    assert "Đơn vị công tác" not in PdfReader(path).pages[0].extract_text()

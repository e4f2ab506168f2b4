"""An officer enters which lessons her people have read in the printed booklet: by form, or from her phone."""

import re
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select
from time_machine import travel

from courses.models import Edition, Enrolment, SentApart, StepCompletion
from courses.queries import newest_editions
from courses.rules.helping import Learner
from courses.rules.reading_on_paper import enter_read, readers
from lms.base import clock
from lms.base.database import db
from lms.people.models import Level, Person
from lms.places.models import Unit
from lms.standards.models import Evidence, Mode
from tests.browser import axe, serve
from tests.factories.account import client_of
from tests.factories.courses import COURSE, completed, do_alone, published_course, steps
from tests.factories.helping import two_communes
from tests.factories.people import make_collaborator
from tests.factories.phones import phone_of, rows, sign_in_on, wait_until_sent
from tests.factories.standards import a_collaborator, requirement, somebody
from tests.factories.statements import statements

PAGE = "/paper-lessons/ghi-so-a0"
COURSE_AGAIN = COURSE.replace("Ghi đúng và đủ sổ A0.", "Ghi sổ A0 đúng, đủ và kịp.")


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    """A course of two lessons."""
    return published_course(tmp_path / "first")


@pytest.fixture
def people(app: Flask) -> dict[str, Person]:
    """Lan, Huệ, Mai and Cúc."""
    return two_communes()


@pytest.fixture
def hers(app: Flask, people: dict[str, Person]) -> FlaskClient:
    """The officer, signed in."""
    return client_of(app, people["mai"])


def read(*ticks: tuple[Person, object], on: str = "", **more: str) -> dict[str, Any]:
    """The form as it is ticked."""
    fields: dict[str, Any] = {"on": on or clock.today().isoformat(), **more}
    for person, numbers in ticks:
        fields[f"read-{person.id}"] = numbers
    return fields


def marks() -> set[tuple[int, int, Mode, int | None]]:
    """Who has read which lesson, how, and who recorded it."""
    db.session.rollback()
    found = db.session.scalars(select(StepCompletion)).all()
    return {
        (each.enrolment.person_id, each.step.lesson or 0, each.mode, each.recorded_by_id) for each in found
    }


def url(edition: Edition, number: int) -> str:
    return f"/learn/steps/{steps(edition)[number - 1].id}/done"


def mark(person: Person, **more: Any) -> dict[str, Any]:
    """A lesson as the phone of an officer hands it in."""
    today = clock.today().isoformat()
    return {"id": str(uuid.uuid4()), "who": person.id, "mode": "paper", "on": today, **more}


def boxes_done(page: str, person: Person) -> list[str]:
    """The lessons that stand as done for a person."""
    part = page.split(f'data-person="{person.id}"')[1].split("</fieldset>")[0]
    return re.findall(r'value="(\d+)" data-step="\d+" checked disabled', part)


def test_what_is_ticked_is_kept_for_many_people_with_who_entered_it(
    hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    lan, hue, mai = people["lan"], people["hue"], people["mai"]
    answer = hers.post(PAGE, data=read((lan, ["1"]), (hue, ["2"]), on=clock.today().isoformat()))
    assert answer.location == PAGE
    assert marks() == {(lan.id, 1, Mode.PAPER, mai.id), (hue.id, 2, Mode.PAPER, mai.id)}
    page = hers.get(PAGE).text
    assert "Đã nhập 2 bài cho 2 người." in page
    assert (boxes_done(page, lan), boxes_done(page, hue)) == (["1"], ["2"])


def test_one_box_is_for_all_lessons_and_the_course_is_completed_on_paper(
    hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    lan, mai = people["lan"], people["mai"]
    day = clock.today() - timedelta(days=3)
    hers.post(PAGE, data=read(on=day.isoformat(), **{f"all-{lan.id}": "1"}))
    assert {number for _, number, _, _ in marks()} == {1, 2}
    (evidence,) = db.session.scalars(select(Evidence)).all()
    assert (evidence.person_id, evidence.mode, evidence.recorded_by_id) == (lan.id, Mode.PAPER, mai.id)
    assert evidence.occurred_on == day
    assert f"Đã học xong khóa học ngày {day:%d/%m/%Y}." in hers.get(PAGE).text


def test_what_was_done_before_stays_as_it_was(
    hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    lan, first = people["lan"], steps(edition)[0]
    do_alone(lan.id, first.id)
    db.session.commit()
    hers.post(PAGE, data=read((lan, ["1", "2"])))
    assert marks() == {(lan.id, 1, Mode.SELF, None), (lan.id, 2, Mode.PAPER, people["mai"].id)}


def test_a_lesson_that_does_not_exist_is_named_with_the_person_and_nothing_is_kept(
    hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    answer = hers.post(PAGE, data=read((people["lan"], ["1"]), (people["hue"], ["2", "9"])))
    assert answer.status_code == 422
    assert "Ngô Thị Huệ: Bản khóa học mà người này đang học không có bài 9." in answer.text
    assert re.search(r'value="1" data-step="\d+" checked>', answer.text)
    assert marks() == set()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2999-01-01", "Ngày này chưa tới."), ("2019-01-01", "Ngày này đã quá lâu."), ("", "Ghi ngày.")],
)
def test_a_day_that_cannot_be_true_is_refused(
    hers: FlaskClient, people: dict[str, Person], edition: Edition, day: str, sentence: str
) -> None:
    answer = hers.post(PAGE, data=read((people["lan"], ["1"])) | {"on": day})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert marks() == set()


def test_somebody_else_s_person_is_not_found(
    app: Flask, hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    cuc = people["cuc"]
    assert "Bùi Thị Cúc" not in hers.get(PAGE).text
    assert hers.post(PAGE, data=read((people["lan"], ["1"]), (cuc, ["1"]))).status_code == 404
    assert phone_of(people["mai"]).post(app, url(edition, 1), mark(cuc)).status_code == 403
    for field in ("read-", "read-x", "all-" + "9" * 5000, f"read-{people['mai'].id}"):
        assert hers.post(PAGE, data=read(**{field: "1"})).status_code == 404
    assert client_of(app, people["lan"]).get(PAGE).status_code == 403
    assert marks() == set()


def test_an_empty_form_says_so(hers: FlaskClient, people: dict[str, Person], edition: Edition) -> None:
    assert "Chưa đánh dấu bài nào." in hers.post(PAGE, data=read(), follow_redirects=True).text
    assert hers.get("/paper-lessons/khong-co").status_code == 404
    assert PAGE in hers.get("/paper-lessons").text


def test_whoever_began_an_older_edition_is_given_its_lessons(
    app: Flask, hers: FlaskClient, people: dict[str, Person], edition: Edition, tmp_path: Path
) -> None:
    lan, hue = people["lan"], people["hue"]
    hers.post(PAGE, data=read((lan, ["1"])))
    newer = published_course(tmp_path / "second", toml=COURSE_AGAIN)
    page = hers.get(PAGE).text
    assert page.index("Bản 2") < page.index(hue.full_name) < page.index("Bản 1") < page.index(lan.full_name)
    hers.post(PAGE, data=read((lan, ["2"]), (hue, ["2"])))
    phone_of(people["mai"]).post(app, url(newer, 1), mark(lan))
    taken = {(each.person_id, each.edition_id) for each in db.session.scalars(select(Enrolment))}
    assert taken == {(lan.id, edition.id), (hue.id, newer.id)}
    (done,) = db.session.scalars(select(Enrolment).where(Enrolment.completed_on.is_not(None)))
    assert done.person_id == lan.id


def test_whoever_finished_is_told_and_not_asked_again(
    hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    completed(people["lan"].id, edition)
    assert boxes_done(hers.get(PAGE).text, people["lan"]) == []
    hers.post(PAGE, data=read((people["lan"], ["1"])))
    assert {mode for _, _, mode, _ in marks()} == {Mode.SELF}


def test_a_lesson_from_a_phone_arrives_once_and_what_a_lost_phone_sends_waits(
    app: Flask, people: dict[str, Person], edition: Edition
) -> None:
    lan, mai_s = people["lan"], phone_of(people["mai"])
    body = mark(lan)
    answers = [mai_s.post(app, url(edition, 1), body).json for _ in range(2)]
    assert [each["state"] for each in answers] == ["kept", "kept"]
    assert marks() == {(lan.id, 1, Mode.PAPER, people["mai"].id)}
    mai_s.lose()
    assert mai_s.post(app, url(edition, 2), mark(lan)).json["state"] == "apart"
    row_id = db.session.scalars(select(SentApart.id)).one()
    client_of(app, people["mai"]).post(f"/receipts/apart/{row_id}/take")
    assert {number for _, number, _, _ in marks()} == {1, 2}


def test_the_page_is_kept_on_the_phone_and_linked_where_paper_is_entered(
    hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    assert hers.get(PAGE).headers["Kept-For"] == str(people["mai"].id)
    assert "/paper-lessons" in hers.get("/paper-results").text
    assert PAGE in hers.get("/learn/ghi-so-a0").text


def test_what_is_asked_again_is_begun_again_by_what_was_read_afterwards(shipped_app: Flask) -> None:
    hoa, helper = a_collaborator(), somebody("VC-1", "Lê Thị Mai", "vien_chuc_ds", Level.COMMUNE)
    edition = next(each for each in newest_editions() if each.course.slug == "bao-ve-tre-em")
    completed(hoa.id, edition)
    before, learner = clock.today(), Learner(hoa.id, helper.id)
    later = datetime.combine(before, datetime.min.time(), clock.VIETNAM) + timedelta(days=720, hours=9)
    with travel(later, tick=False):
        (reader,) = readers(edition.course, [hoa], clock.today())
        assert (reader.done, reader.finished_on) == (frozenset(), None)
        for day, rounds in ((before, [1]), (clock.today(), [1, 2])):
            enter_read(learner, edition.course, [1], day, clock.now())
            assert db.session.scalars(select(Enrolment.round).order_by(Enrolment.round)).all() == rounds
        (reader,) = readers(edition.course, [hoa], clock.today())
        assert [each.lesson for each in reader.lessons if each.id in reader.done] == [1]


def test_what_does_not_count_from_paper_is_said_beside_her_name(shipped_app: Flask) -> None:
    hoa = a_collaborator()
    asked = requirement("bao_ve_tre_em")
    course = next(each.course for each in newest_editions() if each.course.slug == "bao-ve-tre-em")
    for modes, told in ((["self", "paper"], []), (["self"], [asked])):
        asked.modes_accepted = modes
        db.session.commit()
        (reader,) = readers(course, [hoa], clock.today())
        assert reader.not_for == told


def test_the_page_asks_as_much_for_two_people_as_for_many(
    hers: FlaskClient, people: dict[str, Person], edition: Edition
) -> None:
    asked = []
    for more in (0, 12):
        unit = db.session.scalars(select(Unit).where(Unit.name == "Xã Tam Dương")).one()
        for number in range(more):
            person = make_collaborator(unit, f"Trần Thị Số {number}")
            enter_read(Learner(person.id, people["mai"].id), edition.course, [1], clock.today(), clock.now())
        db.session.commit()
        hers.get(PAGE)
        with statements() as seen:
            hers.get(PAGE)
        asked.append(len(seen))
    assert asked[0] == asked[1]


@pytest.mark.browser
def test_lessons_are_entered_without_a_network_for_two_people_and_arrive_once(
    app: Flask, page: Page, people: dict[str, Person], edition: Edition
) -> None:
    lan, hue, mai = people["lan"], people["hue"], people["mai"]
    with serve(app) as address:
        sign_in_on(page.context, app, address, mai)
        page.goto(address + PAGE)
        expect(page.get_by_text("Trang này đã giữ trên máy")).to_be_visible()
        page.context.set_offline(True)
        page.reload()
        of = {each.id: page.locator(f'[data-person="{each.id}"]') for each in (lan, hue)}
        of[lan.id].get_by_label("hết").check()
        expect(of[lan.id].locator("[data-step]:checked")).to_have_count(2)
        of[hue.id].get_by_label("Bài 2").check()
        page.get_by_label("Đọc ngày").fill("2999-01-01")
        page.get_by_role("button", name="Giữ các bài đã đọc").click()
        expect(page.get_by_text("Ngày này chưa tới.")).to_be_visible()
        page.get_by_label("Đọc ngày").fill(clock.today().isoformat())
        page.get_by_role("button", name="Giữ các bài đã đọc").click()
        expect(of[lan.id].locator("[data-said]")).to_contain_text("Bài 1, 2: đã giữ trên máy này")
        expect(page.locator("#say")).to_contain_text("3")
        page.reload()
        expect(of[hue.id].locator("[data-said]")).to_contain_text("Bài 2: đã giữ trên máy này")
        expect(of[hue.id].locator("[data-step]:disabled")).to_have_count(1)
        assert axe(page) == []
        assert {row["body"]["who"] for row in rows(page, "outbox")} == {lan.id, hue.id}
        page.context.set_offline(False)
        page.evaluate("lop520.flush()")
        wait_until_sent(page)
        expect(of[lan.id].locator("[data-said]")).to_contain_text("Bài 1, 2: đã gửi tới nơi.")
        expect(of[hue.id].locator("[data-said]")).to_contain_text("Bài 2: đã gửi tới nơi.")
    assert marks() == {
        (who, number, Mode.PAPER, mai.id) for who, number in ((lan.id, 1), (lan.id, 2), (hue.id, 2))
    }

"""A phone hands in what was played on it by its sending key: hers, her officer's, one that was lost."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from courses.models import SentApart, Step, StepCompletion
from courses.rules import keeping_apart
from lms.account.models import Device
from lms.base.database import db
from lms.people.models import Person, Posting
from lms.people.rules.granting import withdraw
from quizzes.exercise.grammar import read_exercise
from quizzes.models import Attempt
from quizzes.rules.publishing import publish
from tests.factories.account import client_of, sign_in
from tests.factories.coverage import requirement
from tests.factories.people import make_collaborator, make_officer, make_person, post_person
from tests.factories.phones import Phone, phone_of
from tests.factories.places import small_country
from tests.factories.quizzes import (
    AT_EIGHT,
    BERRIES,
    BEST_PATH,
    WORST_PATH,
    published_exercises,
    sent,
    source_of,
)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(AT_EIGHT + timedelta(hours=4), tick=False):
        yield


@pytest.fixture
def practice(app: Flask, tmp_path: Path) -> Step:
    with time_machine.travel(AT_EIGHT - timedelta(days=30)):
        return published_exercises(tmp_path)[0]


@pytest.fixture
def country(app: Flask) -> dict[str, Person]:
    """Lan of Tam Dương, her officer Mai, and an officer of another commune."""
    places = small_country()
    people = {
        "lan": make_collaborator(places.tam_duong),
        "mai": make_officer(places.tam_duong),
        "thu": make_officer(places.hoi_thinh, "Vũ Thị Thu"),
    }
    db.session.commit()
    return people


@pytest.fixture
def lan_s(country: dict[str, Person]) -> Phone:
    return phone_of(country["lan"])


def attempts() -> list[Attempt]:
    db.session.rollback()
    return list(db.session.scalars(select(Attempt)))


def test_it_is_kept_for_the_person_of_the_key_whoever_is_signed_in(
    app: Flask, practice: Step, lan: Person
) -> None:
    phone, hoa = phone_of(lan), make_person("Lê Thị Hoa", phone="0900000558")
    nobody, other = app.test_client(), client_of(app, hoa)
    answers = [
        client.post("/attempts", json=sent(practice.id), headers={"Sending-Key": phone.key})
        for client in (nobody, other)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json
    assert [each.person_id for each in attempts()] == [lan.id]


def test_what_the_phone_has_not_sent_is_noted_with_what_it_sends(
    app: Flask, practice: Step, lan_s: Phone
) -> None:
    lan_s.post(app, "/attempts", sent(practice.id), Unsent="3")
    lan_s.post(app, "/attempts", sent(practice.id), Unsent="²")
    assert db.session.scalars(select(Device.unsent)).all() == [3]


def test_it_is_kept_with_the_version_it_was_played_on_when_a_newer_one_came_in_between(
    app: Flask, practice: Step, lan_s: Phone
) -> None:
    changed = BERRIES.replace("Bé hỏi", "Em bé hỏi").replace("+2", "+1")
    assert read_exercise(changed)[0].scenes
    publish(source_of(changed), AT_EIGHT)
    db.session.commit()
    assert lan_s.post(app, "/attempts", sent(practice.id)).json["state"] == "kept"
    assert [each.version_id for each in attempts()] == [practice.frozen["version"]]


def test_her_officer_hands_in_what_she_did_with_help(
    app: Flask, practice: Step, country: dict[str, Person]
) -> None:
    lan, mai = country["lan"], country["mai"]
    body = sent(practice.id, who=lan.id, mode="read_aloud")
    assert phone_of(mai).post(app, "/attempts", body).status_code == 200
    (attempt,) = attempts()
    assert (attempt.person_id, attempt.helper_id, attempt.mode) == (lan.id, mai.id, "read_aloud")
    done = db.session.scalars(select(StepCompletion)).one()
    assert (done.mode, done.recorded_by_id) == ("read_aloud", mai.id)
    page = client_of(app, lan).get(f"/attempts/{attempt.id}").text
    assert "có người đọc hộ" in page
    assert "Lê Thị Mai" in page


@pytest.mark.parametrize("wrong", ["1970-01-01T07:00:00+07:00", "2026-11-18T08:00:00+07:00"])
def test_her_officer_hands_in_what_she_did_also_by_a_phone_whose_clock_stands_before_her_first_day(
    app: Flask, practice: Step, country: dict[str, Person], wrong: str
) -> None:
    recruit = make_person("Lê Thị Mới", phone="0900000559")
    unit = (
        db.session.scalars(select(Posting).where(Posting.person_id == country["lan"].id))
        .one()
        .post.places[0]
        .unit
    )
    post_person(recruit, unit, since=date(2026, 11, 20))
    db.session.commit()
    answer = phone_of(country["mai"]).post(
        app, "/attempts", sent(practice.id, who=recruit.id, mode="together", finished_at=wrong)
    )
    assert answer.status_code == 200
    assert [each.person_id for each in attempts()] == [recruit.id]


def test_an_officer_who_has_left_hands_in_what_she_helped_with_while_she_was_in_office(
    app: Flask, practice: Step, country: dict[str, Person]
) -> None:
    lan, mai = country["lan"], country["mai"]
    phone = phone_of(mai)
    withdraw(mai.grants[0], AT_EIGHT.date())
    db.session.commit()
    before, since = (AT_EIGHT - timedelta(days=2)).isoformat(), AT_EIGHT.isoformat()
    late = [
        phone.post(app, "/attempts", sent(practice.id, who=lan.id, id=str(uuid.uuid4()), finished_at=moment))
        for moment in (before, since)
    ]
    assert [answer.status_code for answer in late] == [200, 403]
    assert [each.helper_id for each in attempts()] == [mai.id]


def test_nobody_else_hands_in_for_her_and_the_phone_keeps_it(
    app: Flask, practice: Step, country: dict[str, Person]
) -> None:
    for helper in (country["thu"], country["lan"]):
        answer = phone_of(helper).post(app, "/attempts", sent(practice.id, who=country["mai"].id))
        assert answer.status_code == 403
        assert "viên chức" in answer.json["error"]
    assert attempts() == []


def test_with_less_help_the_next_time_the_step_counts_as_done_with_less(
    app: Flask, practice: Step, country: dict[str, Person], lan_s: Phone
) -> None:
    lan, mai = country["lan"], phone_of(country["mai"])
    mai.post(app, "/attempts", sent(practice.id, who=lan.id, mode="together"))
    lan_s.post(app, "/attempts", sent(practice.id, id=str(uuid.uuid4())))
    mai.post(app, "/attempts", sent(practice.id, who=lan.id, mode="together", id=str(uuid.uuid4())))
    db.session.rollback()
    assert db.session.scalars(select(StepCompletion.mode)).all() == ["self"]
    assert len(attempts()) == 3


def test_what_was_done_with_help_counts_as_practice_only_where_it_has_to_be_done_alone(
    app: Flask, practice: Step, country: dict[str, Person]
) -> None:
    lan, mai = country["lan"], phone_of(country["mai"])
    post = db.session.scalars(select(Posting).where(Posting.person_id == lan.id)).one().post
    (given,) = practice.section.edition.competencies
    requirement("tu_ghi_so", "Tự ghi sổ", [post.role]).competency = given.competency
    db.session.commit()
    phone, seen = client_of(app, lan), []
    for mode in ("together", "self"):
        body = sent(practice.id, id=str(uuid.uuid4()), who=lan.id, mode=mode)
        seen.append(phone.get(mai.post(app, "/attempts", body).json["url"]).text)
    assert "chỉ tính là luyện tập" in seen[0]
    assert "chỉ tính là luyện tập" not in seen[1]


def test_what_a_lost_phone_sends_is_kept_apart_once_and_counts_for_nothing(
    app: Flask, practice: Step, lan_s: Phone
) -> None:
    lan_s.lose()
    answers = [lan_s.post(app, "/attempts", sent(practice.id)).json for _ in range(3)]
    assert answers[0]["state"] == "apart"
    assert answers[0]["receipt"] is None
    assert answers[0] == answers[1] == answers[2]
    assert attempts() == []
    assert db.session.scalars(select(StepCompletion)).all() == []
    assert db.session.scalars(select(SentApart)).one().content["path"] == BEST_PATH


def test_what_was_kept_apart_is_taken_over_for_the_day_on_which_it_was_done(
    app: Flask, practice: Step, country: dict[str, Person], lan_s: Phone
) -> None:
    lan_s.lose()
    yesterday = AT_EIGHT - timedelta(days=1)
    lan_s.post(app, "/attempts", sent(practice.id, finished_at=yesterday.isoformat()))
    row_id = db.session.scalars(select(SentApart.id)).one()
    stranger, mai = client_of(app, country["thu"]), client_of(app, country["mai"])
    assert stranger.post(f"/receipts/apart/{row_id}/take").status_code == 404
    assert "Trần Thị Lan" in mai.get("/receipts").text
    assert "chờ quyết định" in mai.get("/").text
    assert mai.post(f"/receipts/apart/{row_id}/take").status_code == 303
    (attempt,) = attempts()
    assert (attempt.person_id, attempt.helper_id) == (country["lan"].id, None)
    assert db.session.scalars(select(StepCompletion.occurred_on)).all() == [date(2026, 11, 19)]
    mai.post(f"/receipts/apart/{row_id}/leave")
    assert "đã có người quyết định" in mai.get("/receipts").text
    assert len(attempts()) == 1


def test_what_is_taken_over_after_something_else_was_handed_in_is_said_to_stand_beside_it(
    app: Flask, practice: Step, country: dict[str, Person], lan_s: Phone
) -> None:
    lan_s.lose()
    lan_s.post(app, "/attempts", sent(practice.id))
    row_id, lan = db.session.scalars(select(SentApart.id)).one(), client_of(app, country["lan"])
    assert lan.post("/attempts", json=sent(practice.id, WORST_PATH)).json["state"] == "kept"
    lan.post(f"/receipts/apart/{row_id}/take")
    page = lan.get("/receipts").text
    assert "bài được tính từ bây giờ" not in page
    assert "vẫn được giữ lại bên cạnh" in page
    assert [each.path for each in attempts()] == [WORST_PATH]


def test_what_is_left_apart_stays_kept_and_waits_no_more(
    app: Flask, practice: Step, country: dict[str, Person], lan_s: Phone
) -> None:
    lan_s.lose()
    lan_s.post(app, "/attempts", sent(practice.id))
    row_id = db.session.scalars(select(SentApart.id)).one()
    lan = client_of(app, country["lan"])
    lan.post(f"/receipts/apart/{row_id}/leave")
    assert "Không tính" not in lan.get("/receipts").text.split("</h1>")[1].split("<footer")[0]
    assert db.session.scalars(select(SentApart.taken)).all() == [False]
    assert attempts() == []


def test_a_lost_phone_cannot_fill_the_database(
    app: Flask, practice: Step, lan_s: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_apart, "MOST_WAITING", 2)
    lan_s.lose()
    for number, status in ((1, 200), (2, 200), (3, 429), (1, 200)):
        answer = lan_s.post(app, "/attempts", sent(practice.id, id=str(uuid.UUID(int=number))))
        assert answer.status_code == status
    assert len(db.session.scalars(select(SentApart)).all()) == 2


def test_a_path_that_nobody_can_have_walked_is_refused_in_a_sentence_and_kept(
    app: Flask, practice: Step, country: dict[str, Person], lan_s: Phone
) -> None:
    answer = lan_s.post(app, "/attempts", sent(practice.id, [[0, 1], [3, 0]]))
    assert answer.status_code == 422
    assert "Bước 2" in answer.json["error"]
    assert db.session.scalars(select(SentApart)).one().content["path"] == [[0, 1], [3, 0]]
    page = client_of(app, country["lan"]).get("/receipts").text
    assert "Hái quả trong rừng" in page
    assert "Tính kết quả này" not in page


def test_pages_read_are_handed_in_by_key_too_and_kept_apart_from_a_lost_phone(
    app: Flask, practice: Step, country: dict[str, Person], lan_s: Phone
) -> None:
    page = practice.section.steps[0]
    url, mai = f"/learn/steps/{page.id}/done", phone_of(country["mai"])
    lan_s.lose()
    body = {"id": str(uuid.uuid4()), "on": "2026-11-18"}
    for _ in range(2):
        assert lan_s.post(app, url, body).json == {"state": "apart", "receipt": None, "done": None}
    row_id = db.session.scalars(select(SentApart.id)).one()
    assert db.session.scalars(select(StepCompletion)).all() == []
    client_of(app, country["lan"]).post(f"/receipts/apart/{row_id}/take")
    assert db.session.scalars(select(StepCompletion.occurred_on)).all() == [date(2026, 11, 18)]
    assert mai.post(app, url, {"who": country["thu"].id}).status_code == 403
    assert mai.post(app, url, {"who": "Lan"}).status_code == 400


def test_a_wrong_clock_is_told_of_where_the_attempt_is_shown(
    app: Flask, practice: Step, country: dict[str, Person], lan_s: Phone
) -> None:
    said = []
    for number, wrong in enumerate((timedelta(days=2), timedelta(days=-2), timedelta())):
        moment = (AT_EIGHT + wrong).isoformat()
        body = sent(practice.id, WORST_PATH, id=str(uuid.UUID(int=number)), finished_at=moment)
        url = lan_s.post(app, "/attempts", body).json["url"]
        client = app.test_client()
        sign_in(client, country["lan"])
        said.append(client.get(url).text)
    assert "22/11/2026" in said[0]
    assert "không thể đúng" in said[0]
    assert "18/11/2026" in said[1]
    assert "20/11/2026" in said[2]

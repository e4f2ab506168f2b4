"""A learner opens a section: the bundle, its policy, its price, its memory."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from courses.formats.bundle import HEADER_BYTES, WIRE_BUDGET, digest
from courses.library import read_course
from courses.models import Bundle, Edition, Enrolment
from courses.rules.publishing import publish
from lms.account.models import SignInSession
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.web.reading import AT_ONCE
from tests.browser import serve
from tests.factories.account import sign_in
from tests.factories.courses import KINDS, completed, published_course, steps
from tests.factories.servers import bytes_on_the_wire
from tests.factories.statements import statements

SECTION = "/learn/ghi-so-a0/1"


@pytest.fixture
def lan(app: Flask) -> Person:
    person = Person(code="CB000001", full_name="Nguyễn Thị Lan")
    db.session.add(person)
    db.session.commit()
    return person


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    return published_course(tmp_path)


@pytest.fixture
def learner(client: FlaskClient, lan: Person) -> FlaskClient:
    sign_in(client, lan)
    return client


@pytest.mark.parametrize("accepted", ["br, gzip", "gzip, deflate", "identity"])
def test_it_comes_in_the_form_the_browser_reads(
    learner: FlaskClient, edition: Edition, accepted: str
) -> None:
    answer = learner.get(SECTION, headers={"Accept-Encoding": accepted})
    undo = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
        answer.headers.get("Content-Encoding", ""), bytes
    )
    assert answer.headers.get("Content-Encoding", "identity") == accepted.split(",")[0]
    assert "Nội dung bài 1." in undo(answer.data).decode()


def test_its_policy_allows_exactly_its_own_script_and_style(learner: FlaskClient, edition: Edition) -> None:
    answer = learner.get(SECTION)
    policy, html = answer.headers["Content-Security-Policy"], answer.text
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert (scripts, len(styles)) == ([AT_ONCE], 1)
    assert f"script-src 'self' '{digest(AT_ONCE)}' '{digest('')}';style-src '{digest(styles[0])}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\s(style|on[a-z]+)=", re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL))


def test_nothing_in_it_is_personal(learner: FlaskClient, lan: Person, edition: Edition) -> None:
    html = learner.get(SECTION).text
    assert lan.full_name not in html
    assert lan.code not in html
    assert "csrf_token" not in html


def test_the_same_again_costs_no_body(learner: FlaskClient, edition: Edition) -> None:
    first = learner.get(SECTION)
    again = learner.get(SECTION, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_it_costs_one_read_and_another_of_what_nobody_has_asked_for_lately(
    learner: FlaskClient, edition: Edition
) -> None:
    learner.get("/learn")  # once a month an answer renews the cookies
    with statements() as first:
        assert learner.get(SECTION).status_code == 200
    with statements() as again:
        assert learner.get(SECTION).status_code == 200
    with statements() as state:
        assert learner.get(f"{SECTION}/state").status_code == 200
    assert len(first) <= 2
    assert len(again) == len(state) == 1
    assert all(each.startswith("SELECT") for each in (*first, *again, *state))


def test_nobody_is_asked_to_sign_in_and_a_sign_in_that_was_ended_counts_no_longer(
    client: FlaskClient, lan: Person, edition: Edition
) -> None:
    def answers() -> list[int]:
        return [client.get(address).status_code for address in (SECTION, f"{SECTION}/state")]

    assert answers() == [302, 302]
    sign_in(client, lan)
    assert answers() == [200, 200]
    session = db.session.scalars(select(SignInSession)).one()
    session.revoked_at = clock.now()
    db.session.commit()
    assert answers() == [302, 302]
    assert client.get(SECTION).headers["Location"].startswith("/sign-in?next=")
    assert client.get(f"{SECTION}/state", headers={"Accept": "application/json"}).status_code == 401


def test_it_is_opened_on_either_database_by_who_is_signed_in_only(both_demo_app: Flask) -> None:
    section, client = "/learn/bao-ve-tre-em/1", both_demo_app.test_client()
    assert [client.get(address).status_code for address in (section, f"{section}/state")] == [302, 302]
    person = person_by_code("TD-C001")
    assert person
    sign_in(client, person)
    assert "<html" in client.get(section).text
    assert client.get(f"{section}/state").get_json()["who"] == person.id


def test_what_is_known_of_a_section_is_sent_again_only_once_it_changed(
    learner: FlaskClient, edition: Edition
) -> None:
    def state(**headers: str) -> TestResponse:
        return learner.get(f"{SECTION}/state", headers=headers)

    before = state().headers["ETag"]
    again = state(**{"If-None-Match": before})
    assert (again.status_code, again.data, again.headers["Cache-Control"]) == (304, b"", "private, no-cache")
    learner.post(f"/learn/steps/{steps(edition)[0].id}/done")
    assert state(**{"If-None-Match": before}).status_code == 200


def test_each_language_is_a_whole_page_of_its_own(learner: FlaskClient, edition: Edition) -> None:
    with learner.session_transaction() as cookie:
        cookie["language"] = "en"
    html = learner.get(SECTION).text
    assert '<html lang="en">' in html
    assert "I have read this" in html
    assert "Tôi đã đọc xong" not in html


def test_an_unknown_section_and_an_unpublished_course_are_absent(
    learner: FlaskClient, edition: Edition
) -> None:
    assert learner.get("/learn/ghi-so-a0/2").status_code == 404
    assert learner.get("/learn/khong-co/1").status_code == 404
    edition.published_at = None
    db.session.commit()
    assert learner.get(SECTION).status_code == 404
    assert learner.get("/learn/ghi-so-a0").status_code == 404
    first = steps(edition)[0].id
    assert learner.post(f"/learn/steps/{first}/done").status_code == 404


def test_the_state_says_what_is_done(learner: FlaskClient, lan: Person, edition: Edition) -> None:
    first = steps(edition)[0].id
    assert learner.get(f"{SECTION}/state").get_json() == {"who": lan.id, "done": []}
    learner.post(f"/learn/steps/{first}/done")
    assert learner.get(f"{SECTION}/state").get_json() == {"who": lan.id, "done": [first]}


def test_looking_begins_nothing(learner: FlaskClient, edition: Edition) -> None:
    for address in ("/learn", "/learn/ghi-so-a0", SECTION, f"{SECTION}/state"):
        assert learner.get(address).status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 0


def test_who_has_begun_an_edition_reads_it_to_the_end(
    learner: FlaskClient, lan: Person, edition: Edition, tmp_path: Path
) -> None:
    first, second = steps(edition)
    learner.post(f"/learn/steps/{first.id}/done")
    lesson = tmp_path / "ghi-so-a0/vi/02-bai.md"
    lesson.write_text("# Ghi hộ mới\n\nNội dung đã đổi.\n", "utf-8")
    assert publish(read_course(tmp_path / "ghi-so-a0"), KINDS, clock.now()) is not None
    db.session.commit()
    assert "Nội dung bài 2." in learner.get(SECTION).text
    learner.post(f"/learn/steps/{second.id}/done")
    assert "Nội dung đã đổi." in learner.get(SECTION).text


def test_what_arrives_is_what_was_reckoned(
    app: Flask, learner: FlaskClient, edition: Edition, lan: Person
) -> None:
    learner.get("/learn")  # once a month an answer renews the cookie, which is no part of the reckoning
    cookie = learner.get_cookie("session")
    assert cookie
    with serve(app) as base:
        sent = bytes_on_the_wire(base, SECTION, f"session={cookie.value}")
    bundle = db.session.scalars(select(Bundle).where(Bundle.language == "vi")).one()
    assert sent <= bundle.wire_bytes <= WIRE_BUDGET
    assert bundle.wire_bytes == len(bundle.brotli) + HEADER_BYTES


def test_a_finished_course_can_be_read_again(learner: FlaskClient, lan: Person, edition: Edition) -> None:
    completed(lan.id, edition)
    assert "Nội dung bài 1." in learner.get(SECTION).text
    assert "Đã học xong" in learner.get("/learn/ghi-so-a0").text

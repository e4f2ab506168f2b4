"""Places with nobody trained: what the words say holds for any span and any way of counting."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, EndReason, Posting
from lms.people.queries import postings_of
from lms.people.rules.merging import merge
from lms.people.rules.posting import close_post, end
from lms.places.queries import subtree_ids
from lms.staffing.models.untrained import Grain
from lms.staffing.rules.untrained_places import untrained_places
from tests.factories.account import client_of
from tests.factories.people import make_asker, make_collaborator, make_officer, make_person, post_person
from tests.factories.places import unit
from tests.factories.standards import a_class

ASKED = "bao_ve_tre_em"


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def serving(name: str, hamlet: str, *, trained: bool = False) -> Posting:
    person = make_collaborator(unit(), name, hamlet=hamlet)
    db.session.commit()
    if trained:
        a_class(person, ASKED, date(2025, 9, 1))
    return postings_of(person.id)[0]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_n16_a_post_that_was_closed_is_no_place_of_today(shipped_app: Flask) -> None:
    closed = serving("Trần Thị Lan", "Thôn Đông")
    serving("Lê Thị Cúc", "Thôn Đông")
    close_post(closed.post, date(2026, 3, 1), EndReason.OTHER.value)
    db.session.commit()
    day, scope = clock.today(), subtree_ids([unit().id], clock.today())
    year = date(2026, 1, 1), date(2027, 1, 1)
    found = untrained_places(scope, [ASKED], year, day, Grain.POST)
    assert (found.asked, len(found.places)) == (1, 1)
    assert found.places[0].days == 326


def test_n16_of_a_span_that_is_over_the_page_does_not_speak_of_now(shipped_app: Flask) -> None:
    gone = serving("Trần Thị Lan", "Thôn Đông")
    end(gone, date(2026, 5, 1), EndReason.RETIRED.value)
    db.session.commit()
    officer = client_of(shipped_app, make_officer(unit()))
    page = words(officer.get(f"/untrained-places?requirement={ASKED}&since=2026-01-01&until=2026-03-31").text)
    assert "Trần Thị Lan" in page
    assert "Hiện phụ trách" not in page
    assert "Người phụ trách ngày 31/03/2026" in page
    assert "đến ngày cuối còn 2 nơi chưa có ai" in page
    assert "01/01/2026 đến hết 31/03/2026" in page


def test_n16_where_nothing_is_asked_nobody_is_said_to_be_trained(shipped_app: Flask) -> None:
    officer = client_of(shipped_app, make_asker(AccessRole.OFFICER, unit()))
    page = words(officer.get(f"/untrained-places?requirement={ASKED}").text)
    assert "cũng có người đã được đào tạo" not in page
    assert "Những ngày này ở đây không có yêu cầu nào" in page


def test_n16_of_all_requirements_the_page_says_how_a_place_is_counted(shipped_app: Flask) -> None:
    serving("Trần Thị Lan", "Thôn Đông")
    officer = client_of(shipped_app, make_officer(unit()))
    said = "Một nơi có bao nhiêu yêu cầu thì được tính bấy nhiêu lần."
    assert said in officer.get("/untrained-places?requirement=").text
    assert said not in officer.get(f"/untrained-places?requirement={ASKED}").text
    assert officer.get("/untrained-places.xlsx?requirement=").status_code == 200


def test_n16_of_days_still_to_come_nothing_is_said(shipped_app: Flask) -> None:
    officer = client_of(shipped_app, make_officer(unit()))
    answer = officer.get("/untrained-places?since=2027-01-01&until=2027-03-31")
    assert answer.status_code == 400
    assert "Những ngày này chưa đến." in answer.text


def test_vacant_posts_name_who_was_merged_as_who_is_kept(both_shipped_app: Flask) -> None:
    kept, twin = make_person("Trần Thị Lan", phone="0900000777"), make_person("Trần Thị Lann", phone=None)
    posting = post_person(twin, unit(), hamlet="Thôn Đông")
    end(posting, date(2026, 5, 1), EndReason.RETIRED.value)
    merge(kept, twin, by=None)
    db.session.commit()
    page = words(client_of(both_shipped_app, make_officer(unit())).get("/vacant-posts").text)
    assert "Trần Thị Lann" not in page
    assert "0900 000 777" in page

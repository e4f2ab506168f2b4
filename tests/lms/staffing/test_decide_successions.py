"""A head says where each hamlet of a split commune belongs; nobody else can."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import AccessRole, Grant, Person, PostPlace
from lms.people.queries import postings_of
from lms.people.rules.granting import grant
from lms.people.rules.moving import catch_up
from tests.browser import PHONE, axe, patient, serve
from tests.factories.account import give_password, sign_in
from tests.factories.people import make_asker, make_collaborator, make_officer, post_person
from tests.factories.places import MERGER
from tests.factories.successions import SplitCommune, split_commune


@pytest.fixture
def split(app: Flask) -> SplitCommune:
    return split_commune()


@pytest.fixture
def head(app: Flask, split: SplitCommune) -> FlaskClient:
    return visitor(app, make_asker(AccessRole.HEAD, split.small.phu_tho))


@pytest.fixture
def asked(app: Flask) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


def visitor(app: Flask, person: Person) -> FlaskClient:
    client = app.test_client()
    sign_in(client, person)
    return client


def send(client: FlaskClient, address: str, data: dict[str, Any]) -> TestResponse:
    """Send a form with the token of the start page."""
    token = client.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(address, data={"csrf_token": token, **data})


def unit_of(person: Person) -> str:
    db.session.expire_all()
    return postings_of(person.id)[0].post.places[-1].unit.name


def choice(split: SplitCommune, hamlet: str, part: int, shown: int = 0) -> dict[str, str]:
    name = f"hamlet-{split.hamlet(hamlet).id}"
    return {name: str(part), f"shown-{name}": str(shown)}


def test_she_is_asked_hamlet_by_hamlet(head: FlaskClient, split: SplitCommune) -> None:
    page = head.get("/successions").text
    assert "Xã Duy Phiên, Huyện Tam Dương" in page
    assert "4 vị trí chờ quyết định" in page
    page = head.get(f"/successions/{split.unit.id}").text
    assert "Thôn Đông thuộc đơn vị nào?" in page
    assert "Trần Thị Lan" in page
    assert "Xã Tam Dương (nhận phần lớn địa bàn)" in page
    assert page.count("Chưa quyết định") == 3


def test_what_is_proposed_is_filled_in_only_when_she_asks_and_kept_only_when_she_saves(
    head: FlaskClient, split: SplitCommune
) -> None:
    page = head.get(f"/successions/{split.unit.id}?proposed=1").text
    assert page.count(f'value="{split.small.tam_duong.id}" ') == 3
    assert "Điền sẵn theo đề xuất" not in page
    assert unit_of(split.lan) == "Tỉnh Phú Thọ"


def test_a_hamlet_goes_where_she_says_and_back(head: FlaskClient, split: SplitCommune) -> None:
    part = split.small.hoi_thinh.id
    answer = send(head, f"/successions/{split.unit.id}", choice(split, "Thôn Đông", part))
    assert answer.status_code == 303
    assert (unit_of(split.lan), unit_of(split.sen)) == ("Xã Hội Thịnh", "Xã Hội Thịnh")
    assert unit_of(split.mai) == "Tỉnh Phú Thọ"
    send(head, f"/successions/{split.unit.id}", choice(split, "Thôn Đông", 0, shown=part))
    assert unit_of(split.lan) == "Tỉnh Phú Thọ"


def test_what_somebody_else_decided_meanwhile_is_not_undone(head: FlaskClient, split: SplitCommune) -> None:
    first, second = split.small.hoi_thinh.id, split.small.tam_duong.id
    send(head, f"/successions/{split.unit.id}", choice(split, "Thôn Đông", first))
    send(head, f"/successions/{split.unit.id}", choice(split, "Thôn Đông", second, shown=0))
    assert unit_of(split.lan) == "Xã Hội Thịnh"


@pytest.mark.parametrize("part", ["999999", "xyz", "-1"])
def test_a_part_that_is_none_changes_nothing(head: FlaskClient, split: SplitCommune, part: str) -> None:
    name = f"hamlet-{split.hamlet('Thôn Đông').id}"
    data = {name: part, f"shown-{name}": "0"}
    assert send(head, f"/successions/{split.unit.id}", data).status_code in (303, 400)
    assert unit_of(split.lan) == "Tỉnh Phú Thọ"


def test_a_head_of_another_province_and_an_officer_of_a_part_do_not_decide(
    app: Flask, split: SplitCommune
) -> None:
    elsewhere = visitor(app, make_asker(AccessRole.HEAD, split.small.tam_duong, "Đỗ Thị Xa"))
    officer = visitor(app, make_officer(split.small.tam_duong))
    data = choice(split, "Thôn Đông", split.small.tam_duong.id)
    for client, code in ((elsewhere, 404), (officer, 403)):
        assert client.get(f"/successions/{split.unit.id}").status_code == code
        assert send(client, f"/successions/{split.unit.id}", data).status_code == code
    assert "Duy Phiên" not in elsewhere.get("/successions").text
    assert unit_of(split.lan) == "Tỉnh Phú Thọ"


def test_who_looks_at_the_names_is_noted(head: FlaskClient, split: SplitCommune) -> None:
    head.get(f"/successions/{split.unit.id}")
    subjects = db.session.scalars(select(AccessLogEntry.subject)).all()
    assert f"posts of a split unit {split.unit.id}" in subjects


def test_the_start_page_counts_what_waits_for_her(head: FlaskClient) -> None:
    assert "4 vị trí ở xã bị chia chờ quyết định" in head.get("/").text


def test_a_page_asks_the_database_as_often_for_many_posts_as_for_few(
    head: FlaskClient, split: SplitCommune, asked: list[str]
) -> None:
    def statements(address: str) -> int:
        head.get(address)
        asked.clear()
        head.get(address)
        return len(asked)

    addresses = ("/successions", f"/successions/{split.unit.id}")
    few = [statements(each) for each in addresses]
    for number in range(12):
        make_collaborator(split.unit, f"Lê Thị {'ABCDEFGHIKLM'[number]}", hamlet=f"Thôn {number}")
        make_collaborator(split.small.hop_hoa, f"Lý Thị {'ABCDEFGHIKLM'[number]}", hamlet=f"Thôn {number}")
    catch_up(MERGER)
    db.session.commit()
    many = [statements(each) for each in addresses]
    assert len(db.session.scalars(select(PostPlace).where(PostPlace.split_unit_id.is_not(None))).all()) == 16
    assert many[1] == few[1]
    assert many[0] <= few[0] + 1  # the list of whole units is no longer empty


def test_access_follows_the_whole_successor_and_waits_where_there_is_none(app: Flask) -> None:
    split = split_commune()
    whole = make_asker(AccessRole.OFFICER, split.small.kim_long, "Lê Thị Toàn")
    half = make_asker(AccessRole.OFFICER, split.unit, "Lê Thị Phần")
    catch_up(MERGER)
    db.session.commit()
    assert [(each.unit.name, each.valid_until) for each in whole.grants] == [
        ("Thị trấn Kim Long", MERGER),
        ("Xã Tam Dương", None),
    ]
    assert [each.unit for each in half.grants_on(MERGER)] == [split.unit]
    administrator = visitor(app, make_asker(AccessRole.ADMINISTRATOR, split.small.country))
    assert "Lê Thị Phần" in administrator.get("/successions").text
    (waiting,) = half.grants
    data = {"part": [str(split.small.hoi_thinh.id), str(split.small.tam_duong.id)]}
    send(administrator, f"/successions/grants/{waiting.id}", data)
    assert {each.unit.code for each in half.grants_on(MERGER)} == {"08905", "08869"}
    assert "Lê Thị Phần" not in administrator.get("/successions").text


def test_access_over_a_split_unit_can_end_and_goes_to_no_other_unit(app: Flask) -> None:
    split = split_commune()
    half = make_asker(AccessRole.OFFICER, split.unit, "Lê Thị Phần")
    administrator = visitor(app, make_asker(AccessRole.ADMINISTRATOR, split.small.country))
    (waiting,) = half.grants
    send(administrator, f"/successions/grants/{waiting.id}", {"part": str(split.small.phu_tho.id)})
    assert db.session.get_one(Grant, waiting.id).valid_until is None
    send(administrator, f"/successions/grants/{waiting.id}", {})
    assert db.session.get_one(Grant, waiting.id).valid_until is None
    send(administrator, f"/successions/grants/{waiting.id}", {"end": "1"})
    assert db.session.get_one(Grant, waiting.id).valid_until == MERGER


def test_a_grant_that_follows_twice_is_given_once(app: Flask) -> None:
    split = split_commune()
    person = make_asker(AccessRole.OFFICER, split.small.kim_long, "Lê Thị Toàn")
    grant(person, AccessRole.OFFICER, split.small.hop_hoa, MERGER.replace(year=2022))
    post_person(person, split.small.hop_hoa)
    catch_up(MERGER)
    catch_up(MERGER)
    db.session.commit()
    assert [each.unit.name for each in person.grants_on(MERGER)] == ["Xã Tam Dương"]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["Tiếng Việt", "English"])
def test_nothing_stands_in_the_way_of_deciding(
    app: Flask, split: SplitCommune, browser: Browser, language: str
) -> None:
    administrator = make_asker(AccessRole.ADMINISTRATOR, split.small.country)
    make_asker(AccessRole.OFFICER, split.unit, "Lê Thị Phần")
    give_password(administrator)
    code, address = administrator.code, f"/successions/{split.unit.id}"
    with serve(app) as base, browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = patient(context).new_page()
        page.goto(f"{base}/sign-in")
        page.locator("#login").fill(code)
        page.locator("#secret").fill("hoa ban nở tháng ba")
        page.locator("main").get_by_role("button").click()
        page.wait_for_url(f"{base}/")
        if language == "English":
            page.get_by_role("button", name=language, exact=True).click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
        for each in ("/successions", address, f"{address}?proposed=1", "/unit-changes", "/unit-changes/new"):
            page.goto(base + each)
            assert axe(page) == [], each
            assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), each

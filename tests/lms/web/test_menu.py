"""The menu offers what somebody may open, and marks where she is."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base.database import db
from lms.people.queries import person_by_code
from tests.factories.account import sign_in
from tests.factories.people import make_person


@pytest.fixture
def lan(app: Flask) -> FlaskClient:
    """Somebody without any permission, signed in."""
    person = make_person("Trần Thị Lan")
    db.session.commit()
    client = app.test_client()
    sign_in(client, person)
    return client


def entries(client: FlaskClient, address: str) -> list[tuple[str, bool]]:
    """The addresses in the menu of a page, each with whether it is marked."""
    menu = client.get(address).text.split('class="menu-list"')[1].split("</ul>")[0]
    found = re.findall(r'<a href="([^"]+)"( aria-current="page")?>', menu)
    return [(href, bool(mark)) for href, mark in found]


def test_a_stranger_has_no_menu(client: FlaskClient) -> None:
    assert "menu-list" not in client.get("/").text


def test_what_needs_a_permission_is_not_offered_without_it(lan: FlaskClient) -> None:
    addresses = [address for address, _ in entries(lan, "/")]
    assert addresses[-1] == "/account"
    assert all(lan.get(address).status_code in (200, 302) for address in addresses)


def test_exactly_the_page_being_shown_is_marked(lan: FlaskClient) -> None:
    assert [address for address, marked in entries(lan, "/account") if marked] == ["/account"]
    assert [address for address, marked in entries(lan, "/") if marked] == []


def test_a_page_below_an_entry_marks_it(lan: FlaskClient) -> None:
    assert [address for address, marked in entries(lan, "/account/devices") if marked] == ["/account"]


def test_pages_about_people_mark_the_people_whatever_part_shows_them(demo_app: Flask) -> None:
    officer, other = person_by_code("TD-X01"), person_by_code("TD-C001")
    assert officer
    assert other
    client = demo_app.test_client()
    sign_in(client, officer)
    for address in ("/people/new", "/slips", f"/people/{other.id}/card", f"/people/{other.id}/evidence"):
        menu = client.get(address).text
        marked = set(re.findall(r'<a href="([^"]+)" aria-current="page">', menu.split("<main")[0]))
        assert marked == {"/people"}, address


def test_every_page_that_stands_under_an_entry_names_one(app: Flask) -> None:
    named = {getattr(view, "stands_under", None) for view in app.view_functions.values()} - {None}
    assert named <= {item.endpoint for item in app.extensions["menu"]}


def test_the_entries_of_work_come_first_and_one_s_own_stand_last(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    client = demo_app.test_client()
    sign_in(client, head)
    addresses = [address for address, _ in entries(client, "/")]
    assert addresses[0] == "/coverage"
    own = addresses[addresses.index("/learn") :]
    assert own[:2] == ["/learn", "/inbox"]
    assert own[-1] == "/account"
    assert len(own) <= 5


def test_what_belongs_together_opens_from_one_word(demo_app: Flask) -> None:
    administrator = person_by_code("DEMO-QT")
    assert administrator
    client = demo_app.test_client()
    sign_in(client, administrator)
    wide = client.get("/people").text.split('class="menu-work"')[1].split("</nav>")[0]
    (here,) = re.findall(r'<summary class="menu-here">(.+)</summary>', wide)
    assert here == "Nhân sự"
    groups = re.findall(r"<summary[^>]*>(.+)</summary>", wide)
    assert groups == sorted(set(groups), key=groups.index), "each group opens once"
    assert re.search(r'<a href="/people" aria-current="page">', wide)

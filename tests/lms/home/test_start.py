"""The start page: a welcome for strangers, the next thing for everybody else, a way on for all."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.account.demo import ROLES
from lms.base.database import db
from lms.people.queries import person_by_code
from tests.factories.account import sign_in
from tests.factories.people import make_person


def test_a_stranger_is_told_what_this_is_and_where_to_sign_in(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Nơi học tập của người làm công tác dân số và trẻ em" in page
    assert 'href="/sign-in"' in page
    assert 'href="tel:111"' in page


def test_somebody_with_nothing_to_learn_is_told_whom_to_ask(app: Flask, client: FlaskClient) -> None:
    person = make_person("Trần Thị Lan")
    db.session.commit()
    sign_in(client, person)
    page = client.get("/").text
    assert 'Xin chào <span class="whole">Trần Thị Lan</span>' in page
    assert "Hiện chưa có bài cần học" in page


@pytest.mark.parametrize("code", [code for _, code in ROLES])
def test_every_link_of_every_role_leads_somewhere(demo_app: Flask, code: str) -> None:
    person = person_by_code(code)
    assert person
    client = demo_app.test_client()
    sign_in(client, person)
    page = client.get("/")
    assert page.status_code == 200
    links = {link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page.text)}
    assert links
    for link in links:
        with client.get(link) as answer:
            assert answer.status_code in (200, 302, 303), link


def test_the_one_next_thing_comes_before_all_that_others_put_on_the_page(demo_app: Flask) -> None:
    person = person_by_code("TD-C001")
    assert person
    client = demo_app.test_client()
    sign_in(client, person)
    main = client.get("/").text.split("<main")[1]
    assert main.index("card-next") < main.index("notice")
    assert 'id="all-pages"' not in main

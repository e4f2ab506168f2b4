"""The plan follows the posts at once: their union, each thing once, from the first day to the last."""

from datetime import timedelta

import pytest
from flask import Flask

from courses.rules.planning import Entry, plan
from lms.base import clock
from lms.base.database import db
from lms.people.models import EndReason, Level, Person
from lms.people.rules.posting import end
from tests.factories.account import client_of
from tests.factories.people import make_person, post_person
from tests.factories.places import unit

TAM_DUONG = "08869"


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    return make_person("Trần Thị Lan")


def asked(person: Person) -> dict[str, list[str]]:
    """By course, the requirements that ask her for it today."""
    entries: list[Entry] = plan(person.id, clock.today())
    return {
        each.edition.course.slug: [one.code for one in each.asked_by] for each in entries if each.asked_by
    }


def test_a_newcomer_has_her_path_on_the_day_of_her_post(shipped_app: Flask, lan: Person) -> None:
    db.session.commit()
    assert asked(lan) == {}
    assert "button-big" not in client_of(shipped_app, lan).get("/").text
    post_person(lan, unit(TAM_DUONG), since=clock.today())
    db.session.commit()
    assert asked(lan) == {"bao-ve-tre-em": ["bao_ve_tre_em"]}
    page = client_of(shipped_app, lan).get("/").text
    assert "Bảo vệ trẻ em ở cộng đồng" in page
    assert page.count("button-big") == 1


def test_a_post_that_begins_tomorrow_asks_nothing_today(lan: Person) -> None:
    post_person(lan, unit(TAM_DUONG), since=clock.today() + timedelta(days=1))
    db.session.commit()
    assert asked(lan) == {}


def test_several_posts_ask_their_union_and_each_thing_once(lan: Person) -> None:
    post_person(lan, unit(TAM_DUONG), hamlet="Thôn Đông")
    post_person(lan, unit(TAM_DUONG), hamlet="Thôn Đoài")
    post_person(lan, unit(TAM_DUONG), kind="nguoi_lam_ctte_xa", level=Level.COMMUNE)
    db.session.commit()
    found = asked(lan)
    assert found["bao-ve-tre-em"] == ["bao_ve_tre_em"]
    assert all(len(codes) == len(set(codes)) for codes in found.values())


def test_the_end_of_a_post_takes_away_what_only_it_asked_the_same_day(
    shipped_app: Flask, lan: Person
) -> None:
    posting = post_person(lan, unit(TAM_DUONG))
    db.session.commit()
    assert asked(lan)
    end(posting, clock.today(), EndReason.RESIGNED.value)
    db.session.commit()
    assert asked(lan) == {}
    assert "Cần cho yêu cầu" not in client_of(shipped_app, lan).get("/").text


def test_the_end_of_one_of_two_posts_leaves_what_the_other_asks(lan: Person) -> None:
    first = post_person(lan, unit(TAM_DUONG), hamlet="Thôn Đông")
    post_person(lan, unit(TAM_DUONG), hamlet="Thôn Đoài")
    end(first, clock.today(), EndReason.RESIGNED.value)
    db.session.commit()
    assert asked(lan) == {"bao-ve-tre-em": ["bao_ve_tre_em"]}

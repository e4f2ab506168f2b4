"""Who sees whom: the list and the single record give the same answer, on both engines."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.policies import may_act, may_see, scope_of, seen_by
from lms.people.queries import search_people
from lms.people.rules.granting import BadGrant, grant, withdraw
from lms.people.rules.moving import catch_up
from lms.web.access import Permission
from tests.factories.people import (
    make_asker,
    make_collaborator,
    make_head,
    make_officer,
    make_person,
    post_person,
)
from tests.factories.places import MERGER, SmallCountry, small_country

YEAR_END_2022 = date(2022, 12, 31)
TODAY = date(2026, 11, 22)


@pytest.fixture
def small(both_app: Flask) -> SmallCountry:
    return small_country()


@pytest.fixture
def cast(small: SmallCountry) -> dict[str, Person]:
    """Everybody by what they are."""
    people = {
        "head": make_head(small.phu_tho),
        "administrator": make_asker(AccessRole.ADMINISTRATOR, small.country, "Vũ Quang Huy"),
        "trainer": make_asker(AccessRole.TRAINER, small.country, "Ngô Thu Trang"),
        "officer": make_officer(small.tam_duong),
        "neighbour": make_officer(small.hoi_thinh, "Đào Thị Nga"),
        "collaborator": make_collaborator(small.tam_duong),
        "elsewhere": make_collaborator(small.hoi_thinh, "Bùi Thị Sen"),
        "retired": make_person("Phùng Thị Thìn"),
        "nobody's": make_person("Kim Thị Yến"),
        "former officer": make_person("Tạ Thị Liên"),
    }
    post_person(people["retired"], small.hop_hoa, until=date(2023, 1, 1))
    former = people["former officer"]
    withdraw(grant(former, AccessRole.OFFICER, small.tam_duong, MERGER), date(2026, 1, 1))
    db.session.commit()
    return people


SEEN = {
    "head": {"head", "officer", "neighbour", "collaborator", "elsewhere", "retired"},
    "administrator": {
        *("head", "administrator", "trainer", "officer", "neighbour", "collaborator", "elsewhere"),
        *("retired", "nobody's", "former officer"),
    },
    "trainer": {"trainer"},
    "officer": {"officer", "collaborator", "retired"},
    "neighbour": {"neighbour", "elsewhere"},
    "collaborator": {"collaborator"},
    "former officer": {"former officer"},
}


@pytest.mark.parametrize("asker", SEEN)
def test_the_list_and_the_record_agree(cast: dict[str, Person], asker: str) -> None:
    listed = set(db.session.scalars(select(Person).where(seen_by(cast[asker]))))
    opened = {person for person in cast.values() if may_see(cast[asker], person)}
    assert listed == opened == {cast[name] for name in SEEN[asker]}


@pytest.mark.parametrize("day", [YEAR_END_2022, TODAY])
@pytest.mark.parametrize("asker", SEEN)
def test_they_agree_on_any_day(cast: dict[str, Person], asker: str, day: date) -> None:
    listed = set(db.session.scalars(select(Person).where(seen_by(cast[asker], day))))
    opened = {person for person in cast.values() if may_see(cast[asker], person, day)}
    assert listed == opened
    assert cast[asker] in listed


def test_on_a_day_only_those_in_post_are_seen(cast: dict[str, Person]) -> None:
    assert may_see(cast["officer"], cast["retired"], YEAR_END_2022)
    assert not may_see(cast["officer"], cast["retired"], TODAY)


def test_a_search_stays_within_what_may_be_seen(cast: dict[str, Person]) -> None:
    def names(asker: str, words: str) -> list[str]:
        return [person.full_name for person in db.session.scalars(search_people(cast[asker], words))]

    assert names("head", "tran thi lan") == names("officer", "Trần Thị Lan") == ["Trần Thị Lan"]
    assert names("neighbour", "lan") == []
    assert names("head", cast["collaborator"].code.lower()) == ["Trần Thị Lan"]
    assert names("head", "0900 000 556") == ["Trần Thị Lan", "Bùi Thị Sen"]
    assert names("head", "%") == []


def test_a_scope_ends_with_its_grant(cast: dict[str, Person], small: SmallCountry) -> None:
    assert scope_of(cast["former officer"], Permission.PEOPLE_SEE, TODAY) is None
    assert scope_of(cast["collaborator"], Permission.PEOPLE_SEE, TODAY) is None
    assert scope_of(cast["trainer"], Permission.PEOPLE_SEE, TODAY) is None
    assert scope_of(cast["trainer"], Permission.EXERCISES_WRITE, TODAY) is not None


def test_a_head_acts_over_the_past_of_what_she_holds(cast: dict[str, Person], small: SmallCountry) -> None:
    head, permission = cast["head"], Permission.COVERAGE_SEE
    assert may_act(head, permission, small.tam_duong.id, TODAY)
    assert may_act(head, permission, small.district.id, YEAR_END_2022)
    assert not may_act(head, permission, small.district.id, TODAY)
    assert not may_act(head, permission, small.country.id, TODAY)
    assert not may_act(cast["officer"], permission, small.hoi_thinh.id, TODAY)


def test_a_grant_given_twice_is_one_grant(small: SmallCountry) -> None:
    person = make_person()
    first = grant(person, AccessRole.OFFICER, small.tam_duong, MERGER)
    assert grant(person, AccessRole.OFFICER, small.tam_duong, TODAY) is first
    with pytest.raises(BadGrant):
        grant(person, AccessRole.HEAD, small.phu_tho, TODAY, TODAY)


def test_access_withdrawn_before_it_begins_never_was(small: SmallCountry) -> None:
    person = make_person()
    tomorrow = clock.today() + timedelta(days=1)
    granted = grant(person, AccessRole.HEAD, small.phu_tho, tomorrow)
    assert not person.may(Permission.COVERAGE_SEE)
    withdraw(granted, clock.today())
    db.session.commit()
    db.session.refresh(person)
    assert person.grants == []


def test_a_collaborator_stays_seen_after_the_merger(small: SmallCountry) -> None:
    person = make_collaborator(small.hop_hoa)
    head = make_head(small.phu_tho)
    catch_up(MERGER)
    db.session.commit()
    assert may_see(head, person, YEAR_END_2022)
    assert may_see(head, person, TODAY)

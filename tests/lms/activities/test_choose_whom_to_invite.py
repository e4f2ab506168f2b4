"""Choosing whom to invite: what counts as updated, and one human with two records."""

from datetime import date, timedelta

import pytest
from flask import Flask

from lms.activities.rules.choosing import Wish, candidates, described
from lms.activities.rules.planning import PlannedTopic
from lms.base.database import db
from lms.people.models import Person
from lms.staffing.rules.merging import merge_people, part_people
from lms.standards.models import EvidenceStatus
from lms.standards.rules.confirming import confirm
from tests.factories.activities import DAY, a_class, sit
from tests.factories.people import make_collaborator, make_head
from tests.factories.places import unit
from tests.factories.standards import a_class as taught
from tests.factories.standards import competency, requirement

COMMUNE = "08869"
LATELY = DAY - timedelta(days=90)
LONG_AGO = date(2019, 3, 5)


@pytest.fixture
def head(both_shipped_app: Flask) -> Person:
    """Who answers for the province of Vĩnh Phúc in 2022."""
    found = make_head(unit("26", DAY))
    db.session.commit()
    return found


def collaborator(name: str, hamlet: str = "Thôn Đông") -> Person:
    return make_collaborator(unit(COMMUNE, DAY), name, hamlet=hamlet)


def wish(**more: object) -> Wish:
    return Wish(unit_ids=(unit(COMMUNE, DAY).id,), day=DAY, **more)  # type: ignore[arg-type]


def names(asker: Person, wanted: Wish) -> list[str]:
    return [each.person.full_name for each in described(asker, wanted)]


def test_what_is_only_declared_updates_nobody(head: Person) -> None:
    lan = collaborator("Vũ Thị Lan")
    taught(lan, "bao_ve_tre_em", LONG_AGO)
    declared = taught(lan, "bao_ve_tre_em", LATELY, status=EvidenceStatus.DECLARED)
    assert names(head, wish(idle=True)) == ["Vũ Thị Lan"]
    confirm(declared, by=head.id, document="31/QĐ-CCDS")
    db.session.commit()
    assert names(head, wish(idle=True)) == []


def test_who_stands_on_record_twice_is_one_candidate_with_all_that_she_learned(head: Person) -> None:
    lan, again = collaborator("Vũ Thị Lan"), collaborator("Vũ Lan", "Thôn Tây")
    taught(again, "bao_ve_tre_em", LATELY)
    child_protection, asked = competency("bao_ve_tre_em").id, requirement("bao_ve_tre_em").id
    assert names(head, wish()) == ["Vũ Lan", "Vũ Thị Lan"]
    assert names(head, wish(idle=True)) == ["Vũ Thị Lan"]
    alias = merge_people(lan, again, by=head.id)
    db.session.commit()
    assert names(head, wish()) == ["Vũ Thị Lan"]
    learned = wish(idle=True), wish(competency_id=child_protection), wish(requirement_id=asked)
    assert [names(head, each) for each in learned] == [[], [], []]
    part_people(alias, by=head.id)
    db.session.commit()
    assert [names(head, each) for each in learned] == [["Vũ Thị Lan"]] * 3


def test_a_seat_of_one_record_is_a_seat_of_the_human(head: Person) -> None:
    lan, again = collaborator("Vũ Thị Lan"), collaborator("Vũ Lan", "Thôn Tây")
    asked = requirement("bao_ve_tre_em")
    activity = a_class(PlannedTopic("Bảo vệ trẻ em", asked.competency_id, 4))
    sit(activity, again)
    assert [each.person for each in candidates(head, activity.id, wish())] == [lan]
    merge_people(lan, again, by=head.id)
    db.session.commit()
    assert candidates(head, activity.id, wish()) == []

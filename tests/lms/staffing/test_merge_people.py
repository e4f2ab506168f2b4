"""Merging people who stand on record twice, and taking it back."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.account.queries import signed_in_by
from lms.account.rules.keeping_sessions import open_session
from lms.account.rules.recognising import recognise
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person, PersonAlias
from lms.people.queries import find_people, merged_people, postings_of
from lms.people.rules.merging import AlreadyParted, NotMergeable, tell_apart
from lms.staffing.queries.duplicates import pairs_to_decide
from lms.staffing.rules.importing import preview, read
from lms.staffing.rules.merging import merge_people, part_people
from lms.standards.models import EvidenceKind, EvidenceStatus, Holding
from lms.standards.queries import requirement_by_code
from lms.standards.rules.explaining import State, explain, explain_many
from lms.standards.rules.holding import differences
from lms.standards.rules.recording import record
from tests.factories.account import client_of, give_password
from tests.factories.people import make_asker, make_head, make_officer, make_person, post_person
from tests.factories.places import unit
from tests.factories.staffing import workbook
from tests.factories.statements import statements

DAY = date(2026, 11, 22)
PASSWORD = "mot mat khau dai"


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def twice(**other: Any) -> tuple[Person, Person]:
    """Nguyễn Thị Hoa, on record twice in one commune: as collaborator, and as officer."""
    one = make_person()
    two = make_person(**{"full_name": "Nguyễn thị Hoà", **other})
    post_person(one, unit(), hamlet="Thôn Đông")
    post_person(two, unit(), hamlet="Thôn Tây")
    db.session.commit()
    return one, two


def trained(person: Person, day: date, kind: EvidenceKind = EvidenceKind.WORKSHOP) -> None:
    asked = requirement_by_code("bao_ve_tre_em")
    assert asked
    record(
        person_id=person.id,
        competency_id=asked.competency_id,
        occurred_on=day,
        kind=kind,
        status=EvidenceStatus.CONFIRMED,
        source=f"test:{person.id}:{day}:{kind}",
    )
    db.session.commit()


def holdings() -> list[tuple[Any, ...]]:
    rows = db.session.scalars(select(Holding).order_by(Holding.person_id, Holding.requirement_id))
    return [
        (r.person_id, r.requirement_id, r.valid_from, r.valid_until, r.status, r.evidence_id) for r in rows
    ]


def how(person: Person) -> State:
    asked = requirement_by_code("bao_ve_tre_em")
    assert asked
    return explain(person.id, asked, DAY).state


def pairs(asker: Person) -> list[tuple[int, int]]:
    return [tuple(pair) for pair in pairs_to_decide(asker)]


def test_two_with_one_name_and_phone_are_proposed_once(both_shipped_app: Flask) -> None:
    one, two = twice()
    head = make_head(unit("25"))
    db.session.commit()
    assert pairs(head) == [(one.id, two.id)]
    tell_apart(one, two, by=head.id)
    db.session.commit()
    assert pairs(head) == []


@pytest.mark.parametrize(
    ("other", "proposed"),
    [
        ({"phone": "0900000777"}, True),  # one name, birth date and commune
        ({"phone": "0900000777", "birth_date": date(1971, 5, 20)}, False),
        ({"birth_date": None}, True),  # one name and phone
        ({"birth_date": date(1971, 5, 20)}, False),
        ({"full_name": "Nguyễn Thị Hòe"}, False),
    ],
)
def test_less_than_that_is_not_proposed(shipped_app: Flask, other: dict[str, Any], proposed: bool) -> None:
    twice(**other)
    assert bool(pairs(make_head(unit("25")))) is proposed


def test_only_those_who_keep_both_are_asked(shipped_app: Flask) -> None:
    twice()
    assert pairs(make_officer(unit("08905"))) == []
    assert len(pairs(make_officer(unit()))) == 1


def test_merging_keeps_all_and_taking_it_back_brings_both_back_exactly(both_shipped_app: Flask) -> None:
    one, two = twice()
    trained(two, date(2026, 3, 1))
    before = holdings()
    assert (how(one), how(two)) == (State.NEVER_SHOWN, State.HELD)
    alias = merge_people(one, two, by=None)
    db.session.commit()
    assert how(one) is how(two) is State.HELD
    assert len(postings_of(one.id)) == 2
    assert {row[0] for row in holdings()} == {one.id}
    assert differences() == []
    part_people(alias, by=None)
    db.session.commit()
    assert (holdings(), merged_people(), differences()) == (before, {}, [])
    assert (how(one), how(two)) == (State.NEVER_SHOWN, State.HELD)
    with pytest.raises(AlreadyParted):
        part_people(alias, by=None)


def test_what_is_recorded_of_either_counts_for_the_one(shipped_app: Flask) -> None:
    one, two = twice()
    merge_people(one, two, by=None)
    trained(two, date(2026, 3, 1))
    assert how(one) is State.HELD
    trained(one, date(2026, 4, 1), EvidenceKind.LAPSE)
    assert how(one) is not State.HELD
    assert (holdings()[0][0], differences()) == (one.id, [])


def test_merging_on_merging_leads_to_the_last_one_kept(shipped_app: Flask) -> None:
    one, two = twice()
    three = make_person()
    trained(two, date(2026, 3, 1))
    merge_people(one, two, by=None)
    merge_people(three, one, by=None)
    db.session.commit()
    assert merged_people() == {one.id: three.id, two.id: three.id}
    asked = requirement_by_code("bao_ve_tre_em")
    assert asked
    stands = explain_many([one.id, two.id, three.id], asked, DAY)
    assert {each.state for each in stands.values()} == {State.HELD}
    assert differences() == []


def test_it_refuses_circles_and_people_with_access(shipped_app: Flask) -> None:
    one, two = twice()
    with pytest.raises(NotMergeable):
        merge_people(one, one, by=None)
    merge_people(one, two, by=None)
    with pytest.raises(NotMergeable):
        merge_people(two, one, by=None)
    trainer = make_asker(AccessRole.TRAINER, unit())
    with pytest.raises(NotMergeable, match="access"):
        merge_people(one, trainer, by=None)


def test_who_was_merged_signs_in_as_who_is_kept(shipped_app: Flask) -> None:
    one, two = twice(phone="0900000777")
    give_password(two, PASSWORD)
    token = open_session(two.id, "Điện thoại")
    merge_people(one, two, by=None)
    db.session.commit()
    assert signed_in_by(token, clock.now()) is None
    people, found = recognise(two.code, PASSWORD)
    assert ([each.id for each in people], [each.person_id for each in found]) == ([one.id], [one.id])


def test_an_officer_looks_at_both_merges_and_takes_it_back(shipped_app: Flask) -> None:
    one, two = twice(phone="0900000777")
    officer = make_officer(unit())
    client = client_of(shipped_app, officer)
    address = f"/duplicates/{one.id}/{two.id}"
    assert address in client.get("/duplicates").text
    assert "khác nhau" in client.get(address).text
    page = client.post(address, data={"kept": one.id}, follow_redirects=True)
    assert "Bỏ gộp" in page.text
    assert client.get(f"/people/{two.id}").headers["Location"].endswith(f"/people/{one.id}")
    found = db.session.scalars(find_people(officer, "", "", DAY)).all()
    assert (one in found, two in found) == (True, False)
    alias = db.session.scalars(select(PersonAlias)).one()
    client.post(f"/duplicates/mergings/{alias.id}/undo")
    assert merged_people() == {}
    client.post(address, data={"kept": "0"})
    assert address not in client.get("/duplicates").text.split("<h2>")[0]


def test_others_do_not_see_the_pair(shipped_app: Flask) -> None:
    one, two = twice()
    client = client_of(shipped_app, make_officer(unit("08905")))
    address = f"/duplicates/{one.id}/{two.id}"
    assert client.get(address).status_code == 404
    assert client.post(address, data={"kept": one.id}).status_code == 404


def test_an_officer_of_the_merged_record_sees_who_is_kept(shipped_app: Flask) -> None:
    one, two = make_person(), make_person()
    post_person(one, unit("08905"))
    post_person(two, unit())
    merge_people(one, two, by=None)
    assert client_of(shipped_app, make_officer(unit())).get(f"/people/{one.id}").status_code == 200


def test_a_list_without_codes_means_who_is_kept_and_changes_nothing(shipped_app: Flask) -> None:
    row = ("Nguyễn Thị Hoa", "20/05/1970", "0900000555", "Xã Tam Dương", "Phú Thọ")
    rows = [(*row, hamlet, "Cộng tác viên dân số") for hamlet in ("Thôn Đông", "Thôn Tây")]
    one, two = twice(full_name="Nguyễn Thị Hoa")
    assert len(preview(read(workbook(rows)), DAY, None).doubts) == 2
    merge_people(one, two, by=None)
    assert preview(read(workbook(rows)), DAY, None).changes_nothing


def test_a_list_means_who_is_kept_also_of_who_was_merged_twice_over(shipped_app: Flask) -> None:
    first, second, third = make_person(), make_person("Nguyễn T. Hoa"), make_person()
    for person, hamlet in ((first, "Thôn Đông"), (third, "Thôn Tây")):
        post_person(person, unit(), hamlet=hamlet)
    merge_people(second, first, by=None)
    merge_people(third, second, by=None)
    row = ("Nguyễn Thị Hoa", "20/05/1970", "0900000555", "Xã Tam Dương", "Phú Thọ")
    rows = [(*row, hamlet, "Cộng tác viên dân số") for hamlet in ("Thôn Đông", "Thôn Tây")]
    plan = preview(read(workbook(rows)), DAY, None)
    assert (plan.doubts, plan.changes_nothing) == ([], True)


def test_more_pairs_take_no_more_statements(shipped_app: Flask) -> None:
    twice()
    client = client_of(shipped_app, make_head(unit("25")))

    def asked() -> int:
        with statements() as seen:
            assert client.get("/duplicates").status_code == 200
        return len(seen)

    before = asked()
    for number in range(6):
        twice(phone=f"090000078{number}", full_name="Nguyễn Thị Hoa")
    assert asked() == before

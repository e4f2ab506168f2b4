"""Adding people: names, codes, birth dates, phones."""

import unicodedata
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.queries import people_with_phone, person_by_code
from lms.people.rules.joining import BadPerson, CodeTaken, add_person
from lms.people.rules.phoning import BadPhone, normal_phone


def test_it_mints_codes_one_after_the_other(both_app: Flask) -> None:
    add_person(full_name="Trần Thị Lan", code="CBX00001")
    add_person(full_name="Trần Thị Lan", code="CB12")
    codes = [add_person(full_name="Nguyễn Thị Hoa").code for _ in range(3)]
    assert codes == ["CB000001", "CB000002", "CB000003"]


def test_it_goes_on_after_the_highest_code_of_that_kind(both_app: Flask) -> None:
    add_person(full_name="Trần Thị Lan", code="CB000041")
    assert add_person(full_name="Nguyễn Thị Hoa").code == "CB000042"


def test_a_code_keeps_its_zeros_and_belongs_to_one(app: Flask) -> None:
    add_person(full_name="Trần Thị Lan", code=" 00123 ")
    assert person_by_code("00123")
    with pytest.raises(CodeTaken):
        add_person(full_name="Nguyễn Thị Hoa", code="00123")


def test_a_name_is_kept_in_one_normal_form(app: Flask) -> None:
    person = add_person(full_name=unicodedata.normalize("NFD", "  Nguyễn   Thị Hoà "))
    assert person.full_name == "Nguyễn Thị Hoà"
    assert person.folded == "nguyen thi hoa"


@pytest.mark.parametrize("name", ["", "   ", "12345", "\u200b", "Nguyễn " * 43])
def test_it_refuses_what_is_no_name(app: Flask, name: str) -> None:
    with pytest.raises(BadPerson):
        add_person(full_name=name)


@pytest.mark.parametrize("born", [date(2026, 11, 22), date(2027, 1, 1), date(2020, 5, 1), date(1890, 1, 1)])
def test_it_refuses_a_birth_date_of_nobody_who_works(app: Flask, born: date) -> None:
    with pytest.raises(BadPerson):
        add_person(full_name="Nguyễn Thị Hoa", birth_date=born)


def test_a_refused_person_leaves_nothing_behind(app: Flask) -> None:
    with pytest.raises(Refusal):
        add_person(full_name="Nguyễn Thị Hoa", phone="12", code="A1")
    db.session.commit()
    assert person_by_code("A1") is None


def test_neighbours_may_share_a_phone(app: Flask) -> None:
    for name in ("Trần Thị Lan", "Nguyễn Thị Ánh"):
        add_person(full_name=name, phone="0900 000 123")
    assert [person.full_name for person in people_with_phone("0900000123")] == [
        "Nguyễn Thị Ánh",
        "Trần Thị Lan",
    ]


def test_the_audit_says_who_added_her_without_naming_her(app: Flask) -> None:
    officer = add_person(full_name="Lê Thị Mai")
    person = add_person(full_name="Nguyễn Thị Hoa", by=officer.id)
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.object_id == str(person.id))).one()
    assert (entry.action, entry.actor_id, entry.facts) == ("person:added", officer.id, {})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("091-234.56 78", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("912345678", "0912345678"),  # a spreadsheet dropped the zero
        ("02113 833 456", "02113833456"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_phone_number_is_kept_in_one_form(written: str, kept: str | None) -> None:
    assert normal_phone(written) == kept


@pytest.mark.parametrize(
    "written", ["12", "0012345678", "09123456789012", "phone", "0912345678 / 0987654321"]
)
def test_what_is_no_phone_number_is_refused(written: str) -> None:
    with pytest.raises(BadPhone):
        normal_phone(written)

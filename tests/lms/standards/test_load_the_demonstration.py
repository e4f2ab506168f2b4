"""The demonstration organisation's evidence gives the figures of Tam Dương."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.base.database import db
from lms.people.models import Person
from lms.standards.demo import load_demo
from lms.standards.library import people_codes
from lms.standards.models import Evidence, EvidenceStatus, Holding, Requirement
from lms.standards.rules.explaining import State, explain_many
from lms.standards.rules.holding import differences
from tests.factories.account import sign_in
from tests.factories.standards import requirement

END_OF_2022 = date(2022, 12, 31)


def holders(code: str, day: date, status: EvidenceStatus = EvidenceStatus.CONFIRMED) -> set[str]:
    found = (
        select(Person.code)
        .join(Holding, Holding.person_id == Person.id)
        .join(Requirement, Requirement.id == Holding.requirement_id)
        .where(Requirement.code == code, Holding.holding_on(day), Holding.status == status)
        .where(Person.code.like("TD-%"))
    )
    return set(db.session.scalars(found))


def test_codes_are_written_as_ranges() -> None:
    assert list(people_codes("TD-H01..03 TD-X13 TD-C001..010/4")) == [
        "TD-H01",
        "TD-H02",
        "TD-H03",
        "TD-X13",
        "TD-C001",
        "TD-C005",
        "TD-C009",
    ]


def test_at_the_end_of_2022_it_stands_as_tam_duong_reported(both_demo_app: Flask) -> None:
    assert holders("kien_thuc_ds_co_ban", END_OF_2022) == {"TD-H01", "TD-H02", "TD-H03"}
    assert holders("chuan_chuc_danh", END_OF_2022) == {"TD-H01", "TD-H02"}
    assert holders("dat_chuan_dsv_hang_iv", END_OF_2022) == {f"TD-X{number:02d}" for number in range(1, 13)}
    trained = {code for code in holders("tap_huan_ctv_hang_nam", END_OF_2022) if code.startswith("TD-C")}
    assert len(trained) == 187  # the officers who sat beside them are not asked for it
    assert differences() == []


def test_every_year_since_has_trained_and_declared_people(demo_app: Flask) -> None:
    for year in (2023, 2024, 2025, 2026):
        day = date(year, 12, 31)
        trained = holders("tap_huan_ctv_hang_nam", day)
        declared = holders("tap_huan_ctv_hang_nam", day, EvidenceStatus.DECLARED)
        assert 60 < len(trained) < 170
        assert 15 < len(declared) < 60
        assert not trained & declared


def test_child_protection_shows_every_common_state(demo_app: Flask) -> None:
    people = dict(db.session.execute(select(Person.id, Person.code)).all())
    asked = [number for number, code in people.items() if code.startswith(("TD-C", "TD-X"))]
    found = explain_many(asked, requirement("bao_ve_tre_em"), date(2026, 11, 22))
    assert {each.state for each in found.values()} == {
        State.HELD,
        State.EXPIRING,
        State.EXPIRED,
        State.DECLARED,
        State.NEVER_SHOWN,
        State.MODE_NOT_ACCEPTED,
        State.LAPSED,
        State.VOIDED,
    }


def test_loading_it_again_adds_nothing(demo_app: Flask) -> None:
    before = db.session.scalar(select(func.count()).select_from(Evidence))
    load_demo()
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == before


@pytest.mark.parametrize("code", ["TD-C001", "TD-X01"])
def test_a_persons_page_lists_what_is_asked_with_its_sentence(demo_app: Flask, code: str) -> None:
    person = db.session.scalars(select(Person).where(Person.code == code)).one()
    client = demo_app.test_client()
    sign_in(client, person)
    page = client.get("/people/me").text
    assert "Bảo vệ trẻ em" in page
    assert "(102/2016/QH13)" in page

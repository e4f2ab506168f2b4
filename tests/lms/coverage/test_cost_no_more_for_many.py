"""No page of coverage asks the database more often because there are more rows."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.coverage.models import Period, PeriodClose, Span
from lms.coverage.rules.closing import Closing, close_period
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import children_of
from lms.standards.models import EvidenceKind, EvidenceStatus, Requirement
from lms.standards.rules.recording import record
from tests.factories.account import sign_in
from tests.factories.coverage import build_land, build_province, requirement
from tests.factories.people import make_head
from tests.factories.statements import statements

PAGES = (
    "/coverage?sort=people",
    "/coverage?second=y&stale=y&since=2026-01-01",
    "/coverage?on=2024-06-30&tree=today",
    "/coverage/heat",
    "/coverage/trend",
    "/coverage/comparison",
    "/coverage/difference?requirement=bao_ve_tre_em&part=gained",
    "/coverage/report",
    "/coverage/report/file?as=json",
    "/coverage/year-report",
    "/coverage/workbook",
    "/coverage/names?requirement=bao_ve_tre_em",
    "/coverage/names?requirement=bao_ve_tre_em&state=lacking",
    "/coverage/names/reach?requirement=bao_ve_tre_em",
    "/coverage/names/call-list?requirement=bao_ve_tre_em",
    "/coverage/changes?what=joined",
    "/coverage/periods",
    "/coverage/periods/{close}",
    "/coverage/periods/{close}/names",
    "/coverage/periods/{close}/names?requirement=bao_ve_tre_em",
    "/coverage/periods/{close}/workbook",
)


@pytest.fixture(scope="module")
def heads(lasting_app: Flask) -> list[tuple[Person, int]]:
    """Of a province of two communes and few people, and of one of 129 communes; with the closed year of each,
    after which something became known of some of its people."""
    small = build_land()
    asked = requirement("bao_ve_tre_em", "Bảo vệ trẻ em", [small.collaborator, small.officer])
    db.session.commit()
    some = [
        small.serves(name, small.an_minh, since=date(2025, 8, 1)) for name in ("Lê Hoa", "Vũ Lan", "Ngô Đào")
    ]
    small.shows(some[0], asked, date(2026, 3, 1))
    db.session.commit()
    large = build_province(400, 129)
    many = db.session.scalars(select(Person).where(Person.code.startswith("TT")).limit(60)).all()
    closed = [close_years(small.province, 1), close_years(large, 12)]
    learn_late(asked, [some[1], *many])
    found = make_head(small.province, "Hà Dung"), make_head(large, "Bùi Huệ")
    db.session.commit()
    return list(zip(found, closed, strict=True))


def close_years(province: Unit, communes: int) -> int:
    """The year 2025 of a province is closed, and that of some of its communes."""
    below = db.session.scalars(children_of(province.id, date(2025, 12, 31)).limit(communes)).all()
    for unit in (*below, province):
        close_period(Closing(unit, Period(2025, Span.YEAR)), by=None)
        db.session.commit()
    return db.session.scalars(select(PeriodClose.id).where(PeriodClose.unit_id == province.id)).one()


def learn_late(asked: Requirement, people: list[Person]) -> None:
    for person in people:
        record(
            person_id=person.id,
            competency_id=asked.competency_id,
            occurred_on=date(2025, 9, 1),
            kind=EvidenceKind.WORKSHOP,
            status=EvidenceStatus.CONFIRMED,
            source=f"class:late:{person.id}",
            document="Quyết định 12/QĐ-TTYT",
        )


@pytest.mark.parametrize("page", PAGES)
def test_a_province_of_129_communes_takes_as_many_statements_as_one_of_two(
    lasting_app: Flask, heads: list[tuple[Person, int]], page: str
) -> None:
    asked = []
    for head, close_id in heads:
        client = lasting_app.test_client()
        sign_in(client, head)
        address = page.format(close=close_id)
        assert client.get(address).status_code == 200
        with statements() as made:
            assert client.get(address).status_code == 200
        asked.append(len(made))
    assert asked[1] <= asked[0], page

"""The plan's share of the seeds' cases: B1 to B4 of seed 000, F1 of Nam Định's collaborators."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base.database import db
from lms.people.queries import person_by_code
from lms.places.queries import children_of
from lms.plans.rules.handing_down import given_below
from lms.plans.rules.year_plan import plan_of
from tests.factories.account import sign_in
from tests.factories.plans import indicator, planned_class, reporting_time, second_jobs, unit_of
from tests.factories.reports import cells, page_words

NINH_BINH, NAM_TRUC = "37", "13966"
GROUPS = [
    "1. Đào tạo, bồi dưỡng thường xuyên, chuyên sâu theo từng nhóm vị trí",
    "2. Chuyển đổi số và chuẩn hóa báo cáo",
    "3. Hỗ trợ cơ sở: kiểm tra, hướng dẫn, tư vấn trực tuyến",
    "4. Tham mưu chế độ phụ cấp và điều kiện làm việc",
]


def office(app: Flask) -> FlaskClient:
    """A client of somebody who answers for the whole country."""
    person = person_by_code("DEMO-QT")
    assert person
    client = app.test_client()
    sign_in(client, person)
    return client


def test_b1_the_rate_of_monitoring_is_typed_with_its_year_and_source_and_mixed_with_nothing(
    both_demo_app: Flask,
) -> None:
    province = unit_of(NINH_BINH)
    before = plan_of(province, 2025)
    indicator(province, 2025)
    db.session.commit()
    address = f"/plans/2025?unit={province.id}"
    words = page_words(office(both_demo_app), address)
    assert "trên 95 %" in words.replace("\xa0", " ")
    assert "Báo Ninh Bình, 08/12/2025" in words
    assert "Báo Ninh Bình" not in page_words(office(both_demo_app), f"/plans/2024?unit={province.id}")
    after = plan_of(province, 2025)
    assert len(after.indicators) == 1
    assert (after.aims, after.groups, after.done) == (before.aims, before.groups, before.done)


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        ("10", "7", "30.0"),
        ("10", "5", "50.0"),
        ("8", "5,5", "31.3"),
        ("6", "6", "0.0"),
        ("6", "7.5", "-25.0"),
    ],
)
def test_b2_reporting_time_of_a_commune_before_and_after(
    both_demo_app: Flask, before: str, after: str, share: str
) -> None:
    commune = unit_of(NAM_TRUC)
    row = reporting_time(commune, 2025, before, after.replace(",", "."))
    db.session.commit()
    db.session.refresh(row)
    assert row.shortened == Decimal(share)


def test_b2_the_page_says_30_and_50_percent(demo_app: Flask) -> None:
    province = unit_of(NINH_BINH)
    communes = db.session.scalars(children_of(province.id, date(2025, 12, 31))).all()
    reporting_time(communes[0], 2025, "10", "7")
    reporting_time(communes[1], 2025, "10", "5")
    db.session.commit()
    words = page_words(office(demo_app), f"/plans/2025?unit={province.id}").replace("\xa0", " ")
    assert "10 7 30,0 %" in words
    assert "10 5 50,0 %" in words


def test_b3_the_plan_stands_under_the_four_groups_of_solutions(demo_app: Flask) -> None:
    province = unit_of(NINH_BINH)
    for number, title in enumerate(
        ["Tập huấn kỹ năng", "Lớp báo cáo điện tử", "Giám sát hỗ trợ", "Khảo sát"], 1
    ):
        planned_class(province, 2026, solution_group=number, title=title)
    db.session.commit()
    words = page_words(office(demo_app), f"/plans/2026?unit={province.id}")
    places = [words.index(heading) for heading in GROUPS]
    assert places == sorted(places)
    assert [len(group.lines) for group in plan_of(province, 2026).groups] == [1, 1, 1, 1]


def test_b4_a_target_of_ninh_binh_goes_to_129_communes_nam_truc_among_them(both_demo_app: Flask) -> None:
    province = unit_of(NINH_BINH)
    (aim,) = [each for each in plan_of(province, 2026).aims if each.target and each.target.code == "T5"]
    below = given_below(province, aim.requirement.id, 2026, date(2026, 11, 22))
    assert aim.below == len(below) == 129
    assert "Xã Nam Trực" in {each.unit.name for each in below}
    address = f"/plans/2026/targets/{aim.requirement.id}/below?unit={province.id}"
    page = office(both_demo_app).get(address).text
    assert page.count('name="figure-') == 129


def test_f1_second_jobs_of_nam_dinh_add_up_to_100_percent(both_demo_app: Flask) -> None:
    province = unit_of("36", date(2022, 12, 31))
    assert province.name == "Tỉnh Nam Định"
    row = second_jobs(province, 2022, 2194, 738, 293, 482)
    db.session.commit()
    assert (row.total, row.busy) == (3707, 3225)
    address = f"/plans/2022/allowances?unit={province.id}"
    words = page_words(office(both_demo_app), address).replace("\xa0", " ")
    assert "2.194 59,2 % 738 19,9 % 293 7,9 % 482 13,0 % 3.707 87,0 %" in words
    (_, declared) = cells(office(both_demo_app), f"/plans/2022/allowances/workbook?unit={province.id}")
    shares = [cell for cell in declared[-1] if isinstance(cell, float) and cell < 1]
    assert [f"{100 * share:.1f}" for share in shares] == ["59.2", "19.9", "7.9", "13.0"]
    assert sum(round(100 * share, 1) for share in shares) == pytest.approx(100.0)
